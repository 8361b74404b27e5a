import { normalizeLetters } from "#understanding/text/mapped-text.ts";
import { tokensOf } from "./token.ts";

/** The name of a month (from 1) or a weekday (from 0, Sunday) as tokens. */
export type Name = { tokens: readonly string[]; value: number; short: boolean };

/** Names by their first token. */
export type Names = ReadonlyMap<string, readonly Name[]>;

/** The names of a language from CLDR, and those that its author adds. */
export function weekdayNames(language: string, more: string | undefined, shorter: string | undefined): Names {
  // January 4, 1970 was a Sunday.
  const days = Array.from({ length: 7 }, (_, index) => Date.UTC(1970, 0, 4 + index));
  const cldr = (weekday: "long" | "short"): string[] => {
    const format = new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" });
    return days.map((day) => format.format(day));
  };
  return toNames([
    ...named(cldr("long").join(";"), ";", 0, false),
    ...named(more, " ", 0, false),
    ...named(cldr("short").join(";"), ";", 0, true),
    ...named(shorter, " ", 0, true),
  ]);
}

export function monthNames(language: string, more: string | undefined, shorter: string | undefined): Names {
  const months = Array.from({ length: 12 }, (_, index) => Date.UTC(1970, index, 15));
  // Some languages inflect the name of a month beside a day.
  const cldr = (month: "long" | "short", day: "numeric" | undefined): string[] => {
    const format = new Intl.DateTimeFormat(
      language,
      day === undefined ? { month, timeZone: "UTC" } : { month, day, timeZone: "UTC" },
    );
    return months.map((each) => format.formatToParts(each).find(({ type }) => type === "month")?.value ?? "");
  };
  return toNames([
    ...named(cldr("long", undefined).join(";"), ";", 1, false),
    ...named(cldr("long", "numeric").join(";"), ";", 1, false),
    ...named(more, " ", 1, false),
    ...named(cldr("short", "numeric").join(";"), ";", 1, true),
    ...named(shorter, " ", 1, true),
  ]);
}

function named(list: string | undefined, separator: string, from: number, short: boolean): Name[] {
  if (list === undefined || list.trim() === "") return [];
  return list
    .trim()
    .split(separator)
    .flatMap((spellings, index) =>
      spellings.split("/").flatMap((each) => {
        const tokens = tokensOf(normalizeLetters(each).text).map(({ text }) => text);
        const words = short ? tokens.filter((token) => token !== ".") : tokens;
        return words.length === 0 || words[0] === "-" ? [] : [{ tokens: words, value: from + index, short }];
      }),
    );
}

function toNames(names: readonly Name[]): Names {
  return Map.groupBy(names, ({ tokens }) => tokens[0] ?? "");
}
