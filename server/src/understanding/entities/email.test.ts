import { expect, test } from "vitest";
import type { EntityContext } from "./entity.ts";
import { email } from "./email.ts";

const context: EntityContext = { locale: "fr", now: 0, timeZone: "UTC" };

test.each([
  ["anna@example.org", "anna@example.org"],
  ["Anna.B+chat@Mail.Example.CO.UK", "Anna.B+chat@mail.example.co.uk"],
  ["o'brien@example.org", "o'brien@example.org"],
  ["andré@exämple.fr", "andré@exämple.fr"],
])("%s is found wherever it stands", (text, value) => {
  expect(email().find(`Write to <${text}>.`, context)).toEqual([{ start: 10, end: 10 + text.length, value }]);
  expect(email().read(`mailto:${text}`, context)).toBe(value);
  expect(email().read(` my address is ${text}, thanks `, context)).toBe(value);
});

test("an elided word before it does not belong to it", () => {
  const text = "l'adresse d'anna@example.org";
  expect(email().find(text, context)).toEqual([{ start: 12, end: 28, value: "anna@example.org" }]);
});

test.each([
  "anna@",
  "@example.org",
  "anna@example",
  "anna@@example.org",
  "anna@example.o",
  `${"a".repeat(65)}@example.org`,
])("%s is none", (text) => {
  expect(email().find(text, context)).toEqual([]);
});

test("two addresses are no answer, the same one twice is", () => {
  expect(email().read("a@example.org or b@example.org", context)).toBeUndefined();
  expect(email().read("a@example.org, A@example.org", context)).toBeUndefined();
  expect(email().read("a@example.org, a@EXAMPLE.org", context)).toBe("a@example.org");
});
