import { expect, test } from "vitest";
import { splitOffEnd, splitText } from "./split-text.ts";

test("a short text stays whole, and a blank one has no parts", () => {
  expect(splitText("  hello  ", 20)).toEqual(["hello"]);
  expect(splitText(" \n ", 20)).toEqual([]);
});

test.each([
  ["a blank line", "one two.\n\nthree\nfour. five six", ["one two.", "three", "four. five six"]],
  ["a newline", "one. two\nthree. four five", ["one. two", "three. four five"]],
  ["a sentence end", "One two. Three four five", ["One two.", "Three four five"]],
  ["a space", "one two three four five", ["one two three", "four five"]],
  ["nothing else but characters", "abcdefghijklmnopqrstuvwxyz", ["abcdefghijklmnop", "qrstuvwxyz"]],
])("it breaks best at %s", (_where, text, parts) => {
  expect(splitText(text, 16)).toEqual(parts);
});

test("a grapheme is never cut: families, flags and stacked accents stay whole", () => {
  expect(splitText("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 25)).toEqual(["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
  expect(splitText("🇫🇷🇨🇭🇮🇹", 10)).toEqual(["🇫🇷🇨🇭", "🇮🇹"]);
  expect(splitText("e\u0301".repeat(5), 5)).toEqual(["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]);
});

test("a web address is never cut, unless it is longer than a part by itself", () => {
  expect(splitText("look here https://a.example/?q=1.2 now", 24)).toEqual([
    "look here",
    "https://a.example/?q=1.2",
    "now",
  ]);
  expect(splitText(`at https://a.example/${"x".repeat(30)}`, 24)).toEqual([
    "at",
    "https://a.example/xxxxxx",
    "x".repeat(24),
  ]);
});

test("one grapheme longer than a part is cut between code points, so that nothing is lost", () => {
  const zalgo = `a${"\u0301".repeat(20)}`;
  expect(splitText(zalgo, 8).join("")).toBe(zalgo);
  expect(splitText("😊".repeat(4), 3).join("")).toBe("😊".repeat(4));
});

test("the end that stands with the buttons is the last paragraph, where it fits", () => {
  expect(splitOffEnd("First.\n\nSecond one.\n\nThe end.", 12)).toEqual({
    before: "First.\n\nSecond one.",
    end: "The end.",
  });
  expect(splitOffEnd("One two three four", 10)).toEqual({ before: "One two", end: "three four" });
  expect(splitOffEnd("short", 10)).toEqual({ before: "", end: "short" });
});
