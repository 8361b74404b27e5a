import { isServerUrl } from "#channel/kit/platform/own-server.ts";
import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * One account of a Rocket.Chat server. Options that usually come from the environment may be undefined: the server reports that at its start, like
 * any other mistake.
 */
export type RocketChatOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `rocketchat`. */
  id?: string;
  /** Where Rocket.Chat posts messages, below the server's public URL. Default `/rocketchat`. */
  path?: string;
  /** Address of the Rocket.Chat server, e.g. `https://chat.example.com`. */
  serverUrl: string | undefined;
  /** Id of the bot's account. */
  userId: string | undefined;
  /** Personal access token of the bot's account. */
  authToken: string | undefined;
  /** Token of the outgoing webhook. */
  webhookToken: string | undefined;
  /** Secret token of the Omnichannel webhook. Without it what visitors of the live chat write is refused. */
  livechatToken?: string | undefined;
  /** BCP 47 tag of the language that people write in. Leave it out if they write in several. */
  locale?: string;
  /** For how many minutes an answer is worth sending while Rocket.Chat takes none. Default 30. */
  maxAgeMinutes?: number;
};

/** {@link RocketChatOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof RocketChatOptions, OptionSchema>,
  required: ["serverUrl", "userId", "authToken", "webhookToken"],
};

export type RocketChatSettings = {
  id: string;
  path: string;
  serverUrl: string;
  userId: string;
  authToken: string;
  webhookToken: string;
  livechatToken: string | undefined;
  locale: string | undefined;
  maxAgeMinutes: number;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: RocketChatOptions | undefined): RocketChatSettings {
  const given = Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<RocketChatOptions>;
  const { serverUrl = "", userId = "", authToken = "", webhookToken = "", livechatToken, locale, ...rest } = given;
  const needed = { serverUrl, userId, authToken, webhookToken };
  return { id: "rocketchat", path: "/rocketchat", maxAgeMinutes: 30, ...rest, ...needed, livechatToken, locale };
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: RocketChatOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { serverUrl, locale } = toSettings(options);
  if (!known.has("serverUrl") && !isServerUrl(serverUrl))
    problems.push(`serverUrl must be ${fields.serverUrl.mustBe}.`);
  if (!known.has("locale") && locale !== undefined && !isLocale(locale))
    problems.push(`locale must be ${fields.locale.mustBe}.`);
  return problems;
}
