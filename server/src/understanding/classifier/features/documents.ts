import { addFeature, type FeatureTable, makeFeatureTable } from "./feature-table.ts";
import { visitFeatures } from "./features.ts";

/**
 * Texts as sets of features, all in two arrays: text `n` has the features from `starts[n]` up to `starts[n + 1]`. How often
 * a feature stands in a text does not count; measured, counting changes nothing.
 */
export type Documents = { starts: Uint32Array; features: Uint32Array };

/** Reads the texts, and gives each feature that occurs in them a number. */
export function readDocuments(texts: readonly string[]): { table: FeatureTable; documents: Documents } {
  const table = makeFeatureTable();
  const starts = new Uint32Array(texts.length + 1);
  const features: number[] = [];
  for (const [place, text] of texts.entries()) {
    const found = new Set<number>();
    visitFeatures(text, (hash) => found.add(addFeature(table, hash)));
    for (const feature of found) features.push(feature);
    starts[place + 1] = features.length;
  }
  return { table, documents: { starts, features: Uint32Array.from(features) } };
}

/** The features of one text; a view, not a copy. */
export function featuresOf({ starts, features }: Documents, place: number): Uint32Array {
  return features.subarray(starts[place] ?? 0, starts[place + 1] ?? 0);
}

/** Some of the texts, in the given order. */
export function pickDocuments(documents: Documents, places: readonly number[]): Documents {
  const starts = new Uint32Array(places.length + 1);
  for (const [target, place] of places.entries())
    starts[target + 1] = (starts[target] ?? 0) + featuresOf(documents, place).length;
  const features = new Uint32Array(starts[places.length] ?? 0);
  for (const [target, place] of places.entries()) features.set(featuresOf(documents, place), starts[target] ?? 0);
  return { starts, features };
}
