import type { TockSentence } from "#tock-import/dump/sentence-dump.ts";
import type { TockStep } from "#tock-import/dump/step-dump.ts";
import type { TockStory } from "#tock-import/dump/story-dump.ts";

/** Adds what stories and steps say themselves about how people ask for them: Tock also learns from that. */
export function withOwnSentences(
  sentences: readonly TockSentence[],
  stories: readonly TockStory[],
  locale: string,
): TockSentence[] {
  const known = new Set(sentences.map(({ intent, text }) => `${intent} ${text.trim()}`));
  const own = stories.flatMap(ofStory).filter(({ intent, text }) => !known.has(`${intent} ${text}`));
  return [...sentences, ...own.map((sentence) => ({ ...sentence, locale: sentence.locale ?? locale }))];
}

function ofStory({ intent, sentence, locale, steps }: TockStory): TockSentence[] {
  const own = sentence === undefined ? [] : [{ text: sentence, locale, intent, mentions: [] }];
  return [...own, ...steps.flatMap((step) => ofStep(step, locale))];
}

function ofStep({ intent, label, children }: TockStep, locale: string | undefined): TockSentence[] {
  const isOwn = intent !== undefined && label !== undefined && label.text !== "";
  const own = isOwn ? [{ text: label.text, locale, intent, mentions: [] }] : [];
  return [...own, ...children.flatMap((step) => ofStep(step, locale))];
}
