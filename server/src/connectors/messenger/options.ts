import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import type { ProfileField } from "./profile/profile-fields.ts";
import { isApiUrl, isLoopback } from "#connectors/meta/api-url.ts";
import { limits } from "./limits.ts";
import { fields } from "./option-fields.ts";
import { type MessengerProfile, findProfileProblems } from "./profile/profile.ts";

/**
 * One Facebook page, served by one Meta app. Options that usually come from the environment may be undefined: the server
 * reports that at its start, like any other mistake.
 */
export type MessengerOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `messenger`. */
  id?: string;
  /** Where Meta posts its webhooks, below the server's public URL. Default `/messenger`. */
  path?: string;
  appId: string | undefined;
  pageId: string | undefined;
  /** The page's access token. */
  accessToken: string | undefined;
  /** The app's secret. While it is being replaced: a list of all valid ones, the newest first. */
  appSecret: string | readonly string[] | undefined;
  /** A password of your choice. Enter it at Meta, beside the webhook URL. */
  verifyToken: string | undefined;
  /** Messages show the name and picture of this persona. */
  personaId?: string;
  /** Default `v26.0`. */
  graphVersion?: string;
  graphBaseUrl?: string;
  /** BCP 47 tag of the language that the page's visitors write in. Leave it out if they write in several. */
  locale?: string;
  /** Accept the old SHA-1 signature where the SHA-256 one is absent. Default false. */
  allowSha1?: boolean;
  /**
   * Who gets a conversation when a story calls `turn.handover()`: the page's inbox, the server's own desk, the app with this number, or
   * nobody: then the bot is only silent. Default `inbox`.
   */
  handoverTo?: string;
  /**
   * Minutes for which the bot is silent after a person wrote from the page's inbox. Default 0: with Conversation routing Meta
   * itself keeps the person's messages from the bot while people have the conversation. Without it, set e.g. 30.
   */
  agentPauseMinutes?: number;
  /** Give stories Meta's tokens for later messages (one-time and marketing notifications), to keep and use. Default false. */
  notificationTokens?: boolean;
  /**
   * Let Meta fetch a file that is sent again only once in 85 days. Only for sites at whose addresses the files stay the same.
   * Default false.
   */
  reuseFiles?: boolean;
  /** How many files of one message are fetched; others are named as `too_many`. Default 30; 0 fetches none. */
  maxFiles?: number;
  /**
   * For how many minutes an answer is worth sending while Meta cannot accept it. Older ones are set aside, and the person is
   * told once. Default 30; at most 1,440, since Meta takes answers for a day.
   */
  maxAgeMinutes?: number;
  /**
   * The login page of your site, an https address: people who tap a button `account_link` with the address
   * `<webhook address>/account-linking` come to it. Default: nobody can link an account this way.
   */
  loginUrl?: string;
  /**
   * What stories may ask Meta about a person (`turn.profile()`): `name`, `picture`, `locale`, `timeZone`. Default: nothing. Meta wants a
   * permission for each; what it does not permit is left out.
   */
  userProfile?: readonly ProfileField[];
  /**
   * Ask Meta so often whether the page still works: whether its token is valid and has its permissions, and whether the events come here.
   * In minutes, default 60; 0 never does that.
   */
  checkMinutes?: number;
  /** Say so when no webhook has come for so many minutes, on a page on which people write all day. Default 0: never. */
  quietMinutes?: number;
  /** Mark messages as seen and show that an answer is being written. Default true. */
  typing?: boolean;
  /** What people see before they write; `causerie messenger profile sync` brings it to Meta. */
  profile?: MessengerProfile;
};

/** {@link MessengerOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof MessengerOptions, OptionSchema>,
  required: ["appId", "pageId", "accessToken", "appSecret", "verifyToken"],
};

type FromEnvironment = "appId" | "pageId" | "accessToken" | "verifyToken";

export type MessengerSettings = Required<
  Omit<MessengerOptions, FromEnvironment | "appSecret" | "personaId" | "locale" | "profile" | "loginUrl">
> & { [Field in FromEnvironment]: string } & {
  appSecrets: readonly string[];
  personaId: string | undefined;
  loginUrl: string | undefined;
  locale: string | undefined;
  profile: MessengerProfile | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: MessengerOptions | undefined): MessengerSettings {
  const {
    appId = "",
    pageId = "",
    accessToken = "",
    appSecret = [],
    verifyToken = "",
    ...optional
  } = definedOf(options);
  const { personaId, locale, profile, loginUrl, ...rest } = optional;
  return {
    id: "messenger",
    path: "/messenger",
    graphVersion: "v26.0",
    graphBaseUrl: "https://graph.facebook.com",
    allowSha1: false,
    handoverTo: "inbox",
    agentPauseMinutes: 0,
    notificationTokens: false,
    reuseFiles: false,
    maxFiles: limits.files.most,
    maxAgeMinutes: 30,
    userProfile: [],
    checkMinutes: 60,
    quietMinutes: 0,
    typing: true,
    ...rest,
    appId,
    pageId,
    accessToken,
    verifyToken,
    appSecrets: typeof appSecret === "string" ? [appSecret] : appSecret,
    personaId,
    loginUrl,
    locale,
    profile,
  };
}

/** An option that is undefined counts as left out. */
function definedOf(options: MessengerOptions | undefined): Partial<MessengerOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: MessengerOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { appSecrets, graphBaseUrl, locale, profile, loginUrl } = toSettings(options);
  const checks: Partial<Record<keyof typeof fields, () => boolean>> = {
    appSecret: () => appSecrets.length > 0,
    graphBaseUrl: () => isApiUrl(graphBaseUrl),
    loginUrl: () => loginUrl === undefined || isLoginUrl(loginUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, isGood] of Object.entries(checks))
    if (!known.has(name) && !isGood()) problems.push(`${name} must be ${fields[name as keyof typeof fields].mustBe}.`);
  if (isOptions(profile)) problems.push(...findProfileProblems(profile));
  return problems;
}

/** The code of the person's account comes from there. */
function isLoginUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, hash } = new URL(value);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isSafe && username === "" && password === "" && hash === "";
}
