import { expect, test } from "vitest";
import type { Json } from "#channel/json.ts";
import { toEntityName, toEntityValue } from "./to-entity-value.ts";

const paris = "Europe/Paris";
const date = (at: string, grain: string) => ({ "@type": "dateEntity", date: at, grain });

test.each<[string, string, Json, unknown]>([
  ["a text", "city", "lille", { "@type": "string", value: "lille", candidates: [] }],
  ["an address of mail", "email", "a@b.example", { "@type": "email", value: "a@b.example" }],
  ["a number of a phone", "phone", "+33123456789", { "@type": "phoneNumber", value: "+33123456789" }],
  ["a number", "number", 3, { "@type": "number", value: 3 }],
  ["an ordinal", "ordinal", 3, { "@type": "ordinal", value: 3 }],
  [
    "what says its kind itself",
    "x",
    { "@type": "distance", value: 3, unit: "km" },
    { "@type": "distance", value: 3, unit: "km" },
  ],
  ["a day in winter", "date", { date: "2026-12-03", granularity: "day" }, date("2026-12-02T23:00:00Z", "day")],
  [
    "an hour in summer",
    "date",
    { date: "2027-07-03", time: "08:30", granularity: "minute" },
    date("2027-07-03T06:30:00Z", "minute"),
  ],
  [
    "an evening",
    "date",
    { date: "2026-12-03", part: "evening", granularity: "part" },
    date("2026-12-03T17:00:00Z", "hour"),
  ],
  [
    "a period",
    "date",
    { date: "2026-12-03", granularity: "day", end: { date: "2026-12-05" } },
    {
      "@type": "dateIntervalEntity",
      date: date("2026-12-02T23:00:00Z", "day"),
      toDate: date("2026-12-04T23:00:00Z", "day"),
    },
  ],
  [
    "the day on which the clocks change",
    "date",
    { date: "2027-03-28", time: "03:30", granularity: "minute" },
    date("2027-03-28T01:30:00Z", "minute"),
  ],
  ["what Tock has no kind for", "seat", { row: 3 }, undefined],
  ["a list", "seat", [1, 2], undefined],
])("%s has Tock's form", (_what, entity, value, expected) => {
  expect(toEntityValue(entity, value, paris)).toEqual(expected);
});

test.each([
  ["date", { type: "duckling:datetime", role: "datetime" }],
  ["city", { type: "app:city", role: "city" }],
  ["rail:station", { type: "rail:station", role: "rail:station" }],
])("%s has Tock's name", (entity, expected) => {
  expect(toEntityName(entity, "app")).toEqual(expected);
});
