import { expect, test } from "vitest";
import { readGreeting, readRules, wordsFor } from "./rules.ts";

function read(input: unknown): { ids: string[]; problems: string[] } {
  const problems: string[] = [];
  return { ids: readRules(input, (problem) => problems.push(problem)).map(({ id }) => id), problems };
}

test("rules come as a list or as JSON", () => {
  const rules = [{ id: "help", text: "Can we help?", when: { seconds: 30 } }];
  expect(read(rules)).toEqual({ ids: ["help"], problems: [] });
  expect(read(JSON.stringify(rules))).toEqual({ ids: ["help"], problems: [] });
});

test("a wrong rule is named and passed over, and the others are read", () => {
  expect(
    read([
      { id: "a", text: "A" },
      { id: "b" },
      { id: "c", text: "C", when: { seconds: "30" } },
      { id: "a", text: "Again" },
      { id: "d", text: { en: "D", de: "D" } },
      null,
    ]),
  ).toEqual({
    ids: ["a", "d"],
    problems: [
      'proactive[1].text must be a text, or one for each language, such as { "en": "Hello" }',
      "proactive[2].when.seconds must be a number from 0",
      "proactive[3].id must differ from those before it",
      "proactive[5].id must be a text",
    ],
  });
  expect(read("{").problems).toHaveLength(1);
});

test("a greeting may be a text alone", () => {
  const problems: string[] = [];
  expect(readGreeting("Hello", (problem) => problems.push(problem))?.text).toBe("Hello");
  expect(
    readGreeting({ text: "Hello", buttons: [{ label: "Hi" }] }, (problem) => problems.push(problem))?.buttons,
  ).toHaveLength(1);
  expect(problems).toEqual([]);
  expect(readGreeting({ buttons: [] }, (problem) => problems.push(problem))).toBeUndefined();
  expect(readGreeting(7, (problem) => problems.push(problem))).toBeUndefined();
  expect(problems).toHaveLength(2);
});

test("the words are those of the language, else English, else whatever there is", () => {
  const words = { en: "Hello", de: "Hallo", "pt-BR": "Oi" };
  expect(["de-CH", "pt-BR", "pl", "en"].map((locale) => wordsFor(words, locale))).toEqual([
    "Hallo",
    "Oi",
    "Hello",
    "Hello",
  ]);
  expect(wordsFor({ fr: "Bonjour" }, "de")).toBe("Bonjour");
});
