import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";

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
  /** Mark messages as seen and show that an answer is being written. Default true. */
  typing?: boolean;
};

const text = "string" as const;
const fields = {
  id: { title: "Id", description: "names this connector in the store and the logs", type: text, default: "messenger" },
  path: { title: "Path", description: "where Meta posts its webhooks", type: text, default: "/messenger" },
  appId: { title: "App", description: "number of the Meta app (App settings, Basic)", type: text },
  pageId: { title: "Page", description: "number of the Facebook page (Page, About)", type: text },
  accessToken: {
    title: "Access token",
    description: "the page's access token (Messenger, API settings)",
    type: text,
    writeOnly: true,
  },
  appSecret: {
    title: "App secret",
    description: "the app's secret, or a list while it is being replaced (App settings, Basic)",
    type: [text, "array"],
    writeOnly: true,
  },
  verifyToken: {
    title: "Verify token",
    description: "a password of your own choice, entered at Meta beside the webhook URL",
    type: text,
    writeOnly: true,
  },
  personaId: { title: "Persona", description: "number of the persona that the bot writes as", type: text },
  graphVersion: { title: "Graph API version", type: text, default: "v26.0" },
  graphBaseUrl: { title: "Graph API address", type: text, default: "https://graph.facebook.com" },
  locale: { title: "Language", description: "tag of the language of the page's visitors, e.g. fr", type: text },
  allowSha1: {
    title: "Accept SHA-1",
    description: "where the SHA-256 signature is absent",
    type: "boolean",
    default: false,
  },
  typing: { title: "Typing", description: "show that an answer is being written", type: "boolean", default: true },
} satisfies Record<keyof MessengerOptions, OptionSchema>;

/** {@link MessengerOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields,
  required: ["appId", "pageId", "accessToken", "appSecret", "verifyToken"],
};

type FromEnvironment = "appId" | "pageId" | "accessToken" | "verifyToken";

export type MessengerSettings = Required<
  Omit<MessengerOptions, FromEnvironment | "appSecret" | "personaId" | "locale">
> & { [Field in FromEnvironment]: string } & {
  appSecrets: readonly string[];
  personaId: string | undefined;
  locale: string | undefined;
};

export function toSettings(options: MessengerOptions): MessengerSettings {
  const { appId = "", pageId = "", accessToken = "", appSecret = [], verifyToken = "", ...optional } = options;
  const { personaId, locale, ...rest } = optional;
  return {
    id: "messenger",
    path: "/messenger",
    graphVersion: "v26.0",
    graphBaseUrl: "https://graph.facebook.com",
    allowSha1: false,
    typing: true,
    ...rest,
    appId,
    pageId,
    accessToken,
    verifyToken,
    appSecrets: typeof appSecret === "string" ? [appSecret] : appSecret,
    personaId,
    locale,
  };
}

/** All mistakes in the settings, each naming its field. The value of a secret never appears. */
export function findProblems(settings: MessengerSettings): string[] {
  const checks: [field: string, ok: boolean, remedy: string][] = [
    ["id", isToken(settings.id), "must be a name without spaces"],
    ["path", isPath(settings.path), 'must be a path such as "/messenger": a slash, then letters, digits, - and _'],
    ["appId", isNumericId(settings.appId), "must be the number of the Meta app (App settings, Basic)"],
    ["pageId", isNumericId(settings.pageId), "must be the number of the Facebook page (Page, About)"],
    ["accessToken", isToken(settings.accessToken), "must be the page's access token (Messenger, API settings)"],
    ["appSecret", areSecrets(settings.appSecrets), "must be the app's secret, or a list of them (App settings, Basic)"],
    [
      "verifyToken",
      isToken(settings.verifyToken),
      "must not be empty: anyone could claim the webhook. Choose a password",
    ],
    ["personaId", settings.personaId === undefined || isNumericId(settings.personaId), "must be a number, or left out"],
    ["graphVersion", isMatch(/^v\d+\.\d+$/, settings.graphVersion), 'must be a version such as "v26.0"'],
    ["graphBaseUrl", isApiUrl(settings.graphBaseUrl), "must be an https address without a path"],
    ["locale", settings.locale === undefined || isLanguageTag(settings.locale), 'must be a language tag such as "fr"'],
  ];
  return checks.flatMap(([field, ok, remedy]) => (ok ? [] : [`${field} ${remedy}.`]));
}

// Settings often come from the environment or from JavaScript, so their types cannot be trusted here.
const isMatch = (pattern: RegExp, value: unknown): boolean => typeof value === "string" && pattern.test(value);
const isToken = (value: unknown): boolean => isMatch(/^\S+$/, value);
const isNumericId = (value: unknown): boolean => isMatch(/^\d{1,30}$/, value);
const isPath = (value: unknown): boolean => isMatch(/^(\/[A-Za-z0-9_-]+)+$/, value);
const areSecrets = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isToken);

function isApiUrl(value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, hostname, pathname, search } = new URL(value);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return (protocol === "https:" || (protocol === "http:" && isLoopback)) && pathname === "/" && search === "";
}

function isLanguageTag(value: unknown): boolean {
  return isMatch(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, value) && isLocale(String(value));
}
