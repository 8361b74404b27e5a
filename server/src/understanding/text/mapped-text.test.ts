import { expect, test } from "vitest";
import { compoundsOf, normalizeLetters, originalRange, rewrite, wordsOf } from "./mapped-text.ts";
import { normalize } from "./normalize.ts";

function origins(text: string): string[] {
  return wordsOf(normalizeLetters(text)).map(({ start, end }) => text.slice(start, end));
}

test("words lose case, accents and fancy signs, and know their range", () => {
  expect(wordsOf(normalizeLetters("Où est l’Hôtel ?"))).toEqual([
    { text: "ou", start: 0, end: 2, gap: "" },
    { text: "est", start: 3, end: 6, gap: " " },
    { text: "l", start: 7, end: 8, gap: " " },
    { text: "hotel", start: 9, end: 14, gap: "'" },
  ]);
});

test("a word keeps its combining marks, its ligatures and its letters outside the basic plane whole", () => {
  expect(origins("cafe\u0301 😀 ﬁn 𝐋𝐢𝐥𝐥𝐞")).toEqual(["cafe\u0301", "ﬁn", "𝐋𝐢𝐥𝐥𝐞"]);
  expect(wordsOf(normalizeLetters("😀𝐋𝐢𝐥𝐥𝐞"))[0]).toEqual({ text: "lille", start: 2, end: 12, gap: "😀" });
});

test("the words are those that keywords are compared by", () => {
  for (const text of [
    "½ kg, s'il vous plaît",
    "ÎLE-DE-RÉ",
    "e\u0301\u0301x  \u00a0y",
    "①②",
    "\ud83d a",
    "한국어",
    "ΟΔΟΣ οδος",
  ]) {
    const words = wordsOf(normalizeLetters(text)).map((word) => word.text);
    expect(words.join(" ")).toBe(normalize(text).replaceAll("ς", "σ"));
  }
});

test("spaces become one, and a line break stays one", () => {
  expect(normalizeLetters("a \u00a0\t b \r\n  c").text).toBe("a b\nc");
});

test("compounds are one word", () => {
  expect(compoundsOf(normalizeLetters("Le week‑end, aujourd’hui à 1.5")).map(({ text }) => text)).toEqual([
    "le",
    "weekend",
    "aujourdhui",
    "a",
    "15",
  ]);
});

test("new words have the range of the words that they replace", () => {
  const text = "Dans QUINZE jours";
  const normalized = rewrite(normalizeLetters(text), /quinze/g, () => "15");
  expect(normalized.text).toBe("dans 15 jours");
  const { start, end } = originalRange(normalized, 5, 7);
  expect(text.slice(start, end)).toBe("QUINZE");
  expect(originalRange(normalized, 8, 13)).toEqual({ start: 12, end: 17 });
});
