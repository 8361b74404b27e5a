import { isServerUrl } from "#channel/kit/platform/own-server.ts";
import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * One account of Apple Messages for Business. Options that usually come from the environment may be undefined: the server reports that at its start,
 * like any other mistake.
 */
export type AppleMessagesOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `apple-messages`. */
  id?: string;
  /** Where Apple posts messages, below the server's public URL; Apple adds `/message`. Default `/apple-messages`. */
  path?: string;
  /** Id of the messaging service provider. */
  mspId: string | undefined;
  /** API secret of the messaging service provider, in base64: both sides sign by it. */
  secret: string | undefined;
  /** Id of the Messages for Business account, without `urn:biz:`. */
  businessId: string | undefined;
  /** What stands above quick replies and lists. Default `Choose an option`. */
  listTitle?: string;
  /** BCP 47 tag of the language that people write in. Leave it out if it is that of their device. */
  locale?: string;
  /** For how many minutes an answer is worth sending while Apple takes none. Default 30. */
  maxAgeMinutes?: number;
  /** Address of the gateway. Default `https://mspgw.push.apple.com/v1`. */
  apiUrl?: string;
};

/** {@link AppleMessagesOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof AppleMessagesOptions, OptionSchema>,
  required: ["mspId", "secret", "businessId"],
};

export type AppleMessagesSettings = {
  id: string;
  path: string;
  mspId: string;
  secret: string;
  businessId: string;
  listTitle: string;
  locale: string | undefined;
  maxAgeMinutes: number;
  apiUrl: string;
};

const usual = {
  id: fields.id.default,
  path: fields.path.default,
  listTitle: fields.listTitle.default,
  maxAgeMinutes: fields.maxAgeMinutes.default,
  apiUrl: fields.apiUrl.default,
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: AppleMessagesOptions | undefined): AppleMessagesSettings {
  const given = Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<AppleMessagesOptions>;
  const { mspId = "", secret = "", businessId = "", locale, ...others } = given;
  return { ...usual, ...others, mspId, secret, businessId, locale };
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: AppleMessagesOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { apiUrl, locale } = toSettings(options);
  if (!known.has("apiUrl") && !isServerUrl(apiUrl)) problems.push(`apiUrl must be ${fields.apiUrl.mustBe}.`);
  if (!known.has("locale") && locale !== undefined && !isLocale(locale))
    problems.push(`locale must be ${fields.locale.mustBe}.`);
  return problems;
}
