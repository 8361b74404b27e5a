import { describe, expect, test } from "vitest";
import { number } from "@causerie/server/understanding/entities/number.ts";
import { ordinal } from "@causerie/server/understanding/entities/ordinal.ts";

function contextOf(locale: string) {
  return { locale, now: 0, timeZone: "UTC" };
}

/** Amounts that nobody can count. Alone, or before and behind the words of a number, they are none. */
const indefinite: Readonly<Record<string, readonly string[]>> = {
  en: ["a few", "several", "a lot", "a handful", "a couple of hundred", "a dozen of thousands", "several thousand"],
  fr: [
    "quelques",
    "un peu",
    "une poignée",
    "plusieurs cent",
    "quelques mille",
    "une dizaine de milliers",
    "un grand nombre",
  ],
  de: ["ein paar", "ein bisschen", "eine Menge", "ein paar hundert", "einige tausend", "mehrere Dutzend", "ein wenig"],
  es: ["unos cuantos", "un poco", "un montón", "un par de miles", "varios mil", "una docena de millones", "unas"],
  it: ["alcuni", "un po'", "una manciata", "un paio di migliaia", "qualche mille", "parecchi cento", "un sacco"],
  nl: ["een paar", "een beetje", "een aantal", "enkele honderd", "een paar duizend", "meerdere miljoen", "een hoop"],
  pt: ["uns", "um pouco", "um punhado", "um par de milhares", "alguns mil", "vários milhões", "umas quantas"],
};

/** Great numbers by the long scale, in Portuguese and English by the short one too. */
const scales: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  en: { "a million": 1e6, "two billion": 2e9, "a trillion": 1e12 },
  fr: { "un million": 1e6, "un milliard": 1e9, "un billion": 1e12, "un trillion": undefined },
  de: { "eine Million": 1e6, "eine Milliarde": 1e9, "zwei Billionen": 2e12, "eine Trillion": undefined },
  es: { "un millón": 1e6, "mil millones": 1e9, "dos mil millones": 2e9, "un billón": 1e12, "un trillón": undefined },
  it: { "un milione": 1e6, "un miliardo": 1e9, "un bilione": 1e12, "un trilione": undefined },
  nl: { "een miljoen": 1e6, "een miljard": 1e9, "een biljoen": 1e12, "een triljoen": undefined },
  pt: { "um milhão": 1e6, "um bilhão": 1e9, "um bilião": 1e12, "mil milhões": 1e9, "um trilhão": 1e12 },
};

/** Fractions, and an ordinal in the same words. */
const fractions: Readonly<Record<string, { parts: readonly string[]; third: string }>> = {
  en: { parts: ["one third", "one-third", "1/3rd", "two hundred third"], third: "the third" },
  fr: { parts: ["un cinquième", "deux cinquième"], third: "la troisième" },
  de: { parts: ["ein Drittel", "zwei Drittel"], third: "die dritte" },
  es: { parts: ["un cuarto", "un tercio"], third: "la tercera" },
  it: { parts: ["un terzo", "un quarto", "due quinti"], third: "il terzo" },
  nl: { parts: ["een derde", "twee derde"], third: "de derde" },
  pt: { parts: ["um quinto", "um terço"], third: "o terceiro" },
};

describe.each(Object.keys(indefinite))("in %s", (locale) => {
  const context = contextOf(locale);

  test.each(indefinite[locale] ?? [])("%s is no number", (text) => {
    expect(number().find(text, context)).toEqual([]);
    expect(number().read(text, context)).toBeUndefined();
  });

  test.each(Object.entries(scales[locale] ?? {}))("%s is %d, or more than a number can hold", (text, value) => {
    expect(number().read(text, context)).toBe(value);
  });

  test("a part is no ordinal", () => {
    const { parts = [], third = "" } = fractions[locale] ?? {};
    expect(parts.map((text) => ordinal().read(text, context))).toEqual(parts.map(() => undefined));
    expect(ordinal().read(third, context)).toBe(3);
  });

  test("a sign in front is part of an amount, and so is the sign of decimals", () => {
    const read = (text: string): number | undefined => number().read(text, context);
    expect([".5", "-.5", ",5", "-50", "−50", "-50EUR", "-3kg"].map(read)).toEqual([0.5, -0.5, 0.5, -50, -50, -50, -3]);
    expect(read("ok .5")).toBeUndefined();
  });
});
