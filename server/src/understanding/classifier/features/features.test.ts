import { expect, test } from "vitest";
import { mostFeatures, readableText, visitFeatures } from "./features.ts";

function featuresOf(text: string): number[] {
  const found: number[] = [];
  visitFeatures(readableText(text), (hash) => found.push(hash));
  return found;
}

test("case, accents and punctuation make no difference", () => {
  expect(featuresOf("OÙ est, ma commande ?")).toEqual(featuresOf("ou est ma commande"));
});

test("a word gives itself and its runs of 3 to 5 signs, the ends of the word included", () => {
  // ^up$: "up", then ^up, up$, ^up$
  expect(new Set(featuresOf("up")).size).toBe(4);
  // as many for "pu", and the pair
  expect(featuresOf("up pu")).toHaveLength(9);
});

test("words in another order are another pair", () => {
  const [upPu, puUp] = [featuresOf("up pu"), featuresOf("pu up")];
  expect(upPu.filter((hash) => !puUp.includes(hash))).toHaveLength(1);
});

test("a mistyped word keeps some of its features", () => {
  const right = new Set(featuresOf("remboursement"));
  const kept = featuresOf("rembousement").filter((hash) => right.has(hash));
  expect(kept.length).toBeGreaterThan(15);
});

test("where no spaces part the words, single signs count", () => {
  const weather = new Set(featuresOf("明日の天気はどうですか"));
  // 天気 is a word of the sentence, with all its signs.
  expect(featuresOf("天気").filter((hash) => !weather.has(hash))).toEqual([]);
  expect(featuresOf("สวัสดี").length).toBeGreaterThan(0);
});

test("a text without a letter or a digit has no features", () => {
  for (const text of ["", "   ", "?!…", "🙂🙂", "\u0301", "\uD800"]) expect(featuresOf(text)).toEqual([]);
});

test("of a very long text only the beginning is read, whatever it is made of", () => {
  const hostile = ["ab ", "a", "\uFDFA", "漢", "e\u0301", "😀a"].map((sign) => sign.repeat(1_000_000));
  for (const text of hostile) {
    const { length } = featuresOf(text);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(mostFeatures);
  }
  expect(featuresOf("hello ".repeat(300))).toEqual(featuresOf(`${"hello ".repeat(300)} goodbye`));
});

test("words that ask for the same thing share a feature, in English and in French", () => {
  const [cancel, callOff, annuler, weather] = ["cancel", "call off", "annuler", "weather"].map(featuresOf);
  const shared = (a: number[] = [], b: number[] = []): number => new Set(a.filter((hash) => b.includes(hash))).size;
  // Both also begin with the same two letters.
  expect(shared(cancel, callOff)).toBe(2);
  expect(shared(cancel, annuler)).toBe(1);
  expect(shared(callOff, annuler)).toBe(1);
  expect(shared(cancel, weather)).toBe(0);
});
