/** One text per plural category of the language. `other` is always there. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export type Translator<Texts> = (key: keyof Texts, values?: Values) => string;

/**
 * @param english what is shown where `strings` lack a text. Where both lack it there is none.
 * @param strings texts in the language of `locale`.
 */
export function createTranslator<Texts extends Record<keyof Texts, string | Plural>>(
  english: Partial<Texts>,
  strings: Partial<Texts>,
  locale: string,
): Translator<Texts> {
  return (key, values = {}) => {
    const text = strings[key];
    return text === undefined ? fill(english[key] ?? "", values, "en") : fill(text, values, locale);
  };
}

export type Values = Readonly<Record<string, string | number>>;

/** Fills `{name}` in a text. A plural is chosen by the value `count`. */
export function fill(text: string | Plural, values: Values, locale: string): string {
  const template = typeof text === "string" ? text : choosePlural(text, Number(values["count"] ?? 0), locale);
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}

function choosePlural(plural: Plural, count: number, locale: string): string {
  return plural[new Intl.PluralRules(locale).select(count)] ?? plural.other;
}
