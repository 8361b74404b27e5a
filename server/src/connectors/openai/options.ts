import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { fields } from "./option-fields.ts";

/**
 * An endpoint that speaks OpenAI's interface for chats. A key that usually comes from the environment may be undefined: the server reports that at
 * its start, like any other mistake.
 */
export type OpenAiOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `openai`. */
  id?: string;
  /** Below it the routes are, e.g. `/openai/v1/chat/completions`. Default `/openai`. */
  path?: string;
  /** What clients send as their API key: 20 characters or more. While it is being replaced: a list of all valid ones. */
  key: string | readonly string[] | undefined;
  /** Under which name clients choose the bot. Default `causerie`. */
  model?: string;
  /** BCP 47 tag of the language that people write in. Leave it out if they write in several. */
  locale?: string;
  /** For how many seconds a request waits for the bot. Default 60. */
  waitSeconds?: number;
  /** Requests of one person in a minute. Default 60. */
  requestsPerMinute?: number;
};

/** {@link OpenAiOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof OpenAiOptions, OptionSchema>,
  required: ["key"],
};

export type OpenAiSettings = Required<Omit<OpenAiOptions, "key" | "locale">> & {
  keys: readonly string[];
  locale: string | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: OpenAiOptions | undefined): OpenAiSettings {
  const { key = [], locale, ...rest } = definedOf(options);
  return {
    id: "openai",
    path: "/openai",
    model: "causerie",
    waitSeconds: 60,
    requestsPerMinute: 60,
    ...rest,
    keys: typeof key === "string" ? [key] : key,
    locale,
  };
}

/** An option that is undefined counts as left out. */
function definedOf(options: OpenAiOptions | undefined): Partial<OpenAiOptions> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
}

/** All mistakes in the options, each naming its field. The value of a secret never appears. */
export function findProblems(options: OpenAiOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { keys, locale } = toSettings(options);
  if (locale !== undefined && !known.has("locale") && !isLocale(locale))
    problems.push(`locale must be ${fields.locale.mustBe}.`);
  // An empty list would let nobody in, and look as if it had been set up.
  if (keys.length === 0 && !known.has("key")) problems.push(`key is missing: ${fields.key.mustBe}.`);
  return problems;
}
