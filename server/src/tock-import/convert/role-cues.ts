import type { TockSentence } from "#tock-import/dump/sentence-dump.ts";
import { toLocale } from "./convert-entities.ts";

/**
 * The words right before a mention that only one of several roles has: "de" before an origin, "à" before a destination. Tock's model has
 * learnt that from the sentences; here it is written down, by locale.
 */
export function findRoleCues(
  role: string,
  rivals: readonly string[],
  { type, sentences, locale }: { type: string; sentences: readonly TockSentence[]; locale: string },
): Record<string, string[]> {
  const own = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const sentence of sentences)
    for (const mention of sentence.mentions) {
      if (mention.type !== type) continue;
      const word = wordBefore(sentence.text.slice(0, mention.start));
      if (word === undefined) continue;
      const language = toLocale(sentence.locale ?? locale);
      if (mention.role === role) own.set(language, (own.get(language) ?? new Set()).add(word));
      else if (rivals.includes(mention.role)) others.add(`${language} ${word}`);
    }
  const cues = [...own].map(
    ([language, words]) =>
      [language, [...words].filter((word) => !others.has(`${language} ${word}`)).toSorted()] as const,
  );
  return Object.fromEntries(
    cues.filter(([, words]) => words.length > 0).map(([language, words]) => [language, [...words]]),
  );
}

function wordBefore(text: string): string | undefined {
  return /([\p{L}\p{M}]+)['’\s]*$/u.exec(text)?.[1]?.toLowerCase();
}
