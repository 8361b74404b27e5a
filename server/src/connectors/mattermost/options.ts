import { isServerUrl } from "#channel/kit/platform/own-server.ts";
import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * One bot account of one Mattermost server. Options that usually come from the environment may be undefined: the server reports that at its start,
 * like any other mistake.
 */
export type MattermostOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `mattermost`. */
  id?: string;
  /** Where Mattermost posts taps on buttons, below the server's public URL. Default `/mattermost`. */
  path?: string;
  /** Address of the Mattermost server, e.g. `https://chat.example.com`. */
  serverUrl: string | undefined;
  /** Access token of the bot account. */
  botToken: string | undefined;
  /** Where Mattermost's server reaches this one, if that is not the public URL and the path. */
  actionsUrl?: string;
  /** BCP 47 tag of the language that people write in. Leave it out if they write in several. */
  locale?: string;
  /** For how many minutes an answer is worth sending while Mattermost takes none, and posts are read that came meanwhile. Default 30. */
  maxAgeMinutes?: number;
};

/** {@link MattermostOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof MattermostOptions, OptionSchema>,
  required: ["serverUrl", "botToken"],
};

export type MattermostSettings = {
  id: string;
  path: string;
  serverUrl: string;
  botToken: string;
  actionsUrl: string | undefined;
  locale: string | undefined;
  maxAgeMinutes: number;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: MattermostOptions | undefined): MattermostSettings {
  const given = Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<MattermostOptions>;
  const { serverUrl = "", botToken = "", actionsUrl, locale, ...rest } = given;
  return { id: "mattermost", path: "/mattermost", maxAgeMinutes: 30, ...rest, serverUrl, botToken, actionsUrl, locale };
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: MattermostOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { serverUrl, actionsUrl, locale } = toSettings(options);
  const isGood = {
    serverUrl: () => isServerUrl(serverUrl),
    actionsUrl: () => actionsUrl === undefined || isActionsUrl(actionsUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, check] of Object.entries(isGood))
    if (!known.has(name) && !check()) problems.push(`${name} must be ${fields[name as keyof typeof isGood].mustBe}.`);
  return problems;
}

function isActionsUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).search === "";
}
