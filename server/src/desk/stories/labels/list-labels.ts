import type { Label } from "@causerie/protocol/desk";
import type { Words } from "#bot/authoring/bot-options.ts";
import { findProblems } from "#i18n/find-problems.ts";

/** Every text of a catalogue, with what the author should correct in it. */
export function listLabels(catalogue: Words, channels: readonly string[]): Label[] {
  const { locales, messages } = catalogue;
  const problems = Map.groupBy(findProblems(catalogue, { channels }), ({ key }) => key);
  const keys = new Set([...locales.flatMap((locale) => [...(messages.get(locale)?.keys() ?? [])]), ...problems.keys()]);
  return [...keys].toSorted().map((key) => {
    const found = problems.get(key) ?? [];
    return {
      key,
      said: locales.flatMap((locale) => {
        const variants = [...(messages.get(locale)?.get(key) ?? [])];
        if (variants.length === 0) return [];
        return [
          { locale, variants: variants.map(([name, texts]) => ({ name, texts: texts.map(({ text }) => text) })) },
        ];
      }),
      missing: found.flatMap(({ kind, locale }) => (kind === "missing_key" || kind === "empty" ? [locale] : [])),
      problems: found.map(({ locale, kind, detail }) => ({ locale, kind, detail })),
    };
  });
}
