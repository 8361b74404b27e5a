import { addFeature, type FeatureTable, makeFeatureTable } from "./feature-table.ts";
import { readableText, visitFeatures } from "./features.ts";

/**
 * Texts as sets of features, all in two arrays: text `n` has the features from `starts[n]` up to `starts[n + 1]`. How often
 * a feature occurs in a text does not count: measurements show that counting changes nothing.
 */
export type Documents = { starts: Uint32Array; features: Uint32Array };

/** Reads the texts, and gives each feature that occurs in them a number. */
export function readDocuments(texts: readonly string[]): { table: FeatureTable; documents: Documents } {
  const table = makeFeatureTable();
  const starts = new Uint32Array(texts.length + 1);
  const features: number[] = [];
  for (const [index, text] of texts.entries()) {
    const found = new Set<number>();
    visitFeatures(readableText(text), (hash, weight) => found.add(addFeature(table, hash, weight)));
    for (const feature of found) features.push(feature);
    starts[index + 1] = features.length;
  }
  return { table, documents: { starts, features: Uint32Array.from(features) } };
}

/** The features of one text. A view, not a copy. */
export function featuresOf({ starts, features }: Documents, index: number): Uint32Array {
  return features.subarray(starts[index] ?? 0, starts[index + 1] ?? 0);
}

/** Some of the texts, in the given order. */
export function pickDocuments(documents: Documents, indexes: readonly number[]): Documents {
  const starts = new Uint32Array(indexes.length + 1);
  for (const [target, index] of indexes.entries())
    starts[target + 1] = (starts[target] ?? 0) + featuresOf(documents, index).length;
  const features = new Uint32Array(starts[indexes.length] ?? 0);
  for (const [target, index] of indexes.entries()) features.set(featuresOf(documents, index), starts[target] ?? 0);
  return { starts, features };
}
