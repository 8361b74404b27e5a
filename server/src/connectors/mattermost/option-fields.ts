import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
/** A line break in a token would break the header that carries it; a blank is a mistake in copying. */
const token = { type: text, pattern: "\\S+" };

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "mattermost",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Mattermost posts taps on buttons",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/mattermost",
    mustBe: 'a path such as "/mattermost": a slash, then letters, digits, - and _',
  },
  serverUrl: {
    type: text,
    title: "Server",
    description: "address of your Mattermost server, e.g. https://chat.example.com",
    mustBe: "an https address without a slash at its end; http is for the own network only",
  },
  botToken: {
    ...token,
    title: "Bot token",
    description: "access token of the bot account (Integrations, Bot Accounts)",
    writeOnly: true,
    mustBe: "the access token of a bot account (Integrations, Bot Accounts)",
  },
  actionsUrl: {
    type: text,
    title: "Address for taps",
    description:
      "where Mattermost's server reaches this one, if that is another address than the public one, e.g. http://bot.internal:3000. Default: the public URL and the path",
    mustBe: "an http or https address without a query",
  },
  locale: {
    type: text,
    title: "Language",
    description: "BCP 47 tag of the language that people write in, if it is one",
    mustBe: 'a language tag such as "en" or "fr-CA"',
  },
  maxAgeMinutes: {
    type: "integer",
    minimum: 1,
    maximum: 1_440,
    title: "Longest wait",
    description:
      "for how many minutes an answer is worth sending while Mattermost takes none, and of how many minutes posts are read that came while no server was connected",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
} as const satisfies Record<string, OptionSchema>;
