import { expect, test } from "vitest";
import type { EntityContext } from "./entity.ts";
import { url } from "./url.ts";

const context: EntityContext = { locale: "en", now: 0, timeZone: "UTC" };

test.each([
  ["https://example.org/a?b=c#d", "https://example.org/a?b=c#d"],
  ["HTTP://Example.org", "http://example.org/"],
  ["www.example.org/x_(y)", "https://www.example.org/x_(y)"],
])("%s", (text, value) => {
  expect(url().find(`See ${text}.`, context)).toEqual([{ start: 4, end: 4 + text.length, value }]);
  expect(
    url()
      .find(`(${text}), or`, context)
      .map((found) => found.value),
  ).toEqual([value]);
});

test.each([
  "example.org",
  "https://localhost",
  "javascript:alert(1)",
  "www.",
  "https://",
  "mywww.example.org",
  "and.then",
])("%s is not found", (text) => {
  expect(url().find(text, context)).toEqual([]);
});

test("an answer may be a bare domain", () => {
  expect(url().read(" example.org/fares ", context)).toBe("https://example.org/fares");
  expect(url().read("it is https://example.org", context)).toBe("https://example.org/");
  expect(url().read("nowhere", context)).toBeUndefined();
});
