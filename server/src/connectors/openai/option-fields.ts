import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
/** Shorter ones are guessed. */
const key = { type: text, pattern: "[!-~]{20,500}" };

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    type: text,
    pattern: "\\S+",
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "openai",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "below it the routes are: clients are given the server's address, this path and /v1",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/openai",
    mustBe: 'a path such as "/openai": a slash, then letters, digits, - and _',
  },
  key: {
    ...key,
    type: [text, "array"],
    items: { ...key, title: "Key", mustBe: "a key of 20 characters or more, without spaces" },
    title: "Key",
    description: "that clients send as their API key, or a list while it is being replaced; you make it up",
    writeOnly: true,
    ownChoice: true,
    mustBe: "a key of 20 characters or more, without spaces, or a list of them",
  },
  model: {
    title: "Model",
    description: "under which name clients choose the bot",
    type: text,
    pattern: "[A-Za-z0-9._:/-]{1,64}",
    default: "causerie",
    mustBe: "a name of letters, digits, and . _ : / -",
  },
  locale: {
    type: text,
    title: "Language",
    description: "BCP 47 tag of the language that people write in, if it is one",
    mustBe: 'a language tag such as "en" or "fr-CA"',
  },
  waitSeconds: {
    type: "integer",
    minimum: 1,
    maximum: 600,
    title: "Longest wait",
    description: "for how many seconds a request waits for the bot; proxies before the server must wait as long",
    default: 60,
    mustBe: "a number of seconds from 1 to 600",
  },
  requestsPerMinute: {
    type: "integer",
    minimum: 1,
    maximum: 100_000,
    title: "Requests in a minute",
    description: "of one person; requests that name nobody count together",
    default: 60,
    mustBe: "a number from 1 to 100000",
  },
} as const satisfies Record<string, OptionSchema>;
