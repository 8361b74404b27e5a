import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * One Slack app in one workspace. Options that usually come from the environment may be undefined: the server reports that at its start, like any
 * other mistake.
 */
export type SlackOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `slack`. */
  id?: string;
  /** Where Slack posts events, taps and commands, below the server's public URL. Default `/slack`. */
  path?: string;
  /** The bot's token; begins with `xoxb-`. */
  botToken: string | undefined;
  /** The app's signing secret. While it is being replaced: a list of all valid ones. Needed unless there is an `appToken`. */
  signingSecret?: string | readonly string[] | undefined;
  /** An app-level token; begins with `xapp-`. With it the server opens the connection to Slack (Socket Mode), and Slack posts nothing. */
  appToken?: string | undefined;
  /** Events of other workspaces are left alone. Default: all are answered. */
  teamId?: string;
  /** BCP 47 tag of the language that people write in. Leave it out if they write in several. */
  locale?: string;
  /** Slash commands for the app's manifest. */
  commands?: readonly string[];
  /** For how many minutes an answer is worth sending while Slack takes none. Default 30. */
  maxAgeMinutes?: number;
  apiUrl?: string;
};

/** {@link SlackOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof SlackOptions, OptionSchema>,
  required: ["botToken"],
};

export type SlackSettings = Required<Pick<SlackOptions, "id" | "path" | "commands" | "maxAgeMinutes" | "apiUrl">> & {
  botToken: string;
  signingSecrets: readonly string[];
  appToken: string | undefined;
  teamId: string | undefined;
  locale: string | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: SlackOptions | undefined): SlackSettings {
  const given = definedOf(options);
  const { botToken = "", signingSecret = [], appToken, teamId, locale, ...rest } = given;
  return {
    id: "slack",
    path: "/slack",
    commands: [],
    maxAgeMinutes: 30,
    apiUrl: "https://slack.com/api",
    ...rest,
    botToken,
    signingSecrets: typeof signingSecret === "string" ? [signingSecret] : signingSecret,
    appToken,
    teamId,
    locale,
  };
}

/** An option that is undefined counts as left out. */
function definedOf(options: SlackOptions | undefined): Partial<SlackOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: SlackOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { signingSecrets, appToken, apiUrl, locale } = toSettings(options);
  const isGood: Partial<Record<keyof SlackOptions, () => boolean>> = {
    apiUrl: () => isApiUrl(apiUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, check] of Object.entries(isGood))
    if (!known.has(name) && !check()) problems.push(`${name} must be ${fields[name as "apiUrl" | "locale"].mustBe}.`);
  if (appToken === undefined && signingSecrets.length === 0 && !known.has("signingSecret"))
    problems.push(`signingSecret is missing: ${fields.signingSecret.mustBe}; or appToken, for Socket Mode.`);
  return problems;
}

function isApiUrl(value: string): boolean {
  if (!URL.canParse(value) || value.endsWith("/")) return false;
  const { protocol, hostname, search, username } = new URL(value);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isSafe && username === "" && search === "";
}

function isLoopback(hostname: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** Where Slack has its files, and takes answers that only one person sees. A stand-in for it on this machine has all of it at one address. */
export function hostsOf({ apiUrl }: Pick<SlackSettings, "apiUrl">) {
  const { protocol, hostname, origin } = new URL(URL.canParse(apiUrl) ? apiUrl : "https://slack.com");
  const domain = hostname.endsWith("slack-gov.com") ? "slack-gov.com" : "slack.com";
  const isStandIn = protocol === "http:";
  return {
    fileHosts: [`files.${domain}`],
    responseOrigins: [`https://hooks.${domain}`, ...(isStandIn ? [origin] : [])],
    trustedHost: isStandIn ? hostname : undefined,
  };
}
