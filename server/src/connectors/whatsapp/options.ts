import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isApiUrl } from "#connectors/meta/api-url.ts";
import { isLocale } from "#i18n/locale.ts";
import { limits } from "./limits.ts";
import { fields } from "./option-fields.ts";

/**
 * An approved template that is sent in place of a message once the person's last one is a day old. `parameters`: texts for `{{1}}`, `{{2}}` …
 * of its body; `{message}` in one stands for the words of the message.
 */
export type LateTemplate = { name: string; language: string; parameters?: readonly string[] };

/**
 * One business number of the WhatsApp Cloud API. Options that usually come from the environment may be undefined: the server reports that
 * at its start, like any other mistake.
 */
export type WhatsAppOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `whatsapp`. */
  id?: string;
  /** Where Meta posts its webhooks, below the server's public URL. Default `/whatsapp`. */
  path?: string;
  appId: string | undefined;
  /** Meta's id of the number, not the number itself. */
  phoneNumberId: string | undefined;
  /** Id of the WhatsApp business account. With it `causerie check --live` looks at the account's subscription and templates. */
  accountId?: string;
  /** Of a system user: it does not end. */
  accessToken: string | undefined;
  /** The app's secret. While it is being replaced: a list of all valid ones, the newest first. */
  appSecret: string | readonly string[] | undefined;
  /** A password of your choice. Enter it at Meta, beside the webhook URL. */
  verifyToken: string | undefined;
  /** Default `v26.0`. */
  graphVersion?: string;
  graphBaseUrl?: string;
  /** BCP 47 tag of the language that people write in. Leave it out if they write in several. */
  locale?: string;
  /** What the button says that opens a list of choices, up to 20 letters. Default `☰`. */
  listLabel?: string;
  /** Sent in place of a message that comes too late for anything else. Default: such a message is not delivered, and the sender learns it. */
  lateTemplate?: LateTemplate;
  /** Minutes for which the bot is silent after a person wrote from the WhatsApp Business app with the same number. Default 60. */
  agentPauseMinutes?: number;
  /** How many files of one message are fetched. Default 30. */
  maxFiles?: number;
  /** For how many minutes an answer is worth sending while Meta cannot accept it. Default 30; at most 1,440. */
  maxAgeMinutes?: number;
  /** Mark messages as read and show that an answer is being written. Default true. */
  typing?: boolean;
};

/** {@link WhatsAppOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof WhatsAppOptions, OptionSchema>,
  required: ["appId", "phoneNumberId", "accessToken", "appSecret", "verifyToken"],
};

type FromEnvironment = "appId" | "phoneNumberId" | "accessToken" | "verifyToken";

export type WhatsAppSettings = Required<
  Omit<WhatsAppOptions, FromEnvironment | "appSecret" | "accountId" | "locale" | "lateTemplate">
> & { [Field in FromEnvironment]: string } & {
  appSecrets: readonly string[];
  accountId: string | undefined;
  locale: string | undefined;
  lateTemplate: LateTemplate | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: WhatsAppOptions | undefined): WhatsAppSettings {
  const {
    appId = "",
    phoneNumberId = "",
    accessToken = "",
    appSecret = [],
    verifyToken = "",
    accountId,
    locale,
    lateTemplate,
    ...rest
  } = definedOf(options);
  return {
    id: "whatsapp",
    path: "/whatsapp",
    graphVersion: "v26.0",
    graphBaseUrl: "https://graph.facebook.com",
    listLabel: "☰",
    agentPauseMinutes: 60,
    maxFiles: limits.files,
    maxAgeMinutes: 30,
    typing: true,
    ...rest,
    appId,
    phoneNumberId,
    accessToken,
    verifyToken,
    appSecrets: typeof appSecret === "string" ? [appSecret] : appSecret,
    accountId,
    locale,
    lateTemplate,
  };
}

/** An option that is undefined counts as left out. */
function definedOf(options: WhatsAppOptions | undefined): Partial<WhatsAppOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: WhatsAppOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { appSecrets, graphBaseUrl, locale } = toSettings(options);
  const checks: Partial<Record<keyof typeof fields, () => boolean>> = {
    appSecret: () => appSecrets.length > 0,
    graphBaseUrl: () => isApiUrl(graphBaseUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, isGood] of Object.entries(checks))
    if (!known.has(name) && !isGood()) problems.push(`${name} must be ${fields[name as keyof typeof fields].mustBe}.`);
  return problems;
}
