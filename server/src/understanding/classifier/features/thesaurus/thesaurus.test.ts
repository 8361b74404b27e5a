import { expect, test } from "vitest";
import { normalize } from "#understanding/text/normalize.ts";
import { nameOfConcept, namesConcept, tables, visitConcepts } from "./thesaurus.ts";

function conceptsOf(text: string): string[] {
  const words = normalize(text).split(" ");
  const found = new Set<string>();
  for (const index of words.keys()) visitConcepts(words, index, (concept) => found.add(nameOfConcept(concept)));
  return [...found];
}

test.each([
  ["please call it off, cancel my order", ["cancel", "order"]],
  ["I want my money back", ["want", "refund", "money"]],
  ["où est mon colis", ["where", "parcel", "missing"]],
  ["je veux être remboursé", ["want", "refund"]],
  ["the train is late", ["train", "late"]],
  ["two ferries and 20 boats", ["ship", "numeral"]],
  ["20 boats", ["numeral", "ship"]],
  ["les piscines de la ville", ["pool", "city"]],
])("%s: %o", (text, concepts) => {
  expect(conceptsOf(text)).toEqual(expect.arrayContaining(concepts));
});

test("a word of another language, or none at all, names nothing", () => {
  for (const text of ["Wetterbericht", "明日の天気", "", "x"]) expect(conceptsOf(text)).toEqual([]);
  expect(namesConcept("volcano")).toBe(false);
  expect(namesConcept("refunds")).toBe(true);
});

test("a plural names what its singular names; a short word is no plural", () => {
  expect(conceptsOf("cinemas")).toEqual(expect.arrayContaining(conceptsOf("cinema")));
  expect(conceptsOf("rugbys")).toEqual(conceptsOf("rugby"));
  expect(conceptsOf("nos")).toEqual([]);
});

test("both languages have the same concepts, each in one table", () => {
  const [english, englishTrades, french, frenchTrades] = Object.values(tables).map((table) => Object.keys(table));
  expect(french).toEqual(english);
  expect(frenchTrades).toEqual(englishTrades);
  expect(english?.filter((name) => englishTrades?.includes(name))).toEqual([]);
});

test.each(Object.entries(tables))("each entry of the %s table is written as texts are read", (_name, table) => {
  for (const words of Object.values(table)) {
    for (const word of words.split(" ")) {
      const read = word.replace(/\*$/, "").replaceAll("_", " ").trim();
      expect(normalize(read)).toBe(read);
      // A beginning of one letter would be in every text.
      expect(read.length).toBeGreaterThan(word.endsWith("*") ? 2 : 0);
    }
  }
});
