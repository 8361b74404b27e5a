import { isSafeUrl } from "#channel/kit/issuer/safe-url.ts";
import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";
import { readAccount } from "./service-account.ts";

/**
 * One app of Google Chat. Options that usually come from the environment may be undefined: the server reports that at its start, like any other
 * mistake.
 */
export type GoogleChatOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `google-chat`. */
  id?: string;
  /** The HTTP endpoint, below the server's public URL. Default `/google-chat`. */
  path?: string;
  /** Number of the Google Cloud project of the app. */
  projectNumber: string | undefined;
  /** The text of the JSON key file of a service account of the project. */
  serviceAccountKey: string | undefined;
  /** Exactly the HTTP endpoint URL, where the authentication audience is that URL. Default: the audience is the project number. */
  endpointUrl?: string | undefined;
  /** BCP 47 tag of the language that people write in. Default: what Google says of each person. */
  locale?: string;
  /** For how many minutes an answer is worth sending while Google Chat takes none. Default 30. */
  maxAgeMinutes?: number;
  /** Where the Chat API is. */
  apiUrl?: string;
  /** Where the app gets its token. */
  tokenUrl?: string;
  /** Where the public keys of whoever signs requests are. */
  keysUrl?: string;
};

/** {@link GoogleChatOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof GoogleChatOptions, OptionSchema>,
  required: ["projectNumber", "serviceAccountKey"],
};

type Chosen = Required<Pick<GoogleChatOptions, "id" | "path" | "maxAgeMinutes" | "apiUrl" | "tokenUrl">>;

export type GoogleChatSettings = Chosen & {
  projectNumber: string;
  serviceAccountKey: string;
  endpointUrl: string | undefined;
  locale: string | undefined;
  keysUrl: string | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: GoogleChatOptions | undefined): GoogleChatSettings {
  const { projectNumber = "", serviceAccountKey = "", endpointUrl, locale, keysUrl, ...rest } = definedOf(options);
  return {
    id: fields.id.default,
    path: fields.path.default,
    maxAgeMinutes: fields.maxAgeMinutes.default,
    apiUrl: fields.apiUrl.default,
    tokenUrl: fields.tokenUrl.default,
    ...rest,
    projectNumber,
    serviceAccountKey,
    endpointUrl,
    locale,
    keysUrl,
  };
}

/** An option that is undefined counts as left out. */
function definedOf(options: GoogleChatOptions | undefined): Partial<GoogleChatOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: GoogleChatOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(/[ [:]/)[0]));
  const { serviceAccountKey, endpointUrl, apiUrl, tokenUrl, keysUrl, locale } = toSettings(options);
  const isGood = {
    serviceAccountKey: () => readAccount(serviceAccountKey) !== undefined,
    endpointUrl: () => endpointUrl === undefined || isSafeUrl(endpointUrl),
    apiUrl: () => isAddress(apiUrl),
    tokenUrl: () => isAddress(tokenUrl),
    keysUrl: () => keysUrl === undefined || isAddress(keysUrl),
    locale: () => locale === undefined || isLocale(locale),
  };
  for (const [name, check] of Object.entries(isGood))
    if (!known.has(name) && !check()) problems.push(`${name} must be ${fields[name as keyof typeof isGood].mustBe}.`);
  return problems;
}

function isAddress(url: string): boolean {
  return isSafeUrl(url) && !url.endsWith("/") && new URL(url).username === "";
}
