import { describe, expect, expectTypeOf, test } from "vitest";
import type { EntityContext } from "./entity.ts";
import { number } from "./number.ts";

const en: EntityContext = { locale: "en-GB", now: 0, timeZone: "UTC" };
const fr: EntityContext = { ...en, locale: "fr" };
const de: EntityContext = { ...en, locale: "de" };

function values(text: string, context: EntityContext): number[] {
  return number()
    .find(text, context)
    .map(({ value }) => value);
}

test("its values are numbers", () => {
  expectTypeOf(number().read("", en)).toEqualTypeOf<number | undefined>();
});

test.each([
  ["de", "eine halbe", 0.5],
  ["de", "zwei und eine halbe", 2.5],
  ["nl", "een halve", 0.5],
  ["fr", "une demie", 0.5],
  ["fr", "une paire", 2],
])("in %s, %s is %d, and not one of them", (locale, text, value) => {
  expect(number().read(text, { ...en, locale })).toBe(value);
});

describe("in digits", () => {
  test.each([
    ["3", en, 3],
    ["3.5", en, 3.5],
    [".5", en, 0.5],
    ["-.5", en, -0.5],
    [",5", de, 0.5],
    ["3,5", en, 3.5],
    ["1,200", en, 1200],
    ["1,200.50", en, 1200.5],
    ["1.200,50", en, 1200.5],
    ["1.200", en, 1.2],
    ["12,34,567", en, 1_234_567],
    ["3,5", fr, 3.5],
    ["3.5", fr, 3.5],
    ["1 200", fr, 1200],
    ["1\u202f200,50", fr, 1200.5],
    ["1.200,50", fr, 1200.5],
    ["1.200", de, 1200],
    ["1,200", fr, 1.2],
    ["1.200", { ...de, locale: "de-CH" }, 1.2],
    ["1'200.5", { ...de, locale: "de-CH" }, 1200.5],
    ["12 345 678", fr, 12_345_678],
    ["-5", en, -5],
    ["−2,5", fr, -2.5],
    ["20€", fr, 20],
    ["£3.50", en, 3.5],
    ["50%", en, 50],
    ["2 millions", fr, 2_000_000],
    ["1.5 million", en, 1_500_000],
    ["3 dozen", en, 36],
    ["３", en, 3],
    ["minus 5", en, -5],
    ["il fait moins 5", fr, -5],
  ])("%s (%#)", (text, context, value) => {
    expect(values(text, context)).toEqual([value]);
  });

  test.each([
    "18h30",
    "18:30",
    "12/05/2026",
    "2026-11-21",
    "06 12 34 56 78",
    "+33612345678",
    "A4",
    "v1.2.3",
    "1.2.3.4",
    "2nd",
    "x@1.com",
    "1e5",
    "3kg",
    "9".repeat(20),
  ])("%s is none", (text) => {
    expect(values(text, fr)).toEqual([]);
    expect(values(text, en)).toEqual([]);
  });

  test("mentions know where they stand", () => {
    expect(number().find("😀 de 2-3 à -4, soit 1 200 €", fr)).toEqual([
      { start: 6, end: 7, value: 2 },
      { start: 8, end: 9, value: 3 },
      { start: 12, end: 14, value: -4 },
      { start: 21, end: 26, value: 1200 },
    ]);
  });

  test("one number does not run into the next", () => {
    expect(values("3 200 000 1 2", fr)).toEqual([3_200_000, 1, 2]);
    expect(values("2 billets, 3 sièges", fr)).toEqual([2, 3]);
    expect(values("au moins 5, ou moins 3, 10 moins 2", fr)).toEqual([5, 3, 10, 2]);
  });
});

