import { findOptionProblems, isOptions, type OptionsSchema } from "#channel/options-schema.ts";
import { isLocale } from "#i18n/locale.ts";

/** An option that is undefined counts as left out. */
export function definedOf<Options extends object>(options: Options | undefined): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<Options>;
}

export function secretsOf(secret: string | readonly string[] | undefined): readonly string[] {
  return secret === undefined ? [] : typeof secret === "string" ? [secret] : secret;
}

/** All mistakes in the options of a telephone channel, each naming its field. The value of a secret never appears. */
export function findCallProblems(schema: OptionsSchema, options: unknown): string[] {
  const problems = findOptionProblems(schema, options);
  if (!isOptions(options)) return problems;
  const { locale } = options as { locale?: unknown };
  const isWrong = typeof locale === "string" && !isLocale(locale);
  return isWrong ? [...problems, 'locale must be a language tag such as "en-US" or "fr-FR".'] : problems;
}
