import { expect, test } from "vitest";
import { createRangeFinder, createRangeTranslator, fromCodePoints } from "./mention-ranges.ts";

test("words are found whatever their case, whole ones first, and twice in two ranges", () => {
  const findRange = createRangeFinder("13 places for 3: a Place, PLACE");
  expect(findRange("3")).toEqual({ start: 14, end: 15 });
  expect(findRange("place")).toEqual({ start: 19, end: 24 });
  expect(findRange("place")).toEqual({ start: 26, end: 31 });
  expect(findRange("place")).toEqual({ start: 3, end: 8 });
  expect(findRange("place")).toBeUndefined();
});

test("words are found inside a text that has no spaces", () => {
  expect(createRangeFinder("明日東京へ")("東京")).toEqual({ start: 2, end: 4 });
});

test("words are no pattern", () => {
  const text = "(a+)+$ [x-y] {2} a|b \\d ^.* a/b-c";
  for (const words of ["(a+)+$", "[x-y]", "{2}", "a|b", "\\d", "^.*", "a/b-c"]) {
    const range = createRangeFinder(text)(` ${words} `);
    expect(text.slice(range?.start, range?.end)).toBe(words);
  }
  expect(createRangeFinder("abc")("a.c")).toBeUndefined();
  expect(createRangeFinder("abc")(" ")).toBeUndefined();
  expect(createRangeFinder("a\ud83d b")("\ud83d")).toEqual({ start: 1, end: 2 });
});

test("a range of a trimmed text is shifted, and one of a changed text is looked up", () => {
  expect(createRangeTranslator("  à Nice ", "à Nice")({ start: 2, end: 6 })).toEqual({ start: 4, end: 8 });
  expect(createRangeTranslator("vers NICE", "to Nice")({ start: 3, end: 7 })).toEqual({ start: 5, end: 9 });
  expect(createRangeTranslator("vers Nice", "to Lyon")({ start: 3, end: 7 })).toBeUndefined();
});

test("a range outside of the text is none", () => {
  const translate = createRangeTranslator("a b", "a b");
  for (const [start, end] of [
    [-1, 1],
    [0, 4],
    [2, 2],
    [2, 1],
    [0.5, 1],
    [Number.NaN, 1],
  ] as const) {
    expect(translate({ start, end })).toBeUndefined();
  }
});

test("code points become UTF-16 units", () => {
  expect(fromCodePoints("👍🏽 ok", { start: 3, end: 5 })).toEqual({ start: 5, end: 7 });
  expect(fromCodePoints("ok", { start: 2, end: 3 })).toEqual({ start: 2, end: -1 });
});
