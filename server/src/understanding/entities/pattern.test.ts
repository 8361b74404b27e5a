import { expect, expectTypeOf, test } from "vitest";
import type { Entity, EntityContext } from "./entity.ts";
import { pattern } from "./pattern.ts";

const context: EntityContext = { locale: "en", now: 0, timeZone: "UTC" };

test("a value is the text, or what it is said to mean", () => {
  const seat = pattern("seat", /\b(\d{1,2})([A-F])\b/, ([, row, letter]) => ({
    row: Number(row),
    letter: letter ?? "",
  }));
  expectTypeOf(seat).toEqualTypeOf<Entity<{ row: number; letter: string }>>();
  expectTypeOf(pattern("code", /x/)).toEqualTypeOf<Entity<string>>();
  expect(seat.find("12A and 3F", context)).toEqual([
    { start: 0, end: 3, value: { row: 12, letter: "A" } },
    { start: 8, end: 10, value: { row: 3, letter: "F" } },
  ]);
  expect(pattern("code", /[a-z]\d/).read("a1", context)).toBe("a1");
});

test("the flags g and y, and what was found before, do not matter", () => {
  for (const flags of ["", "g", "y", "gy", "giu"]) {
    const code = pattern("code", new RegExp("b\\d", flags));
    for (const _ of [1, 2]) {
      expect(code.find("a b1 b2", context).map(({ value }) => value)).toEqual(["b1", "b2"]);
      expect(code.read("b1", context)).toBe("b1");
    }
  }
});

test("an expression that may match nothing is refused", () => {
  expect(() => pattern("code", /\d*/)).toThrow(
    'pattern("code"): /\\d*/ also matches an empty text; let it ask for one character at least',
  );
  expect(() => pattern("code", new RegExp(""))).toThrow('pattern("code"): /(?:)/ also matches an empty text');
});

test("a match of no length is no mention", () => {
  expect(pattern("edge", /\b/).find("two words", context)).toEqual([]);
});

test("what is said to mean nothing is no mention", () => {
  const even = pattern("even", /\d/, ([digit]) => (Number(digit) % 2 === 0 ? Number(digit) : undefined));
  expect(even.find("1234", context).map(({ value }) => value)).toEqual([2, 4]);
  expect(even.read("1", context)).toBeUndefined();
});

test("an answer is the whole text, else the one mention in it", () => {
  const code = pattern("code", /[A-Z]\d|[A-Z]\d\d/);
  expect(code.read(" A12 ", context)).toBe("A12");
  expect(code.read("it is B7, thanks", context)).toBe("B7");
  expect(code.read("B7 or C8", context)).toBeUndefined();
});
