import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { findProblems } from "./find-problems.ts";
import { describeProblem } from "./problem.ts";

const problemsOf = (all: Record<string, unknown>, channels?: string[]): string[] => {
  const [first = "en", ...others] = Object.keys(all);
  const words = catalogue({ locales: [first, ...others], messages: all });
  return findProblems(words, channels === undefined ? {} : { channels }).map(
    ({ kind, locale, key, detail }) => `${kind} ${locale} ${key}: ${detail}`,
  );
};

test("a catalogue whose locales say the same has no problems", () => {
  expect(
    problemsOf({
      en: { hello: "Hello {name}!", trains: "{n, plural, one {# train} other {# trains}}", a: { b: ["x", "y"] } },
      fr: { hello: "Bonjour {name} !", trains: "{n, plural, one {# train} other {# trains}}", a: { b: "z" } },
      "fr-CA": { a: { b: "w" } },
    }),
  ).toEqual([]);
});

test("keys that a translation lacks or adds are named; a region may lack keys, not add them", () => {
  expect(
    problemsOf({
      en: { hello: "Hello", fares: { heading: "Fares" }, offer: { default: "Tap", voice: "Say" } },
      fr: { hello: "Bonjour", fares: { title: "Tarifs" }, offer: { voice: "Dites" } },
      "fr-CA": { helo: "Bonjour" },
    }).map((problem) => problem.split(":")[0]),
  ).toEqual([
    "missing_key fr fares.heading",
    "missing_key fr offer",
    "unknown_key fr fares.title",
    "unknown_key fr offer.voice",
    "unknown_key fr-CA helo",
  ]);
});

test("arguments that a translation lacks, adds or uses in a way the first locale does not promise are named", () => {
  expect(
    problemsOf({
      en: { a: "{name} {city}", b: "{n}", c: "{n, number}", d: ["{x}", "none"], e: "{day, date}" },
      fr: { a: "{nom} {city}", b: "{n, plural, other {#}}", c: "{n} {n, date}", d: "{x}", e: "{day}" },
    }),
  ).toEqual([
    "missing_argument fr a: {name} is not said.",
    "unknown_argument fr a: nobody passes {nom}. It is called name or city.",
    "missing_plural_category fr b: a plural has no branch one, which fr needs. Add one {…}.",
    "different_argument fr b: {n} is used as a number or date here and as any text in the first locale. Use it alike in both.",
    "different_argument fr e: {day} is used as a number or date here and as any text in the first locale. Use it alike in both.",
  ]);
});

test("plurals are held to the categories of their own language; exact branches count; millions are not asked for", () => {
  const plural = (locale: string, text: string): string[] =>
    problemsOf({ [locale]: { n: text } }).map((one) => /branch (\w+)/.exec(one)?.[1] ?? one);
  expect(plural("en", "{n, plural, =1 {one} other {#}}")).toEqual([]);
  expect(plural("fr", "{n, plural, =1 {un} other {#}}")).toEqual(["one"]);
  expect(plural("fr", "{n, plural, =0 {zéro} =1 {un} other {#}}")).toEqual([]);
  expect(plural("pl", "{n, plural, one {a} other {b}}")).toEqual(["many", "few"]);
  expect(plural("ar", "{n, plural, one {a} two {b} few {c} many {d} other {e}}")).toEqual(["zero"]);
  expect(plural("ja", "{n, plural, other {#}}")).toEqual([]);
  expect(plural("en", "{n, selectordinal, one {#st} other {#th}}")).toEqual(["two", "few"]);
  expect(plural("en", "{g, select, a {{n, plural, other {#}}} other {}}")).toEqual(["one"]);
  expect(plural("en", "{n, plural, offset:1 =0 {none} =1 {you} one {you and one} other {you and #}}")).toEqual([]);
  expect(plural("en", "{n, plural, offset:1 =2 {you and one} other {you and #}}")).toEqual([]);
});

test("variants that the first locale has and a translation lacks are named, and those that no channel will ask for", () => {
  expect(
    problemsOf(
      {
        en: {
          offer: { default: "Tap", voice: "Say", web: "Click", "web.voice": "Say" },
          tone: { default: "x", formal: "y" },
        },
        fr: { offer: "Touchez", tone: { default: "x", formal: "y", "web.vioce": "z" } },
      },
      ["web", "messenger"],
    ).map((problem) => problem.split(/[,.]/)[0]),
  ).toEqual([
    "unknown_variant en tone: formal is neither default",
    "missing_variant fr offer: there is no text for voice",
    "missing_variant fr offer: there is no text for web",
    "missing_variant fr offer: there is no text for web",
    "unknown_variant fr tone: formal is neither default",
    "unknown_variant fr tone: web",
  ]);
});

test("texts left empty are named", () => {
  expect(problemsOf({ en: { a: "", b: ["x", " "], c: [], d: { default: "x", voice: "\n" } } })).toEqual([
    "empty en a: there is no text. Write one, or leave the key out.",
    "empty en b: alternative 2: there is no text. Write one, or leave the key out.",
    "empty en c: the list of alternatives is empty.",
    "empty en d: voice: there is no text. Write one, or leave the key out.",
  ]);
});

test("a problem reads as one line, with its kind at the end", () => {
  expect(
    describeProblem({ kind: "missing_key", locale: "fr", key: "fares.heading", detail: "not translated; en is said." }),
  ).toBe("fr fares.heading: not translated; en is said. [missing_key]");
});
