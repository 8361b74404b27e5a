import { isServerUrl } from "#channel/kit/platform/own-server.ts";
import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * One account of X. Options that usually come from the environment may be undefined: the server reports that at its start, like any other mistake.
 */
export type XOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `x`. */
  id?: string;
  /** Where X posts what happens, below the server's public URL. Default `/x`. */
  path?: string;
  /** Id of the bot's account: digits, not the @name. */
  userId: string | undefined;
  /** API key secret of the app: X signs by it. */
  consumerSecret: string | undefined;
  /** OAuth 2.0 client id of the app. */
  clientId: string | undefined;
  /** OAuth 2.0 client secret, if the app is a confidential client. */
  clientSecret?: string | undefined;
  /** A refresh token of the bot's account. It is used once; those that follow are kept, encrypted, in the store. Another one here replaces them. */
  refreshToken: string | undefined;
  /** Bearer token of the app alone, for the check. */
  bearerToken?: string | undefined;
  /** US dollars that direct messages may cost in a month (UTC). Above it nothing is sent. Default 20. */
  monthlyCapDollars?: number;
  /** US dollars for a message sent. Default 0.015. */
  sentPriceDollars?: number;
  /** US dollars for a message received. Default 0.01. */
  receivedPriceDollars?: number;
  /** Ids of accounts that are not answered, e.g. of other bots. */
  ignoredUsers?: readonly string[];
  /** BCP 47 tag of the language that people write in. Leave it out if they write in several. */
  locale?: string;
  /** For how many minutes an answer is worth sending while X takes none. Default 30. */
  maxAgeMinutes?: number;
  /** Address of the API. Default `https://api.x.com`. */
  apiUrl?: string;
};

/** {@link XOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof XOptions, OptionSchema>,
  required: ["userId", "consumerSecret", "clientId", "refreshToken"],
};

export type XSettings = {
  id: string;
  path: string;
  userId: string;
  consumerSecret: string;
  clientId: string;
  clientSecret: string | undefined;
  refreshToken: string;
  bearerToken: string | undefined;
  monthlyCapDollars: number;
  sentPriceDollars: number;
  receivedPriceDollars: number;
  ignoredUsers: readonly string[];
  locale: string | undefined;
  maxAgeMinutes: number;
  apiUrl: string;
};

const usual = {
  id: fields.id.default,
  path: fields.path.default,
  monthlyCapDollars: fields.monthlyCapDollars.default,
  sentPriceDollars: fields.sentPriceDollars.default,
  receivedPriceDollars: fields.receivedPriceDollars.default,
  ignoredUsers: [],
  maxAgeMinutes: fields.maxAgeMinutes.default,
  apiUrl: fields.apiUrl.default,
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: XOptions | undefined): XSettings {
  const given = Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<XOptions>;
  const { userId = "", consumerSecret = "", clientId = "", refreshToken = "", ...rest } = given;
  const { clientSecret, bearerToken, locale, ...others } = rest;
  const needed = { userId, consumerSecret, clientId, refreshToken };
  return { ...usual, ...others, ...needed, clientSecret, bearerToken, locale };
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: XOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { apiUrl, locale } = toSettings(options);
  if (!known.has("apiUrl") && !isServerUrl(apiUrl)) problems.push(`apiUrl must be ${fields.apiUrl.mustBe}.`);
  if (!known.has("locale") && locale !== undefined && !isLocale(locale))
    problems.push(`locale must be ${fields.locale.mustBe}.`);
  return problems;
}
