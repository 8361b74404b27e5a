import { expect, test } from "vitest";
import { isOpenAt, nextOpening, parseOpeningHours, wallClock } from "./opening-hours.ts";

const hours = parseOpeningHours("Mo-Fr 09:00-12:00,13:30-17:30; Sa 22:00-02:00");

test.each([
  [1, "09:00", true],
  [1, "08:59", false],
  [1, "12:00", false],
  [5, "17:29", true],
  [6, "23:59", true],
  [0, "01:59", true],
  [0, "02:00", false],
])("on day %i at %s it is open: %s", (day, time, expected) => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  expect(isOpenAt(hours, { day, minutes: hour * 60 + minute })).toBe(expected);
});

test("the next opening is later today, or on another day", () => {
  expect(nextOpening(hours, { day: 1, minutes: 12 * 60 })).toEqual({ inDays: 0, at: 13 * 60 + 30 });
  expect(nextOpening(hours, { day: 5, minutes: 18 * 60 })).toEqual({ inDays: 1, at: 22 * 60 });
  expect(nextOpening(hours, { day: 0, minutes: 3 * 60 })).toEqual({ inDays: 1, at: 9 * 60 });
  expect(nextOpening(parseOpeningHours(""), { day: 0, minutes: 0 })).toBeUndefined();
});

test("at every minute of a week when it is closed, it opens at its next opening and not a minute before", () => {
  for (let now = 0; now < 7 * 1440; now += 1) {
    const clock = { day: Math.floor(now / 1440), minutes: now % 1440 };
    if (isOpenAt(hours, clock)) continue;
    const { inDays = 0, at = 0 } = nextOpening(hours, clock) ?? {};
    const opens = { day: (clock.day + inDays) % 7, minutes: at };
    const before = at > 0 && isOpenAt(hours, { ...opens, minutes: at - 1 });
    expect({ clock, open: isOpenAt(hours, opens), before }).toEqual({ clock, open: true, before: false });
  }
});

test("clocks are those of the place, also on the day when they are put forward", () => {
  // On 29 March 2026 it is 03:00 in Paris when it would be 02:00.
  expect(wallClock(Date.UTC(2026, 2, 29, 0, 59), "Europe/Paris")).toEqual({ day: 0, minutes: 119 });
  expect(wallClock(Date.UTC(2026, 2, 29, 1, 0), "Europe/Paris")).toEqual({ day: 0, minutes: 180 });
  expect(wallClock(Date.UTC(2026, 2, 29, 23, 30), "Asia/Tokyo")).toEqual({ day: 1, minutes: 8 * 60 + 30 });
});

test("every day has hours in a week that is always open", () => {
  expect(parseOpeningHours("24/7").every((day) => isOpenAt([day], { day: 0, minutes: 0 }))).toBe(true);
});

test.each([
  "Mo-Fr",
  "9-17",
  "Mo-Fr 9-17",
  "Xx 09:00-10:00",
  "Mo 25:00-26:00",
  "Mo 09:00-09:00",
  "Mo 09:61-10:00",
  "\0",
  "Mo,,Tu 09:00-10:00",
])("%s is refused with words that say how to write it", (source) => {
  expect(() => parseOpeningHours(source)).toThrow(/are not understood\. Write them as in/);
});
