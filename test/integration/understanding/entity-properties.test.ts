import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { date } from "@causerie/server/understanding/entities/date.ts";
import { duration } from "@causerie/server/understanding/entities/duration.ts";
import { email } from "@causerie/server/understanding/entities/email.ts";
import { number } from "@causerie/server/understanding/entities/number.ts";
import { oneOf } from "@causerie/server/understanding/entities/one-of.ts";
import { ordinal } from "@causerie/server/understanding/entities/ordinal.ts";
import { pattern } from "@causerie/server/understanding/entities/pattern.ts";
import { phone } from "@causerie/server/understanding/entities/phone.ts";
import { url } from "@causerie/server/understanding/entities/url.ts";
import { yesNo } from "@causerie/server/understanding/entities/yes-no.ts";
import { editDistance } from "@causerie/server/names/edit-distance.ts";
import { findEntities } from "@causerie/server/understanding/entities/entity.ts";
import {
  compoundsOf,
  normalizeLetters,
  normalizeSigns,
  wordsOf,
} from "@causerie/server/understanding/text/mapped-text.ts";
import { normalize } from "@causerie/server/understanding/text/normalize.ts";

const cities = ["Lille", "Lille Flandres", "Paris", "Saint-Étienne", "Marne-la-Vallée", "①", "ﬁn", "한국"];
const entities = [
  oneOf("city", cities),
  number(),
  date(),
  date({ future: true }),
  duration(),
  ordinal(),
  email(),
  phone(),
  phone({ country: "FR" }),
  url(),
  yesNo(),
  pattern("code", /[A-Z]{2}\d{2}|\b/u),
];

/** What strangers send: any characters, words that entities look for, and rows of signs that regular expressions choke on. */
const scraps = fc.constantFrom(
  ..."Lille,Flandres,saint-étienne,après-demain,mardi en huit,le 1er,le 31 février,à 18h30,du 3 au 7 juin,dans,vingt,et,un".split(
    ",",
  ),
  ..."quatre-vingt-dix-sept,minus,3.5,1 200,1.200,50,-5,+33 6 12 34 56 78,(202) 555-0123,a@b.fr,www.a.fr,https://a.fr/).".split(
    ",",
  ),
  ..."tomorrow,sixteen,the day after ,two weeks before ,駅はどこ,٣,three quarters,STRASSE,next,friday,at,half past six,between 8 and 10 am,may,from 3 to 7 June,yes,non,no idea,½,e\u0301,\ud83d,👍🏽,\u202f,\n, ,  ,²".split(
    ",",
  ),
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc
    .array(fc.oneof(scraps, fc.string({ unit: "grapheme", maxLength: 3 })), { maxLength: 60 })
    .map((all) => all.join(" ")),
  fc.array(scraps, { maxLength: 40 }).map((all) => all.join("")),
  fc.string({ unit: "grapheme", minLength: 2000, maxLength: 9000, size: "max" }).map((text) => text.slice(0, 10_000)),
  fc
    .tuple(
      fc.oneof(scraps, fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 })),
      fc.integer({ min: 1, max: 10_000 }),
    )
    .map(([scrap, times]) => scrap.repeat(times).slice(0, 10_000)),
);
const context = fc.record({
  locale: fc.constantFrom("en", "en-US", "fr", "fr-FR", "de", "es", "it", "nl", "pt", "ja", "x-y", ""),
  now: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  timeZone: fc.constantFrom("UTC", "Europe/Paris", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu"),
});

describe("whatever is typed", () => {
  test("mentions are found where they stand, in order, and none of an entity over another", () => {
    fc.assert(
      fc.property(anyText, context, (text, where) => {
        const found = findEntities(entities, text, where);
        for (const mention of found) {
          expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          expect(mention.text).not.toBe("");
          expect(JSON.parse(JSON.stringify(mention.value))).toEqual(mention.value);
        }
        expect(isAscending(found.map(({ start }) => start))).toBe(true);
        const own = entities.map((entity) => entity.find(text, where).flatMap(({ start, end }) => [start, end]));
        expect(own.every(isAscending)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("an answer is read or not, and never fails", () => {
    fc.assert(
      fc.property(anyText, context, fc.constantFrom(...entities), (text, where, entity) => {
        const value = entity.read(text, where) ?? null;
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test("folded words are those that keywords are compared by, and lie in order in the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = normalizeLetters(text);
        const words = wordsOf(folded);
        expect(words.map((word) => word.text).join(" ")).toBe(normalize(text).replaceAll("ς", "σ"));
        expect([...words, ...compoundsOf(folded)].every(({ start, end }) => end > start)).toBe(true);
        for (const { text: written, starts, ends } of [folded, normalizeSigns(text)]) {
          expect([starts.length, ends.length]).toEqual([written.length, written.length]);
          expect(isAscending(starts) && isAscending(ends)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((each, index) => each >= (numbers[index - 1] ?? 0));
}

test("a value of a list is read from its own name, and found wherever it stands", () => {
  const city = oneOf("city", cities);
  fc.assert(
    fc.property(fc.constantFrom(...cities), context, (name, where) => {
      expect(city.read(name, where)).toBe(name);
      expect(city.find(`… ${name.toUpperCase()}!`, where).map(({ value }) => value)).toEqual([name]);
    }),
  );
});

test("the edit distance is the one of the textbook, up to its bound", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, max) => {
      expect(editDistance(a, b, max)).toBe(Math.min(textbookDistance(a, b), max + 1));
    }),
    { numRuns: 3000 },
  );
});

/** Optimal string alignment, without any short cut. */
function textbookDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const replaced = textbookDistance(restA, restB) + (a[0] === b[0] ? 0 : 1);
  if (a[0] === b[0]) return replaced;
  const added = Math.min(textbookDistance(restA, b), textbookDistance(a, restB)) + 1;
  const isExchange = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
  return Math.min(
    replaced,
    added,
    isExchange ? textbookDistance(a.slice(2), b.slice(2)) + 1 : Number.POSITIVE_INFINITY,
  );
}

test("words that could be parted in many ways, and dates that wait for each other, take no longer than others", () => {
  const hostile = ["sixteen", "the day after ", "2 days before ", "one hundred and ", "2 hours and 3 minutes and "];
  for (const scrap of hostile) {
    const text = `${scrap.repeat(10_000).slice(0, 9_990)}x`;
    for (const entity of [date(), number(), duration(), ordinal()]) {
      for (const locale of ["en", "de", "sv"])
        expect(entity.find(text, { locale, now: 0, timeZone: "UTC" }).length).toBeLessThan(2000);
    }
  }
});
