import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
const token = { type: text, pattern: "\\S+" };
/** They travel in headers. */
const uuid = { type: text, pattern: "[A-Za-z0-9-]{1,80}" };

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "apple-messages",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Apple posts messages, with /message after it",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/apple-messages",
    mustBe: 'a path such as "/apple-messages": a slash, then letters, digits, - and _',
  },
  mspId: {
    ...uuid,
    title: "MSP id",
    description: "of the messaging service provider, from Apple Business Register",
    mustBe: "the id of the messaging service provider, from Apple Business Register",
  },
  secret: {
    type: text,
    pattern: "[A-Za-z0-9+/]{20,}={0,2}",
    title: "API secret",
    description:
      "of the messaging service provider, in base64 as Apple Business Register shows it: both sides sign by it",
    writeOnly: true,
    mustBe: "the API secret of the messaging service provider, in base64 as Apple Business Register shows it",
  },
  businessId: {
    ...uuid,
    title: "Business id",
    description: "of the Messages for Business account, without urn:biz:",
    mustBe: "the id of the Messages for Business account, without urn:biz:",
  },
  listTitle: {
    type: text,
    pattern: "[^\\r\\n]{1,60}",
    title: "Words above choices",
    description: "what stands above quick replies and lists, in the language of the people",
    default: "Choose an option",
    mustBe: "a few words, at most 60 letters",
  },
  locale: {
    type: text,
    title: "Language",
    description: "BCP 47 tag of the language that people write in, if it is one; else it is that of their device",
    mustBe: 'a language tag such as "en" or "fr-CA"',
  },
  maxAgeMinutes: {
    type: "integer",
    minimum: 1,
    maximum: 1_440,
    title: "Longest wait",
    description: "for how many minutes an answer is worth sending while Apple takes none",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  apiUrl: {
    type: text,
    title: "Address of the gateway",
    description: "of Apple, or of a provider that passes its API on; for tests, too",
    default: "https://mspgw.push.apple.com/v1",
    mustBe: "an https address without a slash at its end; http is for the own network only",
  },
} as const satisfies Record<string, OptionSchema>;
