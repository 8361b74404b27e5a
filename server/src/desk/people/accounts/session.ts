import * as v from "valibot";
import type { DeskRecord, RecordChange } from "#desk/records/desk-records.ts";
import { readBody, toBody } from "./read-body.ts";

/** `device`: browser and system. `endUrl`: where it ends at the provider, too. `expiresAt`: whatever the person does. Times are milliseconds since 1970. */
const sessionSchema = v.object({
  personId: v.string(),
  hash: v.string(),
  device: v.string(),
  createdAt: v.number(),
  lastSeenAt: v.number(),
  expiresAt: v.number(),
  endUrl: v.optional(v.string()),
});

export type SessionBody = v.InferOutput<typeof sessionSchema>;
export type Session = SessionBody & { id: string; version: number };

export function toSession(record: DeskRecord): Session {
  return { ...readBody(sessionSchema, record), id: record.id, version: record.version };
}

export function putSession(id: string, body: SessionBody, version: number): RecordChange {
  return { kind: "session", id, version, type: "put", key: body.hash, body: toBody(body), expiresAt: body.expiresAt };
}

/** Whether it has ended, by its age or because nobody has used it for so long. */
export function isOver({ expiresAt, lastSeenAt }: SessionBody, idleMs: number, now: number): boolean {
  return now >= expiresAt || now - lastSeenAt >= idleMs;
}

/** Browser and system, as far as the header says: enough to know one's own devices again, and no more. */
export function describeDevice(userAgent: string | undefined): string {
  if (userAgent === undefined) return "";
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [browser, system].filter((part) => part !== undefined).join(", ");
}

/** Others call themselves Chrome and Safari, too, so those come last. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\bChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, "Windows"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];
