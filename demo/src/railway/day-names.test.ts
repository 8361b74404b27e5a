import { expect, test } from "vitest";
import { dayBefore, dayName } from "./day-names.ts";

test("days have their names in each language", () => {
  expect([1, 7].map((day) => dayName(day, "en"))).toEqual(["Monday", "Sunday"]);
  expect([1, 7].map((day) => dayName(day, "fr"))).toEqual(["lundi", "dimanche"]);
});

test("what stands before a time is nothing today, tomorrow, and then the day", () => {
  expect([0, 1, 2].map((inDays) => dayBefore({ inDays, day: 3 }, "en"))).toEqual(["", "tomorrow ", "Wednesday "]);
  expect([0, 1, 2].map((inDays) => dayBefore({ inDays, day: 3 }, "fr"))).toEqual(["", "demain ", "mercredi "]);
});
