import { findOptionProblems, isOptions, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";
import { limits } from "./limits.ts";
import { fields } from "./option-fields.ts";

/** One Alexa skill. Options that usually come from the environment may be undefined: the server reports that at its start. */
export type AlexaOptions = {
  /** Unique in this server; names the connector in the store and the logs. Default `alexa`. */
  id?: string;
  /** Where Amazon posts what people say, below the server's public URL. Default `/alexa`. */
  path?: string;
  /** Requests of other skills are refused. */
  skillId: string | undefined;
  /** By which people open the skill, e.g. `snow report`: for the interaction model. */
  invocationName?: string;
  /** BCP 47 tag of the skill's first language; each request says its own. Default `en-US`. */
  locale?: string;
  /** Of an interaction model that exists already: the intent of a story, by the name of Amazon's. */
  intents?: Readonly<Record<string, string>>;
  /** Milliseconds until the answer goes out. Default 7000: Amazon waits for 8000, the way included. */
  deadlineMs?: number;
  /** In PEM, that may stand for Amazon's in place of those that Node trusts: for a stand-in in tests. */
  rootCertificates?: readonly string[];
};

/** {@link AlexaOptions} as data. */
export const optionsSchema: OptionsSchema = {
  type: "object",
  properties: fields satisfies Record<keyof AlexaOptions, OptionSchema>,
  required: ["skillId"],
};

export type AlexaSettings = Required<Pick<AlexaOptions, "id" | "path" | "locale" | "deadlineMs" | "intents">> & {
  skillId: string;
  invocationName: string | undefined;
  rootCertificates: readonly string[] | undefined;
};

/** Whatever the options are: {@link findProblems} has looked at them before they are used. */
export function toSettings(options: AlexaOptions | undefined): AlexaSettings {
  const given: Partial<AlexaOptions> = Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  );
  const { skillId = "", invocationName, rootCertificates, ...rest } = given;
  return {
    id: "alexa",
    path: "/alexa",
    locale: "en-US",
    deadlineMs: limits.deadlineMs,
    intents: {},
    ...rest,
    skillId,
    invocationName,
    rootCertificates,
  };
}

/** All mistakes in the options, each naming its field. */
export function findProblems(options: AlexaOptions | undefined): string[] {
  const problems = findOptionProblems(optionsSchema, options);
  if (!isOptions(options)) return problems;
  const known = new Set(problems.map((problem) => problem.split(" ")[0]));
  const { locale, intents } = toSettings(options);
  if (!known.has("locale") && !isLocale(locale)) problems.push(`locale must be ${fields.locale.mustBe}.`);
  const areNames = (): boolean => Object.values<unknown>(intents).every((name) => typeof name === "string");
  if (!known.has("intents") && !areNames()) problems.push(`intents must be ${fields.intents.mustBe}.`);
  return problems;
}
