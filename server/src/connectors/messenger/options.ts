import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { type MessengerProfile, findProfileProblems, profileOptions } from "./profile/profile.ts";

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
   * Who gets a conversation when a story calls `turn.handover()`: the page's inbox, the app with this number, or nobody: then the
   * bot is only silent. Default `inbox`.
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
  /**
   * For how many minutes an answer is worth sending while Meta cannot accept it. Older ones are set aside, and the person is
   * told once. Default 30; at most 1,440, since Meta takes answers for a day.
   */
  maxAgeMinutes?: number;
  /** Mark messages as seen and show that an answer is being written. Default true. */
  typing?: boolean;
  /** What people see before they write; `causerie messenger profile sync` brings it to Meta. */
  profile?: MessengerProfile;
};

const text = "string" as const;
/** A line break in a token would break the header that carries it; a blank is a mistake in copying. */
const token = { type: text, pattern: "\\S+" };
const metaNumber = { type: text, pattern: "\\d{1,30}" };
const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "messenger",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Meta posts its webhooks",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/messenger",
    mustBe: 'a path such as "/messenger": a slash, then letters, digits, - and _',
  },
  appId: {
    ...metaNumber,
    title: "App",
    description: "number of the Meta app (App settings, Basic)",
    mustBe: "the number of the Meta app (App settings, Basic)",
  },
  pageId: {
    ...metaNumber,
    title: "Page",
    description: "number of the Facebook page (Page, About)",
    mustBe: "the number of the Facebook page (Page, About)",
  },
  accessToken: {
    ...token,
    title: "Access token",
    description: "the page's access token (Messenger, API settings)",
    writeOnly: true,
    mustBe: "the page's access token (Messenger, API settings)",
  },
  appSecret: {
    ...token,
    title: "App secret",
    description: "the app's secret, or a list while it is being replaced (App settings, Basic)",
    type: [text, "array"],
    items: { ...token, title: "App secret", mustBe: "an app secret (App settings, Basic)" },
    writeOnly: true,
    mustBe: "the app's secret, or a list of them (App settings, Basic)",
  },
  verifyToken: {
    type: text,
    // It travels in a query, where blanks are characters like others. At its ends they are a mistake in copying.
    pattern: "\\S(.*\\S)?",
    title: "Verify token",
    description: "a password of your own choice, entered at Meta beside the webhook URL",
    writeOnly: true,
    mustBe: "a password of your own choice: one line, not empty, and without blanks at its ends",
  },
  personaId: {
    ...metaNumber,
    title: "Persona",
    description: "number of the persona that the bot writes as",
    mustBe: "the number of a persona, or left out",
  },
  graphVersion: {
    title: "Graph API version",
    type: text,
    pattern: "v\\d+\\.\\d+",
    default: "v26.0",
    mustBe: 'a version such as "v26.0"',
  },
  graphBaseUrl: {
    title: "Graph API address",
    type: text,
    default: "https://graph.facebook.com",
    mustBe: "an https address without a path",
  },
  locale: {
    title: "Language",
    description: "tag of the language of the page's visitors, e.g. fr",
    type: text,
    pattern: "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
    mustBe: 'a language tag such as "fr"',
  },
  allowSha1: {
    title: "Accept SHA-1",
    description: "where the SHA-256 signature is absent",
    type: "boolean",
    default: false,
    mustBe: "true or false",
  },
  handoverTo: {
    title: "Handover to",
    description: "who gets a conversation that a story hands over: inbox, the number of an app, or nobody",
    type: text,
    pattern: "inbox|nobody|\\d{1,30}",
    default: "inbox",
    mustBe: '"inbox", "nobody", or the number of the app in which people answer',
  },
  agentPauseMinutes: {
    title: "Pause after people wrote",
    description: "minutes for which the bot is silent after a person wrote from the page's inbox",
    type: "number",
    minimum: 0,
    maximum: 10_080,
    default: 0,
    mustBe: "a number of minutes from 0 to 10080, a week",
  },
  notificationTokens: {
    title: "Tokens of notifications",
    description: "give stories Meta's tokens for later messages",
    type: "boolean",
    default: false,
    mustBe: "true or false",
  },
  reuseFiles: {
    title: "Reuse of files",
    description: "let Meta keep files that are sent, because their addresses always lead to the same",
    type: "boolean",
    default: false,
    mustBe: "true or false",
  },
  maxAgeMinutes: {
    title: "Longest age of an answer",
    description: "minutes for which an answer is worth sending while Meta cannot accept it",
    type: "number",
    minimum: 1,
    maximum: 1440,
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  typing: {
    title: "Typing",
    description: "show that an answer is being written",
    type: "boolean",
    default: true,
    mustBe: "true or false",
  },
  profile: {
    title: "Profile",
    description: "what people see before they write: getStarted, greeting, iceBreakers, menu, commands, domains",
    type: "object",
    properties: profileOptions,
    mustBe: "an object with getStarted, greeting, iceBreakers, menu, commands, domains or accountLinkingUrl",
  },
} satisfies Record<keyof MessengerOptions, OptionSchema>;

/** {@link MessengerOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields,
  required: ["appId", "pageId", "accessToken", "appSecret", "verifyToken"],
};

type FromEnvironment = "appId" | "pageId" | "accessToken" | "verifyToken";

export type MessengerSettings = Required<
  Omit<MessengerOptions, FromEnvironment | "appSecret" | "personaId" | "locale" | "profile">
> & { [Field in FromEnvironment]: string } & {
  appSecrets: readonly string[];
  personaId: string | undefined;
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
  const { personaId, locale, profile, ...rest } = optional;
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
    maxAgeMinutes: 30,
    typing: true,
    ...rest,
    appId,
    pageId,
    accessToken,
    verifyToken,
    appSecrets: typeof appSecret === "string" ? [appSecret] : appSecret,
    personaId,
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
  const { appSecrets, graphBaseUrl, locale, profile } = toSettings(options);
  const checks: Partial<Record<keyof typeof fields, () => boolean>> = {
    appSecret: () => appSecrets.length > 0,
    graphBaseUrl: () => isApiUrl(graphBaseUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, isGood] of Object.entries(checks))
    if (!known.has(name) && !isGood()) problems.push(`${name} must be ${fields[name as keyof typeof fields].mustBe}.`);
  if (isOptions(profile)) problems.push(...findProfileProblems(profile));
  return problems;
}

function isApiUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname, search, username } = new URL(value);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback);
  return isSafe && username === "" && pathname === "/" && search === "";
}
