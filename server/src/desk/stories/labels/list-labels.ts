import type { Label, LabelVariant } from "@causerie/protocol/desk";
import type { Words } from "#bot/authoring/bot-options.ts";
import { findProblemsAgainst } from "#i18n/find-problems.ts";
import type { LocaleMessages, RevisedTexts, Variants } from "#i18n/read-messages.ts";
import { type KeptText, textId, toRevisedTexts } from "./revised-text.ts";

/** Every text of a catalogue as it is said, with what the author should correct in it. */
export function listLabels(catalogue: Words, channels: readonly string[], kept: readonly KeptText[] = []): Label[] {
  const { locales, messages: written } = catalogue;
  const messages = withRevised(catalogue, toRevisedTexts(kept));
  const empty = catalogue.empty.filter(({ locale, key }) => messages.get(locale)?.get(key)?.has("default") !== true);
  const found = findProblemsAgainst(written, { locales, messages, empty }, { channels });
  const problems = Map.groupBy(found, ({ key }) => key);
  const keys = new Set([...locales.flatMap((locale) => [...(messages.get(locale)?.keys() ?? [])]), ...problems.keys()]);
  const byId = new Map(kept.map((each) => [each.id, each]));
  return [...keys].toSorted().map((key) => {
    const own = problems.get(key) ?? [];
    const source = written.get(locales[0])?.get(key) ?? new Map<string, never>();
    return {
      key,
      said: locales.flatMap((locale) => {
        const variants = messages.get(locale)?.get(key) ?? new Map<string, never>();
        if (variants.size === 0) return [];
        const file = written.get(locale)?.get(key);
        return [
          {
            locale,
            variants: [...variants].map(([name, texts]) =>
              toVariant(
                name,
                texts.map(({ text }) => text),
                byId.get(textId({ key, locale, variant: name })),
                file,
              ),
            ),
          },
        ];
      }),
      arguments: [...new Set([...source.values()].flat().flatMap((text) => [...text.arguments.keys()]))],
      locales: [...locales],
      missing: own.flatMap(({ kind, locale }) => (kind === "missing_key" || kind === "empty" ? [locale] : [])),
      problems: own.map(({ locale, kind, detail }) => ({ locale, kind, detail })),
    };
  });
}

/** What the team has written for texts that no catalogue has any more: to be seen, and removed. */
export function listStrays(catalogues: readonly Words[], kept: readonly KeptText[]): Label[] {
  const isKnown = ({ text: { key, locale } }: KeptText): boolean =>
    catalogues.some(({ locales, messages }) => locales.includes(locale) && messages.get(locales[0])?.has(key) === true);
  const strays = Map.groupBy(
    kept.filter((each) => !isKnown(each)),
    ({ text }) => text.key,
  );
  return [...strays].map(([key, all]) => ({
    key,
    said: [...Map.groupBy(all, ({ text }) => text.locale)].map(([locale, texts]) => ({
      locale,
      variants: texts.map((each) => toVariant(each.text.variant, each.text.texts, each, undefined)),
    })),
    arguments: [],
    locales: [],
    missing: [],
    problems: all.map(({ text: { locale } }) => ({
      locale,
      kind: "unknown_key",
      detail: "no catalogue of the bot has this text any more; remove it",
    })),
  }));
}

function toVariant(
  name: string,
  texts: readonly string[],
  kept: KeptText | undefined,
  file: Variants | undefined,
): LabelVariant {
  if (kept === undefined) return { name, texts: [...texts] };
  const { id, version } = kept;
  const written = file?.get(name)?.map(({ text }) => text);
  const isInFile = written !== undefined && JSON.stringify(written) === JSON.stringify(kept.text.texts);
  const revised = { id, version, isInFile, ...(written === undefined ? {} : { file: written }) };
  return { name, texts: [...texts], revised };
}

function withRevised({ locales, messages }: Words, revised: RevisedTexts): Map<string, LocaleMessages> {
  const keys = messages.get(locales[0])?.keys() ?? [];
  const all = new Set(keys);
  return new Map(
    locales.map((locale) => {
      const own = new Map(messages.get(locale));
      for (const key of all) {
        const changed = revised(locale, key);
        if (changed !== undefined) own.set(key, new Map([...(own.get(key) ?? []), ...changed]));
      }
      return [locale, own];
    }),
  );
}
