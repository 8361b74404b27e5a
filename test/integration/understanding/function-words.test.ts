import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findChoice } from "@causerie/server/understanding/choices.ts";
import { oneOf } from "@causerie/server/understanding/entities/one-of.ts";
import { yesNo } from "@causerie/server/understanding/entities/yes-no.ts";
import { wordDistance } from "@causerie/server/understanding/text/word-distance.ts";
import { functionWordsOf } from "@causerie/server/understanding/forms/function-words.ts";

const at = { now: 0, timeZone: "UTC" };
const letter = fc.constantFrom("a", "e", "h", "i", "k", "l", "n", "o", "r", "s", "t", "u");

/** Names that a typing error would make of the word: one letter more, less, or another one. */
const nameNear = (word: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat({ max: word.length }), fc.constantFrom(0, 1), letter)
    .map(([index, cut, other]) => word.slice(0, index) + other + word.slice(index + cut))
    .filter(
      (name) => (wordDistance(word, name) ?? 0) >= 1 && yesNo().read(name, { ...at, locale: "en" }) === undefined,
    );

describe.each(["en", "fr", "de", "es", "it", "nl", "pt"])("no word that steers a conversation in %s", (language) => {
  const words = [...functionWordsOf(language)];
  const long = words.filter((word) => word.length >= 4);

  test("is taken for a name that is spelt nearly so", () => {
    expect(long.length).toBeGreaterThan(20);
    for (const word of long)
      fc.assert(
        fc.property(nameNear(word), (name) => {
          const entity = oneOf("thing", [name, "qqqqqqq"]);
          const context = { ...at, locale: language };
          expect([word, name, entity.find(word, context), entity.read(word, context)]).toEqual([
            word,
            name,
            [],
            undefined,
          ]);
          // "Last" chooses by its place, whatever the names are.
          expect(findChoice(word, [name, "qqqqqqq"], language)).toBe(
            findChoice(word, ["wwwwwww", "qqqqqqq"], language),
          );
        }),
        { numRuns: 12 },
      );
  });

  test("is lost as a name of its own", () => {
    for (const word of words) expect(oneOf("thing", [word]).read(word, { ...at, locale: language })).toBe(word);
  });
});

test("a misspelt name is still understood", () => {
  const size = oneOf("size", { small: { de: ["kleine"] }, night: { de: ["Nacht"] } });
  const context = { ...at, locale: "de" };
  expect(size.read("klleine", context)).toBe("small");
  expect(size.read("keine", context)).toBeUndefined();
  expect(size.find("nicht die kleine", context).map(({ value }) => value)).toEqual(["small"]);
});