describe("in words", () => {
  test.each([
    ["three", 3],
    ["twenty-five", 25],
    ["Twenty five", 25],
    ["a hundred", 100],
    ["one hundred and five", 105],
    ["two thousand three hundred and forty-one", 2341],
    ["twelve hundred", 1200],
    ["a thousand", 1000],
    ["three million", 3_000_000],
    ["a dozen", 12],
    ["half a dozen", 6],
    ["two dozen", 24],
    ["minus seven", -7],
    ["zero", 0],
    ["ninety nine thousand nine hundred and ninety nine", 99_999],
  ])("%s", (text, value) => {
    expect(values(`I want ${text} apples`, en)).toEqual([value]);
  });

  test.each([
    ["trois", 3],
    ["vingt et un", 21],
    ["vingt-et-une", 21],
    ["trente-deux", 32],
    ["soixante et onze", 71],
    ["soixante-dix-sept", 77],
    ["quatre-vingts", 80],
    ["quatre-vingt-un", 81],
    ["quatre-vingt-dix-sept", 97],
    ["septante-neuf", 79],
    ["nonante", 90],
    ["cent", 100],
    ["cent vingt", 120],
    ["deux cents", 200],
    ["deux cent trois", 203],
    ["mille neuf cent quatre-vingt-dix-neuf", 1999],
    ["deux mille", 2000],
    ["cent vingt mille", 120_000],
    ["un million", 1_000_000],
    ["une douzaine", 12],
    ["deux douzaines", 24],
    ["une demi-douzaine", 6],
    ["une vingtaine", 20],
    ["moins cinq", -5],
    ["zéro", 0],
  ])("%s", (text, value) => {
    expect(values(`je voudrais ${text} pommes`, fr)).toEqual([value]);
  });

  test("separate numbers stay separate", () => {
    expect(values("one hundred and two hundred", en)).toEqual([100, 200]);
    expect(values("twenty, one ticket, thirty or forty", en)).toEqual([20, 1, 30, 40]);
    expect(values("vingt et trente, deux cents et trois cents", fr)).toEqual([20, 30, 200, 300]);
    expect(values("vingt cents", fr)).toEqual([20]);
    expect(values("cinq pour cent", fr)).toEqual([5]);
  });

  test("articles and pronouns are no numbers in a sentence", () => {
    expect(values("un billet et une place", fr)).toEqual([]);
    expect(values("a ticket, the blue one, one of them, which one is it", en)).toEqual([]);
    expect(values("quoi de neuf ? un vélo neuf", fr)).toEqual([]);
    expect(values("un ou deux billets", fr)).toEqual([1, 2]);
    expect(values("one adult and two children", en)).toEqual([1, 2]);
    expect(values("neuf billets", fr)).toEqual([9]);
    expect(values("dozens of people", en)).toEqual([]);
  });
});

describe("as an answer", () => {
  test.each([
    ["un", fr, 1],
    ["une", fr, 1],
    ["un seul", fr, 1],
    ["a", en, undefined],
    ["one", en, 1],
    ["just one", en, 1],
    ["neuf", fr, 9],
    ["we are four", en, 4],
    ["une table pour quatre", fr, 4],
    ["vingt-deux", en, 22],
    ["three", de, 3],
    ["3 kg", en, 3],
    ["3kg", en, 3],
    ["un ou deux", fr, undefined],
    ["2 or 3", en, undefined],
    ["2, oui 2", fr, 2],
    ["none", en, undefined],
    ["", en, undefined],
  ])("%j", (text, context, value) => {
    expect(number().read(text, context)).toBe(value);
  });
});

test.each([
  ["no one", "en", undefined],
  ["no, one", "en", 1],
  ["only one", "en", 1],
  // A form must know what is denied.
  ["not 1", "en", 1],
  ["ni uno", "es", undefined],
  ["neanche uno", "it", undefined],
  ["nem um", "pt", undefined],
])("%j in %s denies the one, or gives it: %s", (text, locale, value) => {
  expect(number().read(text, { ...en, locale })).toBe(value);
});

test.each([
  ["2 i pół", "pl", undefined],
  ["2 godziny i pół", "pl", undefined],
  ["2 bilety", "pl", 2],
  ["2 с половиной", "ru", undefined],
  ["2 билета", "ru", 2],
  ["2 och en halv", "sv", undefined],
  ["2 biljetter", "sv", 2],
  ["2 buçuk", "tr", undefined],
  ["2 bilet", "tr", 2],
  ["2時半", "ja", undefined],
  // The bot has asked for a number, and got it with its unit, as in "3kg".
  ["20時", "ja", 20],
  ["2枚", "ja", 2],
  ["2 for Pol", "en", 2],
])("where the number words of a language are not known, %j in %s is no part of itself: %s", (text, locale, value) => {
  expect(number().read(text, { ...en, locale })).toBe(value);
});

test("numbers out of bounds are no mentions", () => {
  const seats = number({ min: 1, max: 9, integer: true });
  expect(seats.find("0, 1, 2.5, 9 or 10", en).map(({ value }) => value)).toEqual([1, 9]);
  expect(seats.read("12", en)).toBeUndefined();
  expect(seats.read("two", en)).toBe(2);
});
