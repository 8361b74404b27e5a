import { expect, test } from "vitest";
import { date } from "./date.ts";
import { number } from "./number.ts";
import { oneOf } from "./one-of.ts";
import { type EntityContext, findEntities } from "./entity.ts";

const context: EntityContext = { locale: "fr", now: Date.UTC(2026, 10, 18, 13), timeZone: "Europe/Paris" };
const city = oneOf("city", { lille: ["Lille"], paris: ["Paris"] });

test("all entities are found, in the order of the text, also over each other", () => {
  expect(findEntities([number(), city, date()], "2 billets de Lille à Paris dans 3 jours", context)).toEqual([
    { entity: "number", text: "2", start: 0, end: 1, value: 2 },
    { entity: "city", text: "Lille", start: 13, end: 18, value: "lille" },
    { entity: "city", text: "Paris", start: 21, end: 26, value: "paris" },
    { entity: "date", text: "dans 3 jours", start: 27, end: 39, value: { date: "2026-11-21", granularity: "day" } },
    { entity: "number", text: "3", start: 32, end: 33, value: 3 },
  ]);
});

test("without entities, and without words, nothing is mentioned", () => {
  expect(findEntities([], "Lille", context)).toEqual([]);
  expect(findEntities([city], "", context)).toEqual([]);
});
