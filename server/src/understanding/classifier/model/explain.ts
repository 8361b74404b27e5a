import { findFeature } from "#understanding/classifier/features/feature-table.ts";
import { visitFeatures } from "#understanding/classifier/features/features.ts";
import { scaleOf } from "#understanding/classifier/features/rarity.ts";
import type { Model } from "./model.ts";

/** How much a word of a text speaks for one intent rather than for another. */
export type WordPull = {
  /** As it was read: without case and accents, a mistyped word as the known one. */
  word: string;
  /** In units of evidence, above 0. The pulls of all words, and of those that speak for the other intent, add up to the difference. */
  pull: number;
};

/**
 * The words that speak for `intent` rather than for `rival`, the strongest first: why a text was taken for it. A feature counts
 * for the first word that has it. @param text normalized.
 */
export function explainChoice(
  { intents, table, rarity, weights }: Model,
  text: string,
  intent: string,
  rival: string | undefined,
): WordPull[] {
  const own = intents.indexOf(intent);
  const other = rival === undefined ? -1 : intents.indexOf(rival);
  const wordOf = new Map<number, number>();
  let unseen = 0;
  visitFeatures(text, (hash, weight, word) => {
    const feature = findFeature(table, hash);
    if (feature === -1) unseen += weight ** 2;
    else if (!wordOf.has(feature)) wordOf.set(feature, word);
  });
  const scale = scaleOf(Uint32Array.from(wordOf.keys()), rarity, unseen);
  const pulls = text.split(" ").map((word) => ({ word, pull: 0 }));
  for (const [feature, word] of wordOf) {
    const target = pulls[word];
    if (target === undefined) continue;
    const difference = weightOf(feature, own) - weightOf(feature, other);
    target.pull += scale * (rarity.known[feature] ?? 0) * difference;
  }
  return pulls.filter(({ pull }) => pull > 0).sort((a, b) => b.pull - a.pull);

  function weightOf(feature: number, of: number): number {
    const end = weights.starts[feature + 1] ?? 0;
    for (let entry = weights.starts[feature] ?? 0; entry < end; entry += 1)
      if (weights.intents[entry] === of) return weights.values[entry] ?? 0;
    return 0;
  }
}
