import * as fc from "fast-check";
import { toCardinal as de, toOrdinal as deOrdinal } from "n2words/de-DE";
import { toCardinal as enGb, toOrdinal as enOrdinal } from "n2words/en-GB";
import { toCardinal as enUs } from "n2words/en-US";
import { toCardinal as es, toOrdinal as esOrdinal } from "n2words/es-ES";
import { toCardinal as frBe } from "n2words/fr-BE";
import { toCardinal as fr, toOrdinal as frOrdinal } from "n2words/fr-FR";
import { toCardinal as it, toOrdinal as itOrdinal } from "n2words/it-IT";
import { toCardinal as nl, toOrdinal as nlOrdinal } from "n2words/nl-NL";
import { toCardinal as pt, toOrdinal as ptOrdinal } from "n2words/pt-PT";
import { describe, expect, test } from "vitest";
import { number } from "@causerie/server/understanding/entities/number.ts";
import { ordinal } from "@causerie/server/understanding/entities/ordinal.ts";

/** `n2words` writes numbers in words. It shares nothing with the code that reads them. */
const writers = { "en-GB": enGb, "en-US": enUs, fr, "fr-BE": frBe, de, es, it, nl, pt };
const ordinals = {
  "en-GB": enOrdinal,
  fr: frOrdinal,
  de: deOrdinal,
  es: esOrdinal,
  it: itOrdinal,
  nl: nlOrdinal,
  pt: ptOrdinal,
};

function contextOf(locale: string) {
  return { locale, now: 0, timeZone: "UTC" };
}

describe.each(Object.entries(writers))("in %s", (locale, write) => {
  const context = contextOf(locale);
  const read = (words: string): number | undefined => number().read(words, context);

  test("every number up to 2,000 is read from its words", () => {
    const wrong = Array.from({ length: 2001 }, (_, value) => value).filter((value) => read(write(value)) !== value);
    expect(wrong.map((value) => `${write(value)}: ${read(write(value))}`)).toEqual([]);
  });

  test("so is any greater number, and any with decimals", () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9 }))
      .map(([whole, part]) => Number(`${whole}.${part}`));
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 999_999_999 }), decimal), (value) => {
        expect(read(write(value))).toBe(value);
      }),
      { numRuns: 300 },
    );
  });

  test("of two numbers side by side, none is taken for what was said", () => {
    const twoDigits = fc.integer({ min: 21, max: 99 });
    fc.assert(
      fc.property(twoDigits, twoDigits, (one, other) => {
        const words = `${write(one)} ${write(other)}`;
        const found = number()
          .find(words, context)
          .map(({ value }) => value);
        expect(found).not.toContain(one);
        expect(found).not.toContain(other);
      }),
      { numRuns: 200 },
    );
  });
});

test.each(Object.entries(ordinals))("in %s, the first 31 ordinals are read from their words", (locale, write) => {
  // The Italian 26th is "ventiseiesimo"; `n2words` writes it without the i.
  const all = Array.from({ length: 31 }, (_, index) => index + 1).filter((value) => locale !== "it" || value !== 26);
  expect(all.map((value) => ordinal().read(write(value), contextOf(locale)))).toEqual(all);
  // An ordinal is no cardinal number.
  expect(all.slice(20).flatMap((value) => number().find(write(value), contextOf(locale)))).toEqual([]);
});

test("digits of all scripts are digits", () => {
  const written = Intl.supportedValuesOf("numberingSystem")
    .map((numberingSystem) => new Intl.NumberFormat("en", { numberingSystem, useGrouping: false }).format(7_654_321))
    .filter((digits) => /^\p{Nd}+$/u.test(digits));
  expect(written.length).toBeGreaterThan(50);
  expect(written.filter((digits) => number().read(digits, contextOf("en")) !== 7_654_321)).toEqual([]);
});

test("numbers are read as the region writes them", () => {
  const locales =
    "en-US en-GB en-IN fr-FR fr-CH de-DE de-CH de-AT es-ES es-MX it-IT nl-NL pt-BR pt-PT sv-SE pl-PL ru-RU tr-TR ja-JP ar-EG hi-IN".split(
      " ",
    );
  for (const locale of locales) {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
    for (const value of [1234567.25, 1234.5, 0.75, 98765.43]) {
      expect(`${locale} ${number().read(format.format(value), contextOf(locale))}`).toBe(`${locale} ${value}`);
    }
  }
});
