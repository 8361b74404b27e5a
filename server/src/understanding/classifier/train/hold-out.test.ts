import { expect, test } from "vitest";
import { readDocuments } from "#understanding/classifier/features/documents.ts";
import type { FeatureTable } from "#understanding/classifier/features/feature-table.ts";
import { predictHeldOut } from "./hold-out.ts";

const words = ["apple", "bridge", "candle", "doctor", "engine"];

/** Six texts for each of five intents; those of one share a word. */
const texts = words.flatMap((word) => ["one", "two", "three", "four", "five", "six"].map((n) => `${word} ${n}`));
const own = (examples: Uint32Array): Uint32Array => Uint32Array.from(examples.keys());
const kindsOf = ({ weights, size }: FeatureTable): Float32Array => weights.slice(0, size);
const labels = Uint32Array.from(texts, (_, index) => Math.floor(index / 6));

test("examples are asked about by models that have not learnt them", () => {
  const { table, documents } = readDocuments(texts);
  const predictions = predictHeldOut(documents, { labels, origins: own(labels) }, 5, kindsOf(table));
  // Each whole and with a gap, every second one without its rare half.
  expect(predictions).toHaveLength(2.5 * texts.length);
  // What had been learnt would be as near as can be.
  for (const { nearest } of predictions) expect(Math.max(...nearest)).toBeLessThan(0.95);
  // One of the five intents is left out each time.
  for (const { linear } of predictions) expect(linear).toHaveLength(4);
});

test("some examples are strangers to the models that are asked about them, but most are not", () => {
  const { table, documents } = readDocuments(texts);
  const predictions = predictHeldOut(documents, { labels, origins: own(labels) }, 5, kindsOf(table));
  const known = predictions.filter(({ label }) => label !== -1);
  expect(known.length / (2 * texts.length)).toBeGreaterThan(0.7);
  expect(known.length / (2 * texts.length)).toBeLessThan(0.9);
});

test("one example, or none, leaves nothing to ask", () => {
  const one = readDocuments(["hello"]);
  expect(
    predictHeldOut(one.documents, { labels: Uint32Array.of(0), origins: Uint32Array.of(0) }, 1, kindsOf(one.table)),
  ).toEqual([]);
  const none = readDocuments([]);
  expect(
    predictHeldOut(none.documents, { labels: new Uint32Array(), origins: new Uint32Array() }, 0, new Float32Array()),
  ).toEqual([]);
});
