import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isSafeUrl } from "#channel/kit/issuer/safe-url.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * One bot of Microsoft Teams. Options that usually come from the environment may be undefined: the server reports that at its start, like any other
 * mistake.
 */
export type TeamsOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `teams`. */
  id?: string;
  /** The messaging endpoint, below the server's public URL. Default `/teams`. */
  path?: string;
  /** Microsoft App ID of the Azure Bot resource. */
  appId: string | undefined;
  /** The value of a client secret of its app registration. */
  appPassword: string | undefined;
  /** Directory (tenant) id of a single-tenant bot. Default: a multi-tenant bot, which answers the people of all tenants. */
  tenantId?: string | undefined;
  /** BCP 47 tag of the language that people write in. Default: what Teams says of each person. */
  locale?: string;
  /** For how many minutes an answer is worth sending while Teams takes none. Default 30. */
  maxAgeMinutes?: number;
  /** Origins at which Teams takes answers. The bot's token is sent nowhere else. */
  serviceOrigins?: readonly string[];
  /** Who signs requests. */
  issuer?: string;
  /** Where the issuer's public keys are. */
  keysUrl?: string;
  /** Where the bot gets its token. */
  loginUrl?: string;
  /** What the token is for. */
  scope?: string;
};

/** {@link TeamsOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof TeamsOptions, OptionSchema>,
  required: ["appId", "appPassword"],
};

type Chosen = Required<
  Pick<TeamsOptions, "id" | "path" | "maxAgeMinutes" | "serviceOrigins" | "issuer" | "keysUrl" | "loginUrl" | "scope">
>;

export type TeamsSettings = Chosen & {
  appId: string;
  appPassword: string;
  tenantId: string | undefined;
  locale: string | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: TeamsOptions | undefined): TeamsSettings {
  const { appId = "", appPassword = "", tenantId, locale, ...rest } = definedOf(options);
  return {
    id: fields.id.default,
    path: fields.path.default,
    maxAgeMinutes: fields.maxAgeMinutes.default,
    serviceOrigins: fields.serviceOrigins.default,
    issuer: fields.issuer.default,
    keysUrl: fields.keysUrl.default,
    loginUrl: fields.loginUrl.default,
    scope: fields.scope.default,
    ...rest,
    appId: small(appId),
    appPassword,
    tenantId: tenantId === undefined ? undefined : small(tenantId),
    locale,
  };
}

/** Ids as Microsoft writes them in requests; whoever copies one may have capitals. What is no text is named by {@link findProblems}. */
function small<Id>(id: Id): Id | string {
  return typeof id === "string" ? id.toLowerCase() : id;
}

/** An option that is undefined counts as left out. */
function definedOf(options: TeamsOptions | undefined): Partial<TeamsOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: TeamsOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(/[ [:]/)[0]));
  const { keysUrl, loginUrl, serviceOrigins, locale } = toSettings(options);
  const isGood = {
    serviceOrigins: () => serviceOrigins.length > 0 && serviceOrigins.every(isOrigin),
    keysUrl: () => isAddress(keysUrl),
    loginUrl: () => isAddress(loginUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, check] of Object.entries(isGood))
    if (!known.has(name) && !check()) problems.push(`${name} must be ${fields[name as keyof typeof isGood].mustBe}.`);
  return problems;
}

function isAddress(url: string): boolean {
  return isSafeUrl(url) && !url.endsWith("/") && new URL(url).username === "";
}

function isOrigin(url: string): boolean {
  return isAddress(url) && new URL(url).origin === url.toLowerCase();
}
