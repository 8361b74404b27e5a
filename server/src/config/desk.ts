import { findOptionProblems } from "#channel/options-schema.ts";
import { isLoopback } from "#desk/http/loopback.ts";
import { deskDefaults, type DeskSettings } from "#desk/settings.ts";

const options = {
  type: "object",
  properties: {
    sessionHours: {
      title: "Hours of a session",
      type: "number",
      minimum: 0.1,
      maximum: 168,
      mustBe: "a number of hours from 0.1 to 168",
    },
    idleMinutes: {
      title: "Minutes without use",
      type: "number",
      minimum: 1,
      maximum: 1_440,
      mustBe: "a number of minutes from 1 to 1440",
    },
  },
} as const;

/** Undefined: there is no desk. The variable switches it on and off; how long people stay signed in is the file's to say. */
export function deskOf(
  given: boolean | Partial<DeskSettings> | undefined,
  variable: unknown,
): DeskSettings | undefined {
  const isOn = variable === undefined ? given !== undefined && given !== false : variable === "on";
  if (!isOn) return undefined;
  return { ...deskDefaults, ...(typeof given === "object" ? given : {}) };
}

/** Whether it says on or off at all; what an object holds is looked at by {@link deskProblems}. */
export function isDeskSwitch(value: unknown): boolean {
  return typeof value !== "string" || value === "on" || value === "off";
}

/** What is wrong with the desk itself. */
export function deskProblems(desk: unknown, publicUrl: unknown): string[] {
  if (typeof desk === "object" && desk !== null)
    return findOptionProblems(options, desk)
      .map((problem) => `desk.${problem}`)
      .concat(insecure(publicUrl));
  return desk === true || desk === "on" ? insecure(publicUrl) : [];
}

/** Passwords and sessions would go through the network for all to read. */
function insecure(publicUrl: unknown): string[] {
  if (typeof publicUrl !== "string" || !URL.canParse(publicUrl)) return [];
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:" || isLoopback(hostname)) return [];
  return [
    "desk needs HTTPS: passwords would go through the network for all to read; put an HTTPS proxy before the server and set publicUrl to its address.",
  ];
}
