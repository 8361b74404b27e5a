import type { BotData, StepData, StoryData } from "#tock-import/bot-data.ts";
import type { Findings } from "#tock-import/dump/findings.ts";
import type { TockSentence } from "#tock-import/dump/sentence-dump.ts";
import { toLocale } from "./convert-entities.ts";
import { toName } from "./names.ts";

/** The sentences of each intent, by locale, each once. Those that mean nothing to the bot are a finding. */
export function convertIntents(
  sentences: readonly TockSentence[],
  locale: string,
  findings: Findings,
): BotData["intents"] {
  const intents = new Map<string, Map<string, Set<string>>>();
  let meaningless = 0;
  for (const { intent, text, locale: own } of sentences) {
    if (intent.startsWith("tock:")) {
      meaningless += 1;
      continue;
    }
    const name = toName(intent, "intent");
    const texts = intents.get(name) ?? new Map<string, Set<string>>();
    const language = toLocale(own ?? locale);
    texts.set(language, (texts.get(language) ?? new Set()).add(text.trim()));
    intents.set(name, texts);
  }
  if (meaningless > 0)
    findings.add(
      "lost",
      "sentences",
      `sentences that mean nothing to the bot (tock:unknown, ${meaningless} of them): here whatever no story knows goes to the fallback`,
    );
  return Object.fromEntries(
    [...intents]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, texts]) => [name, Object.fromEntries([...texts].map(([language, all]) => [language, [...all]]))]),
  );
}

/**
 * Names the intents that no story here begins or expects, whose sentences wait for a story of the author's, and the stories that no
 * sentence asks for.
 */
export function reportIntents({ stories, intents }: Pick<BotData, "stories" | "intents">, findings: Findings): void {
  const used = new Set(stories.flatMap(intentsOf));
  for (const [name, texts] of Object.entries(intents)) {
    if (used.has(name)) continue;
    const count = Object.values(texts).reduce((sum, all) => sum + all.length, 0);
    findings.add(
      "open",
      `intent ${name}`,
      `no story here is about it: its sentences (${count}) are for one of yours, by tock.intent("${name}")`,
    );
  }
  for (const { id, intent = id } of stories)
    if (!Object.hasOwn(intents, intent))
      findings.add(
        "open",
        `story ${id}`,
        "no sentence asks for it: only links, steps and rules lead to it; import the NLP application, too",
      );
}

function intentsOf({ id, intent, secondary, steps }: StoryData): string[] {
  return [id, ...(intent === undefined ? [] : [intent]), ...secondary, ...steps.flatMap(intentsOfStep)];
}

function intentsOfStep({ intent, steps }: StepData): string[] {
  return [...(intent === undefined ? [] : [intent]), ...steps.flatMap(intentsOfStep)];
}
