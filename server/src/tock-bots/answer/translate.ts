import { formatText } from "#i18n/format-text.ts";
import { type IcuText, parseText } from "#i18n/icu-text.ts";
import { languageOf, localeChain } from "#i18n/locale.ts";
import { toIcuText } from "#tock-import/labels/tock-to-icu.ts";
import type { I18nText } from "#tock-bots/wire.ts";

/** What the bot says in other languages, by locale, and there by the key of a label or else by its text: texts of Tock, `{0}`. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>;

const mostParsed = 1000;

/**
 * Says a label of a bot in the person's language. A label that is not to be translated, or that nobody has translated, is said as the
 * bot wrote it. Without arguments a text stays as it is, braces and all, as in Tock.
 */
export function createTranslator(
  translations: Translations,
): (label: I18nText, locale: string, zone: string) => string {
  const locales = Object.keys(translations);
  const parsed = new Map<string, IcuText | undefined>();

  function parse(text: string, locale: string): IcuText | undefined {
    const key = `${locale}\n${text}`;
    const known = parsed.get(key);
    if (known !== undefined || parsed.has(key)) return known;
    if (parsed.size >= mostParsed) parsed.clear();
    let read: IcuText | undefined;
    try {
      read = parseText(toIcuText(text).text, locale);
    } catch {
      // The bot's own text, which is better said as it is than not at all.
      read = undefined;
    }
    parsed.set(key, read);
    return read;
  }

  return ({ text, key, args, toBeTranslated }, locale, timeZone) => {
    const chain = toBeTranslated === false ? [] : localesFor(locales, locale);
    const labels = chain.map((each) => translations[each] ?? {});
    const said =
      labels.map((words) => own(words, key ?? "") ?? own(words, text)).find((each) => each !== undefined) ?? text;
    if (args === null || args.length === 0) return said;
    const icu = parse(said, locale);
    if (icu === undefined) return said;
    const values = Object.fromEntries(
      args.map((arg, index) => [`arg${index}`, typeof arg === "number" ? arg : String(arg ?? "")]),
    );
    return formatText(icu, values, timeZone, () => undefined);
  };
}

/** Of the person's language only: a label in another one is worse than what the bot wrote. */
function localesFor([first, ...others]: readonly string[], locale: string): string[] {
  if (first === undefined) return [];
  return localeChain([first, ...others], locale).filter((each) => languageOf(each) === languageOf(locale));
}

function own(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
