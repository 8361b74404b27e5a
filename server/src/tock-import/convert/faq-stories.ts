import type { Findings } from "#tock-import/dump/findings.ts";
import type { TockFaq } from "#tock-import/dump/sentence-dump.ts";
import type { TockStory } from "#tock-import/dump/story-dump.ts";

/** Adds a story for each frequent question whose story is not in a dump: its answer is one label. */
export function withFaqs(stories: readonly TockStory[], faqs: readonly TockFaq[], findings: Findings): TockStory[] {
  const known = new Set(stories.map(({ intent }) => intent));
  return [
    ...stories,
    ...faqs
      .filter(({ intent }) => !known.has(intent))
      .map(({ intent, label, enabled, at }): TockStory => {
        findings.add("changed", at, `the frequent question "${intent}" is a story of this id`);
        const answer = { id: label, category: "faq", text: "", entries: [], at };
        const feature = { configuration: undefined, enabled: false, switchTo: undefined, endWith: undefined, at };
        return {
          id: intent,
          name: intent,
          intent,
          answer: {
            type: "messages",
            messages: [{ label: answer, delay: undefined, media: undefined, footnotes: [] }],
          },
          dedicated: [],
          entities: [],
          steps: [],
          features: enabled ? [] : [feature],
          tags: [],
          sentence: undefined,
          locale: undefined,
          at,
        };
      }),
  ];
}
