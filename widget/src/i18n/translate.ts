import { lookUp } from "./locale.ts";

/** One text per plural category of the language. `other` is always there. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export type Translator<Texts> = (key: keyof Texts, values?: Values) => string;

/** @returns a function that gives the text for a key: the site's own, else the catalogue's, else the English one. */
export function createTranslator<Texts extends Record<keyof Texts, string | Plural>>(
  catalogues: { en: Texts } & Record<string, Texts>,
  locale: string,
  own: NoInfer<Partial<Texts>>,
): Translator<Texts> {
  const catalogue = lookUp(catalogues, locale);
  const rulesOf = catalogue === undefined ? "en" : locale;
  return (key, values = {}) => {
    const text = own[key];
    return text === undefined ? fill((catalogue ?? catalogues.en)[key], values, rulesOf) : fill(text, values, locale);
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
