import type { OpenHours, Queue } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { addOpenMinutes } from "./add-open-minutes.ts";
import { dueAt } from "./due-at.ts";

const weekdays: OpenHours = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };
const at = (text: string): number => Date.parse(text);
const add = (hours: OpenHours[] | undefined, timeZone: string, from: string, minutes: number): string =>
  new Date(addOpenMinutes({ ...(hours === undefined ? {} : { hours }), timeZone }, at(from), minutes)).toISOString();

describe("minutes of opening hours", () => {
  test.for<[string, OpenHours[] | undefined, string, string, number, string]>([
    [
      "are all minutes where there are no hours",
      undefined,
      "UTC",
      "2026-11-28T23:50:00Z",
      20,
      "2026-11-29T00:10:00.000Z",
    ],
    ["begin with the next opening", [weekdays], "Europe/Paris", "2026-11-28T12:00:00Z", 30, "2026-11-30T08:30:00.000Z"],
    ["go on the next morning", [weekdays], "Europe/Paris", "2026-11-30T15:50:00Z", 30, "2026-12-01T08:20:00.000Z"],
    [
      "leave out the noon",
      [
        { ...weekdays, to: "12:00" },
        { ...weekdays, from: "13:00" },
      ],
      "UTC",
      "2026-11-30T11:55:00Z",
      10,
      "2026-11-30T13:05:00.000Z",
    ],
    [
      "count once where hours overlap",
      [weekdays, { ...weekdays, from: "10:00", to: "18:00" }],
      "UTC",
      "2026-11-30T16:50:00Z",
      60,
      "2026-11-30T17:50:00.000Z",
    ],
    [
      "go past midnight",
      [{ days: [5], from: "22:00", to: "02:00" }],
      "UTC",
      "2026-11-28T01:50:00Z",
      20,
      "2026-12-04T22:10:00.000Z",
    ],
    // The night of 29 March 2026 has no hour between 2 and 3 in Paris.
    [
      "are those that pass when the clock changes",
      [{ days: [7], from: "00:00", to: "06:00" }],
      "Europe/Paris",
      "2026-03-28T23:00:00Z",
      180,
      "2026-03-29T02:00:00.000Z",
    ],
  ])("%s", ([, hours, timeZone, from, minutes, expected]) => {
    expect(add(hours, timeZone, from, minutes)).toBe(expected);
  });
});

test("the first answer and later ones have limits of their own, and nothing is due without one", () => {
  const queue: Queue = {
    id: "a",
    name: "A",
    position: 1,
    languages: [],
    skills: [],
    connectors: [],
    firstAnswerMinutes: 5,
  };
  expect(dueAt(queue, { state: "waiting" }, 0)).toBe(300_000);
  expect(dueAt(queue, { state: "open" }, 0)).toBe(300_000);
  expect(dueAt(queue, { state: "open", repliedAt: 1 }, 0)).toBeUndefined();
  expect(dueAt({ ...queue, nextAnswerMinutes: 2 }, { state: "open", repliedAt: 1 }, 0)).toBe(120_000);
  expect(dueAt(queue, { state: "open" }, undefined)).toBeUndefined();
  expect(dueAt(undefined, { state: "waiting" }, 0)).toBeUndefined();
});
