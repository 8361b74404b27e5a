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
    default: "rocketchat",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Rocket.Chat posts messages; below it, at /omnichannel, what visitors of its live chat write",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/rocketchat",
    mustBe: 'a path such as "/rocketchat": a slash, then letters, digits, - and _',
  },
  serverUrl: {
    type: text,
    title: "Server",
    description: "address of your Rocket.Chat server, e.g. https://chat.example.com",
    mustBe: "an https address without a slash at its end; http is for the own network only",
  },
  userId: {
    ...token,
    title: "User id",
    description: "of the bot's account; it is shown with the access token",
    mustBe: "the id of the bot's account",
  },
  authToken: {
    ...token,
    title: "Access token",
    description: "personal access token of the bot's account, made without two factors",
    writeOnly: true,
    mustBe: "a personal access token of the bot's account",
  },
  webhookToken: {
    ...token,
    title: "Webhook token",
    description: "of the outgoing webhook (Workspace, Integrations)",
    writeOnly: true,
    mustBe: "the token of the outgoing webhook",
  },
  livechatToken: {
    ...token,
    title: "Omnichannel token",
    description: "secret token of the Omnichannel webhook, if visitors of Rocket.Chat's live chat are to be answered",
    writeOnly: true,
    mustBe: "the secret token of the Omnichannel webhook",
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
    description: "for how many minutes an answer is worth sending while Rocket.Chat takes none",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
} as const satisfies Record<string, OptionSchema>;
