import { expect, test } from "vitest";
import { readDocuments } from "./documents.ts";
import { addFeature } from "./feature-table.ts";
import { visitFeatures } from "./features.ts";
import { measureRarity } from "./rarity.ts";

/** How much a single sign weighs: where no spaces part the words, each sign is a feature. */
function weigh(texts: readonly (readonly [text: string, label: number])[]) {
  const { table, documents } = readDocuments(texts.map(([text]) => text));
  const kinds = new Float32Array(table.size).fill(1);
  const { known } = measureRarity(
    documents,
    Uint32Array.from(texts, ([, label]) => label),
    kinds,
  );
  return (sign: string): number => {
    const weights: number[] = [];
    visitFeatures(sign, (hash) => weights.push(known[addFeature(table, hash, 1)] ?? 0));
    // The sign is also a word, which fewer texts have.
    return Math.min(...weights.filter((weight) => weight > 0));
  };
}

test("what one intent alone has weighs the same, however many of its examples have it", () => {
  const weightOf = weigh([
    ["天", 0],
    ["天地", 0],
    ["人", 1],
    ["山", 2],
  ]);
  expect(weightOf("天")).toBeCloseTo(Math.log(4 / 2) + 1, 5);
  expect(weightOf("人")).toBeCloseTo(weightOf("天"), 5);
});

test("what all intents share weighs least, and a stray example makes little of it", () => {
  const weightOf = weigh([
    ["天地", 0],
    ["天人", 0],
    ["天山", 0],
    ["天水", 0],
    ["天火 木", 1],
    ["木", 0],
  ]);
  // 木 is once in each of both intents; 天 is in one of them but for one of five occurrences.
  expect(weightOf("木")).toBeCloseTo(1, 5);
  expect(weightOf("天")).toBeCloseTo(Math.log(3 / (1 + 25 / 17)) + 1, 5);
  expect(weightOf("地")).toBeCloseTo(Math.log(3 / 2) + 1, 5);
});
