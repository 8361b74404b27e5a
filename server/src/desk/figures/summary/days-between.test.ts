import { expect, test } from "vitest";
import { daysBetween } from "./days-between.ts";

const hour = 3_600_000;
const hoursOf = (day: string, zone: string): number[] =>
  daysBetween(day, day, zone).map(({ from, to }) => (to - from) / hour);

test.for<[string, string, number]>([
  ["2026-03-29", "Europe/Paris", 23],
  ["2026-10-25", "Europe/Paris", 25],
  ["2026-03-08", "America/New_York", 23],
  ["2026-11-01", "America/New_York", 25],
  ["2026-10-04", "Australia/Lord_Howe", 23.5],
  ["2026-04-05", "Australia/Lord_Howe", 24.5],
  // The clocks go from 24:00 to 1:00, so the day begins at 1:00.
  ["2026-09-06", "America/Santiago", 23],
  ["2026-04-04", "America/Santiago", 25],
  ["2026-11-30", "Asia/Kolkata", 24],
  ["2026-11-30", "UTC", 24],
])("%s in %s has %d hours", ([day, zone, hours]) => {
  expect(hoursOf(day, zone)).toEqual([hours]);
});

test("a year of days has no gap and no overlap, and begins at midnight", () => {
  for (const zone of ["Europe/Paris", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"]) {
    const days = daysBetween("2026-01-01", "2026-12-31", zone);
    expect(days).toHaveLength(365);
    for (const [index, { to }] of days.entries()) expect(days[index + 1]?.from ?? to).toBe(to);
    const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
    for (const { day, from } of days) expect(clock.format(from)).toMatch(new RegExp(`^${day} 0[01]:00:00$`));
  }
});

test("the last day may not come before the first", () => {
  expect(daysBetween("2026-01-02", "2026-01-01", "UTC")).toEqual([]);
});
