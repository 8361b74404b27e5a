import { expect, test } from "vitest";
import { type CorpusWarning, findCorpusWarnings } from "./corpus-warnings.ts";

function warn(...examples: readonly (readonly [string, string])[]): CorpusWarning[] {
  return findCorpusWarnings(examples.map(([intent, text]) => ({ intent, text })));
}

const order = [
  ["order", "where is my parcel"],
  ["order", "has the package been sent"],
  ["order", "any news about my delivery"],
  ["order", "track it for me please"],
  ["order", "what is the status of number 12"],
] as const;

test("a sound corpus gives no warning", () => {
  expect(warn(...order)).toEqual([]);
  expect(warn()).toEqual([]);
});

test("an intent with fewer than five different examples is named", () => {
  expect(warn(...order, ["hello", "good day"], ["hello", "Good day!"])).toEqual([
    { type: "repeated", intent: "hello", text: "good day" },
    { type: "few", intent: "hello", examples: 1 },
  ]);
});

test("a text that asks for two intents contradicts itself, however it is written", () => {
  const found = warn(...order, ["thanks", "WHERE is my parcel?"]);
  expect(found).toContainEqual({ type: "contradiction", text: "where is my parcel", intents: ["order", "thanks"] });
  expect(found.filter(({ type }) => type === "near")).toEqual([]);
});

test("texts that differ by little are shown, those of different intents first", () => {
  const near = warn(
    ...order,
    ["order", "what, is the the status of number 12"],
    ["refund", "any news about my delivery then"],
  ).filter((warning) => warning.type === "near");
  expect(near.map(({ texts }) => texts)).toEqual([
    ["any news about my delivery", "any news about my delivery then"],
    ["what is the status of number 12", "what, is the the status of number 12"],
  ]);
  expect(near[0]?.intents).toEqual(["order", "refund"]);
});

test("an example without a letter or digit teaches nothing", () => {
  expect(warn(...order, ["order", "👍"], ["hello", "?"])).toEqual([
    { type: "empty", intent: "order", text: "👍" },
    { type: "empty", intent: "hello", text: "?" },
  ]);
});
