import { expect, test } from "vitest";
import { type Decision, toCorpus } from "./decisions.ts";
import { groupSentences, sentenceId } from "./group-sentences.ts";

const said = (
  text: string,
  more: { language?: string; at?: number; connectorId?: string; confidence?: number } = {},
) => ({
  conversationId: "ada",
  seq: 1,
  at: 1,
  connectorId: "web",
  language: "en",
  confidence: 0,
  text,
  ...more,
});
const none = (): boolean => false;

test("the same words count together however they are written, by language, the most frequent first", () => {
  const groups = groupSentences(
    [
      said("Wo ist es?", { language: "de" }),
      said("where is it", { at: 2, connectorId: "page", confidence: 0.5 }),
      said("WHERE is it?!", { at: 3 }),
      said("?!"),
    ],
    none,
  );
  expect(groups).toMatchObject([
    { text: "WHERE is it?!", language: "en", count: 2, lastAt: 3, confidence: 0.5 },
    { text: "Wo ist es?", language: "de", count: 1 },
  ]);
  expect(groups[0]?.channels).toEqual([
    { id: "page", count: 1 },
    { id: "web", count: 1 },
  ]);
});

test("what was decided on is left out, in its language alone", () => {
  const decided = sentenceId("hello", "en");
  const groups = groupSentences([said("Hello!"), said("hello", { language: "de" })], (id) => id === decided);
  expect(groups.map(({ language }) => language)).toEqual(["de"]);
});

test("the corpus has the examples by intent and language, each once, and nothing that was dismissed", () => {
  const example = (intent: string, language: string, text: string): Decision => ({
    type: "example",
    intent,
    language,
    text,
    by: "Ada",
    at: 1,
  });
  const decisions: Decision[] = [
    example("fares", "fr", "combien"),
    example("fares", "en", "how much"),
    example("fares", "en", "how much"),
    example("fares", "en", "a price"),
    example("bye", "en", "see you"),
    { type: "dismissed", by: "Ada", at: 1 },
  ];
  expect(JSON.stringify(toCorpus(decisions))).toBe(
    JSON.stringify({ bye: { en: ["see you"] }, fares: { en: ["a price", "how much"], fr: ["combien"] } }),
  );
});
