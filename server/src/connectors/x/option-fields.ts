import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
/** A line break in a token would break the header that carries it; a blank is a mistake in copying. */
const token = { type: text, pattern: "\\S+" };
const userId = { type: text, pattern: "\\d{1,20}" };

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "x",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where X posts what happens",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/x",
    mustBe: 'a path such as "/x": a slash, then letters, digits, - and _',
  },
  userId: {
    ...userId,
    title: "User id",
    description: "of the bot's account: digits, not the @name",
    mustBe: "the id of the bot's account: digits, not the @name",
  },
  consumerSecret: {
    ...token,
    title: "API key secret",
    description: "of the app (Keys and tokens, Consumer Keys): X signs by it",
    writeOnly: true,
    mustBe: "the API key secret of the app (Keys and tokens, Consumer Keys)",
  },
  clientId: {
    ...token,
    title: "Client id",
    description: "of the app's OAuth 2.0",
    mustBe: "the OAuth 2.0 client id of the app",
  },
  clientSecret: {
    ...token,
    title: "Client secret",
    description: "of the app's OAuth 2.0, if it is a confidential client",
    writeOnly: true,
    mustBe: "the OAuth 2.0 client secret of the app",
  },
  refreshToken: {
    ...token,
    title: "First refresh token",
    description:
      "of the bot's account, with dm.read, dm.write, tweet.read, users.read, media.write and offline.access; it is used once, and the server keeps those that follow",
    writeOnly: true,
    mustBe: "a refresh token of the bot's account that nobody has used",
  },
  bearerToken: {
    ...token,
    title: "Bearer token",
    description: "of the app alone; the check looks with it whether X posts here",
    writeOnly: true,
    mustBe: "the bearer token of the app (Keys and tokens)",
  },
  monthlyCapDollars: {
    type: "number",
    minimum: 0.01,
    maximum: 1_000_000,
    title: "Spend cap",
    description: "US dollars that direct messages may cost in a month (UTC); above it nothing is sent",
    default: 20,
    mustBe: "a number of US dollars, at least 0.01",
  },
  sentPriceDollars: {
    type: "number",
    minimum: 0,
    maximum: 100,
    title: "Price of a message sent",
    description: "US dollars, by X's price list",
    default: 0.015,
    mustBe: "a number of US dollars",
  },
  receivedPriceDollars: {
    type: "number",
    minimum: 0,
    maximum: 100,
    title: "Price of a message received",
    description: "US dollars, by X's price list",
    default: 0.01,
    mustBe: "a number of US dollars",
  },
  ignoredUsers: {
    type: "array",
    items: { ...userId, title: "User id", mustBe: "the id of an account: digits" },
    title: "Accounts that are not answered",
    description: "ids of other bots; X does not say who is one",
    mustBe: "a list of ids of accounts",
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
    description: "for how many minutes an answer is worth sending while X takes none",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  apiUrl: {
    type: text,
    title: "Address of the API",
    description: "for tests and proxies",
    default: "https://api.x.com",
    mustBe: "an https address without a slash at its end; http is for the own network only",
  },
} as const satisfies Record<string, OptionSchema>;
