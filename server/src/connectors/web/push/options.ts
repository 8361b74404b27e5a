import type { OptionSchema } from "#channel/options-schema.ts";
import { isPushService } from "./services.ts";
import { vapidKey } from "./vapid.ts";

/** Tells browsers of answers while no page is open, by their push services. */
export type PushOptions = {
  /** Where push services reach you when something is wrong: `mailto:` or `https://`. They require it. */
  subject: string;
  /**
   * The private key of VAPID, 32 bytes as base64url. Default: one that follows from the server's secret. Whoever changes it, or the
   * secret, loses the subscriptions until the visitors come again.
   */
  privateKey?: string;
  /** Whether a push says what the answer says. It is encrypted for the browser, and shown on a screen that others may see. Default false. */
  text?: boolean;
  /** Push services besides those of the known browsers, by their origins. */
  services?: readonly string[];
};

const fields = {
  subject: {
    title: "Subject",
    description: "where push services reach you when something is wrong",
    type: "string",
    pattern: "(mailto:\\S+@\\S+|https://\\S+)",
    mustBe: 'an address such as "mailto:help@example.com"',
  },
  privateKey: {
    title: "Private key",
    description: "of VAPID; default: one that follows from the server's secret",
    type: "string",
    writeOnly: true,
    pattern: "[A-Za-z0-9_-]{43}",
    mustBe: "32 bytes as base64url: 43 letters, digits, - and _",
  },
  text: {
    title: "Text",
    description: "a push says what the answer says",
    type: "boolean",
    mustBe: "true or false",
    default: false,
  },
  services: {
    title: "Push services",
    description: "besides those of the known browsers",
    type: "array",
    items: {
      title: "Service",
      type: "string",
      pattern: "https?://[^\\s/]+",
      mustBe: 'an origin, e.g. "https://push.example.com"',
    },
    mustBe: 'a list of origins, e.g. ["https://push.example.com"]',
  },
} satisfies Record<keyof PushOptions, OptionSchema>;

/** {@link PushOptions} as data. */
export const pushOption: OptionSchema = {
  title: "Web Push",
  description: "browsers are told of answers while no page is open",
  type: "object",
  properties: fields,
  required: ["subject"],
  mustBe: 'an object, e.g. { subject: "mailto:help@example.com" }',
};

/** What the schema cannot say. Options of another form have been refused by it. */
export function findPushProblems(options: unknown): string[] {
  const { privateKey, services } = (options ?? {}) as Partial<PushOptions>;
  const problems: string[] = [];
  if (typeof privateKey === "string" && /^[A-Za-z0-9_-]{43}$/.test(privateKey) && !isKey(privateKey))
    problems.push("push.privateKey must be a private key of the curve P-256.");
  for (const service of Array.isArray(services) ? (services as unknown[]) : [])
    if (typeof service === "string" && URL.canParse(service) && !isPushService(`${service}/x`, [service]))
      problems.push("push.services must begin with https:// (http:// only on this machine, for tests).");
  return problems;
}

function isKey(privateKey: string): boolean {
  try {
    vapidKey(privateKey);
    return true;
  } catch {
    return false;
  }
}
