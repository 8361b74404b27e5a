import { describe, expect, test } from "vitest";
import { type DateValue, date } from "@causerie/server/understanding/entities/date.ts";
import type { EntityContext } from "@causerie/server/understanding/entities/entity.ts";
import { dateFrames } from "#support/understanding/date-frames.ts";
import { type FreshCase, freshCases, shortYearCases } from "#support/understanding/fresh-dates.ts";

/** A Wednesday, the last day of a year, and the day after a leap day. */
const days = ["2026-11-18", "2026-12-31", "2028-03-01"];

function contextOf(language: string, day: string): EntityContext {
  const locale = language === "en" ? "en-GB" : language;
  return { locale, now: Date.parse(`${day}T11:00:00Z`), timeZone: "Europe/Paris" };
}

/** What is wrong with the values of a text. Undefined: nothing. */
function mistake({ kind, text, meant }: FreshCase, values: readonly DateValue[]): string | undefined {
  const [only, ...others] = values;
  const isRight =
    meant === undefined
      ? only === undefined
      : others.length === 0 &&
        only?.date === meant.date &&
        only.time === meant.time &&
        only.part === meant.part &&
        only.end === undefined;
  return isRight ? undefined : `${kind}: ${text}: ${JSON.stringify(values)}, not ${JSON.stringify(meant)}`;
}

describe.each(Object.keys(dateFrames))("in %s", (language) => {
  test.each(days)("seen from %s, days in all their names are what the calendar says, or nothing", (day) => {
    const context = contextOf(language, day);
    const cases = freshCases(language, day);
    expect(cases.length).toBeGreaterThan(200);
    const wrong = cases.flatMap((each) => {
      const found = date()
        .find(each.text, context)
        .map(({ value }) => value);
      const read = date().read(each.text, context);
      return [mistake(each, found) ?? [], mistake(each, read === undefined ? [] : [read]) ?? []].flat();
    });
    expect(wrong).toEqual([]);
  });

  test("an answer may have a year of two digits, which is no hour", () => {
    const context = contextOf(language, "2026-11-18");
    const wrong = shortYearCases(language).flatMap((each) => {
      const read = date().read(each.text, context);
      return mistake(each, read === undefined ? [] : [read]) ?? [];
    });
    expect(wrong).toEqual([]);
  });
});
