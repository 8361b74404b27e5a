import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixtures } from "#support/paths.ts";

/** A sentence that belongs to an intent of the hand-written corpus. */
export type LabelledSentence = { intent: string; text: string; locale: string };

/** The sentences of a file in `fixtures/understanding`, which lists them by intent and language. */
export function readSentences(file: string): LabelledSentence[] {
  const intents = readJson(file) as Record<string, Record<string, string[]>>;
  return Object.entries(intents).flatMap(([intent, languages]) =>
    Object.entries(languages).flatMap(([locale, texts]) => texts.map((text) => ({ intent, text, locale }))),
  );
}

/** Sentences that belong to no intent of the corpus, in one language or in all. */
export function readOutOfScope(file = "out-of-scope.json", language?: string): string[] {
  const byLanguage = readJson(file) as Record<string, string[]>;
  return language === undefined ? Object.values(byLanguage).flat() : (byLanguage[language] ?? []);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(fixtures, "understanding", file), "utf8"));
}
