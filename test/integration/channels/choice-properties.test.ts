import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findChoice } from "@causerie/server/understanding/choices.ts";
import { normalize } from "@causerie/server/understanding/text/normalize.ts";

const word = fc.constantFrom(
  ..."Lille,Flandres,Europe,Yes,No,Oui,non merci,the,le,2,two,second,deuxième,last,3 tickets,No. 2,#1,OK,please,👍,👎,🍕,½,Où,12:30".split(
    ",",
  ),
);
const label = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.constantFrom("👍", "👎", "🚂🚂", "👩‍👩‍👧‍👦", "?", "!", "…"),
);
/** Labels that someone can tell apart: by their words, or where they have none by their signs. */
const labels = fc.uniqueArray(label, {
  maxLength: 30,
  selector: (text) => normalize(text).replaceAll("ς", "σ") || text.trim().toLowerCase(),
});
const locale = fc.constantFrom("en", "fr-FR", "de", "es", "it", "nl", "pt", "ja");

test("a label that is typed as it is chooses itself", () => {
  fc.assert(
    fc.property(labels, locale, (all, language) => {
      all.forEach((text, index) => expect(findChoice(text, all, language)).toBe(index));
      all.forEach((text, index) => expect(findChoice(`  ${text} `, all, language)).toBe(index));
    }),
    { numRuns: 1000 },
  );
});

test("a label in a sentence that says more chooses nothing", () => {
  fc.assert(
    fc.property(labels, locale, fc.constantFrom("umbrella yesterday", "sauf mercredi"), (all, language, more) => {
      for (const text of all) expect(findChoice(`${text} ${more}`, all, language)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test("whatever is typed, what is chosen is one of the labels", () => {
  const typed = fc.oneof(
    label,
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.nat({ max: 2000 }).map((times) => "le 2e ".repeat(times)),
  );
  fc.assert(
    fc.property(typed, fc.array(label, { maxLength: 30 }), locale, (text, all, language) => {
      const index = findChoice(text, all, language);
      expect(index === undefined || all[index] !== undefined).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("an amount chooses only a label of the same value", () => {
  const amount = fc
    .tuple(fc.integer({ min: -2000, max: 2000 }), fc.constantFrom(0, 5, 25, 50))
    .map(([whole, cents]) => ({
      value: whole < 0 ? whole - cents / 100 : whole + cents / 100,
    }));
  const write = (value: number, language: string): string =>
    new Intl.NumberFormat(language, { minimumFractionDigits: Number.isInteger(value) ? 0 : 2 }).format(value);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 10, max: 2000 }), { minLength: 2, maxLength: 5 }),
      amount,
      fc.constantFrom("en", "fr", "de", "es"),
      (values, { value }, language) => {
        const index = findChoice(
          write(value, language),
          values.map((each) => `${write(each, language)} EUR`),
          language,
        );
        expect(index === undefined ? undefined : values[index]).toBe(values.find((each) => each === value));
      },
    ),
    { numRuns: 1000 },
  );
});
