import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { pick, shuffled } from "#support/random/random.ts";
import { fixtures } from "#support/paths.ts";

export type Labelled = { intent: string; text: string; locale: string };
export type TemplateCorpus = { description: string; examples: Labelled[]; heldOut: Labelled[] };

type Language = "en" | "fr";
type Phrases = Record<Language, readonly string[]>;

const { actions, objects, openings, endings, cities, days, people } = JSON.parse(
  readFileSync(join(fixtures, "understanding", "sentence-frames.json"), "utf8"),
) as {
  /** Sentences with a gap for the object. */
  actions: Record<string, Phrases>;
  /** What fills it. */
  objects: Record<string, Phrases>;
  openings: Phrases;
  endings: Phrases;
  cities: readonly string[];
  days: Phrases;
  people: Phrases;
};

/** Sentences that no intent of the corpus means, and letters without meaning: half and half. */
export function templateNonsense(seed: number, count: number): string[] {
  const random = seededRandom(seed);
  const letters = Array.from("aeioubcdfglmnprstvaeiou");
  const word = (): string => Array.from({ length: 2 + Math.floor(random() * 7) }, () => pick(random, letters)).join("");
  const subjects = ["the moon", "my cat", "this poem", "a volcano", "la lune", "mon chat", "la recette", "un volcan"];
  const acts = ["sings beautifully", "tastes of lemon", "sleeps on the roof", "chante très bien", "dort sur le toit"];
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? Array.from({ length: 2 + Math.floor(random() * 5) }, word).join(" ")
      : `${pick(random, subjects)} ${pick(random, acts)} ${pick(random, cities)}`,
  );
}

/**
 * A corpus as large as big bots have: 150 intents, each an action on an object, in English and French, built from
 * sentence frames with slot words. Sentences of one action share frames and those of one object share words, so that
 * intents overlap as real ones do.
 */
export function templateCorpus(seed: number, perIntent: number, heldOutPerIntent: number): TemplateCorpus {
  const random = seededRandom(seed);
  const examples: Labelled[] = [];
  const heldOut: Labelled[] = [];
  for (const [action, frames] of Object.entries(actions)) {
    for (const [object, names] of Object.entries(objects)) {
      const sentences = shuffled(
        random,
        distinctSentences(random, `${action}-${object}`, frames, names, perIntent + heldOutPerIntent),
      );
      examples.push(...sentences.slice(0, perIntent));
      heldOut.push(...sentences.slice(perIntent));
    }
  }
  const intents = Object.keys(actions).length * Object.keys(objects).length;
  return {
    description: `generated, seed ${seed}: ${intents} intents (10 actions x 15 objects) x ${perIntent} sentences, half English, half French, from frames with slot words`,
    examples: shuffled(random, examples),
    heldOut,
  };
}

function distinctSentences(
  random: () => number,
  intent: string,
  frames: Phrases,
  names: Phrases,
  count: number,
): Labelled[] {
  const found = new Map<string, Labelled>();
  while (found.size < count) {
    const locale: Language = found.size % 2 === 0 ? "en" : "fr";
    const text = `${pick(random, openings[locale])}${pick(random, frames[locale])}${pick(random, endings[locale])}`
      .replace("{o}", pick(random, names[locale]))
      .replace("{c}", pick(random, cities))
      .replace("{d}", pick(random, days[locale]))
      .replace("{p}", pick(random, people[locale]))
      .replace("{n}", String(10_000 + Math.floor(random() * 90_000)));
    found.set(text, { intent, text, locale });
  }
  return [...found.values()];
}
