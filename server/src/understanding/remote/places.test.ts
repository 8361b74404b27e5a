import { expect, test } from "vitest";
import { createLocator } from "./locate-words.ts";
import { createPlaces, fromCodePoints } from "./places.ts";

test("words are found whatever their case, whole ones first, and twice at two places", () => {
  const locate = createLocator("13 places for 3: a Place, PLACE");
  expect(locate("3")).toEqual({ start: 14, end: 15 });
  expect(locate("place")).toEqual({ start: 19, end: 24 });
  expect(locate("place")).toEqual({ start: 26, end: 31 });
  expect(locate("place")).toEqual({ start: 3, end: 8 });
  expect(locate("place")).toBeUndefined();
});

test("words are found inside a text that has no spaces", () => {
  expect(createLocator("明日東京へ")("東京")).toEqual({ start: 2, end: 4 });
});

test("words are no pattern", () => {
  const text = "(a+)+$ [x-y] {2} a|b \\d ^.* a/b-c";
  for (const words of ["(a+)+$", "[x-y]", "{2}", "a|b", "\\d", "^.*", "a/b-c"]) {
    const place = createLocator(text)(` ${words} `);
    expect(text.slice(place?.start, place?.end)).toBe(words);
  }
  expect(createLocator("abc")("a.c")).toBeUndefined();
  expect(createLocator("abc")(" ")).toBeUndefined();
  expect(createLocator("a\ud83d b")("\ud83d")).toEqual({ start: 1, end: 2 });
});

test("a place in a trimmed text is shifted, and in a changed text looked up", () => {
  expect(createPlaces("  à Nice ", "à Nice")({ start: 2, end: 6 })).toEqual({ start: 4, end: 8 });
  expect(createPlaces("vers NICE", "to Nice")({ start: 3, end: 7 })).toEqual({ start: 5, end: 9 });
  expect(createPlaces("vers Nice", "to Lyon")({ start: 3, end: 7 })).toBeUndefined();
});

test("a place outside of the text is none", () => {
  const placeOf = createPlaces("a b", "a b");
  for (const [start, end] of [
    [-1, 1],
    [0, 4],
    [2, 2],
    [2, 1],
    [0.5, 1],
    [Number.NaN, 1],
  ] as const) {
    expect(placeOf({ start, end })).toBeUndefined();
  }
});

test("code points become UTF-16 units", () => {
  expect(fromCodePoints("👍🏽 ok", { start: 3, end: 5 })).toEqual({ start: 5, end: 7 });
  expect(fromCodePoints("ok", { start: 2, end: 3 })).toEqual({ start: 2, end: -1 });
});
