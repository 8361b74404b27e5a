import { expect, test } from "vitest";
import { distinguish } from "./distinguish.ts";

test("labels that fit, or differ when they are shortened, are shortened like any other", () => {
  expect(
    distinguish(["Morning", "  Noon ", "A very long name of a ferry", "Another long name of a ferry"], 20),
  ).toEqual(["Morning", "Noon", "A very long name of…", "Another long name o…"]);
});

test("labels that would begin alike are shown from the word in which they differ", () => {
  expect(
    distinguish(["Mon-Fri (10:30AM-12:00PM)", "Mon-Fri (10:30AM-12:30PM)", "Sat (all day)", "Mon-Fri (2PM)"], 20),
  ).toEqual(["…(10:30AM-12:00PM)", "…(10:30AM-12:30PM)", "Sat (all day)", "Mon-Fri (2PM)"]);
});

test("a word that is itself too long is shown from the letter in which it differs; what ends alike has a number", () => {
  expect(distinguish(["https-www-example-com-booking-one", "https-www-example-com-booking-two"], 20)).toEqual([
    "…one",
    "…two",
  ]);
  const alike = ["one two three four five six seven", "one two three four five six seven eight"].map(
    (one) => `${one} ${"x".repeat(9)}`,
  );
  expect(new Set(distinguish(alike, 20)).size).toBe(2);
  expect(distinguish(["aaaaaaaaaaaaaaaaaaaaaaab", "…b", "aaaaaaaaaaaaaaaaaaaaaaac"], 20)).toEqual([
    "1. aaaaaaaaaaaaaaaa…",
    "…b",
    "2. aaaaaaaaaaaaaaaa…",
  ]);
});

test("equal labels stay equal, and no title is too long or cuts a letter", () => {
  expect(distinguish(["x".repeat(30), "x".repeat(30)], 20)).toEqual([`${"x".repeat(19)}…`, `${"x".repeat(19)}…`]);
  const families = ["👩‍👩‍👧‍👦", "👨‍👩‍👧", "👩‍👧"].map((family) => "Ticket for a family of many ".repeat(2) + family);
  const titles = distinguish(families, 20);
  expect(new Set(titles).size).toBe(3);
  for (const title of titles) {
    expect(title.length).toBeLessThanOrEqual(20);
    expect(title.isWellFormed()).toBe(true);
  }
});
