import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type DateValue, date } from "@causerie/server/understanding/entities/date.ts";
import type { EntityContext, Found } from "@causerie/server/understanding/entities/entity.ts";
import { type DateCase, dateCases, weekdayNames } from "#support/understanding/date-cases.ts";
import { datePhrases } from "#support/understanding/date-phrases.ts";

const languages = Object.keys(datePhrases);

/** Days around the turn of the month, the year and the clocks, at noon in Paris. */
const days = ["2026-11-18", "2026-12-31", "2027-03-27", "2028-02-29"];

function contextOf(language: string, day: string): EntityContext {
  const locale = language === "en" ? "en-GB" : language;
  return { locale, now: Date.parse(`${day}T11:00:00Z`), timeZone: "Europe/Paris" };
}

function find(text: string, context: EntityContext): Found<DateValue>[] {
  return date().find(text, context);
}

/** What is wrong with the mentions of a text. Undefined: nothing. */
function mistake({ text, date: day, time, part }: DateCase, found: readonly Found<DateValue>[]): string | undefined {
  const [only] = found;
  const isRight =
    found.length === 1 && only?.value.date === day && only.value.time === time && only.value.part === part;
  return isRight
    ? undefined
    : `${text}: ${JSON.stringify(found.map(({ value }) => value))}, not ${day} ${time ?? part ?? ""}`;
}

describe.each(["UTC", "America/New_York", "Pacific/Kiritimati"])("while the process runs in %s", (zone) => {
  beforeAll(() => void vi.stubEnv("TZ", zone));
  afterAll(() => void vi.unstubAllEnvs());

  test.each(languages)(
    "%s: days, times and their order, each in every combination, are what the calendar says",
    (language) => {
      for (const day of zone === "UTC" ? days.slice(0, 2) : days.slice(2, 3)) {
        const context = contextOf(language, day);
        const wrong = dateCases(language, day).flatMap(
          (each) => mistake(each, find(`Ok: ${each.text}.`, context)) ?? [],
        );
        expect(wrong).toEqual([]);
      }
    },
  );
});

describe.each(languages)("in %s", (language) => {
  const context = contextOf(language, "2026-11-18");
  const phrases = datePhrases[language];
  const cases = dateCases(language, "2026-11-18");

  test.each(phrases?.hard ?? [])("%s: nothing is found, because a part of it is understood only", (text) => {
    expect(find(text, context)).toEqual([]);
  });

  test("words of dates beside a date are part of it, so the date alone is never found", () => {
    const named = cases.filter(({ time, part }) => time === undefined && part === undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...named),
        fc.constantFrom(...loose(language)),
        fc.boolean(),
        (known, word, isFirst) => {
          const text = isFirst ? `${word} ${known.text}` : `${known.text} ${word}`;
          const range = find(text, context).map(({ start, end }) => text.slice(start, end));
          expect(range).not.toContain(known.text);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("an answer that is a date is read, whatever the bot's language is", () => {
    const short = cases.filter((_, index) => index % 7 === 0);
    const wrong = short.flatMap((each) => {
      const value = date().read(each.text, { ...context, locale: "sv" });
      return mistake(each, value === undefined ? [] : [{ start: 0, end: 0, value }]) ?? [];
    });
    expect(wrong).toEqual([]);
  });
});

/** Words that say something about a date, and make no date with each of those of the cases. */
function loose(language: string): string[] {
  const words: Readonly<Record<string, readonly string[]>> = {
    en: ["fortnightly", "half", "weeks", "months", "easter", "year", "7 weeks"],
    fr: ["demie", "semaines", "années", "pâques", "trois semaines"],
    de: ["halb", "Wochen", "Monate", "Ostern", "drei Wochen"],
    es: ["semanas", "meses", "años", "pascua", "tres semanas"],
    it: ["settimane", "mesi", "anni", "pasqua", "tre settimane"],
    nl: ["weken", "maanden", "pasen", "drie weken"],
    pt: ["semanas", "meses", "anos", "páscoa", "três semanas"],
  };
  return [...(words[language] ?? [])];
}

/** Languages without words for dates. */
const unknown = "ru uk pl cs sv nb da fi tr ar he fa el hu ro bg hr vi id th ja ko zh hi".split(" ");

describe.each(unknown)("in %s, whose words for dates are not known", (language) => {
  const context = contextOf(language, "2026-11-18");
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const distances = new Map([-2, -1, 0, 1, 2].map((distance) => [relative.format(distance, "day"), distance]));
  const words = [...distances.keys(), ...weekdayNames(language)];

  test("a time beside a day is not today, but nothing", () => {
    const texts = words.flatMap((word) =>
      [`${word} 20:00`, `20:00 ${word}`, `${word}, 20:30`, `${word} 21/11`].map((text) => ({ word, text })),
    );
    expect(texts.filter(({ text }) => find(text, context).length > 0)).toEqual([]);
    // "Ieri" is yesterday in Romanian too, and "i morgen" is tomorrow to a German.
    const isWrong = ({ word, text }: { word: string; text: string }): boolean => {
      const read = date().read(text, context)?.date;
      return read !== undefined && read !== right(word);
    };
    expect(texts.filter(isWrong)).toEqual([]);
  });

  function right(word: string): string | undefined {
    const distance = distances.get(word);
    return distance === undefined
      ? undefined
      : new Date(Date.parse("2026-11-18") + distance * 86_400_000).toISOString().slice(0, 10);
  }

  test("nor in a bot of another language", () => {
    for (const other of ["en-GB", "fr", "de"]) {
      const wrong = words
        .filter((word) => /^\P{Nd}{3,}$/u.test(word) && !word.includes(" "))
        .flatMap((word) => [`${word} 20:00`, `20:00 ${word}`])
        .filter((text) => find(text, { ...context, locale: other }).length > 0);
      // Some languages share the names of days with one of ours.
      expect(wrong.filter((text) => !isShared(text, other))).toEqual([]);
    }
  });

  test("a date in digits is one, with its year", () => {
    expect(date().read("20:00", context)).toMatchObject({ date: "2026-11-18", time: "20:00" });
    expect(find("→ 2026-11-21 ←", context).map(({ value }) => value.date)).toEqual(["2026-11-21"]);
  });
});

/** Whether the word is known in a bot's own language: Danish "mandag" is not German, but Romanian "marți" begins like "mardi". */
function isShared(text: string, locale: string): boolean {
  const own = [
    ...weekdayNames(locale),
    ...[-1, 0, 1].map((day) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(day, "day")),
  ];
  return own.some((word) => text.toLowerCase().includes(word.toLowerCase()));
}

test("dates in digits are read in the order and the script of the region, as CLDR writes them", () => {
  const locales =
    "en-US en-GB en-CA en-AU en-IN en-ZA fr-FR fr-CA fr-CH de-DE de-CH de-AT es-ES es-MX es-US it-IT nl-NL nl-BE pt-BR pt-PT sv-SE nb-NO fi-FI pl-PL ru-RU uk-UA tr-TR ja-JP ko-KR zh-CN hu-HU lt-LT ar-EG hi-IN-u-nu-deva bn-BD".split(
      " ",
    );
  for (const locale of locales) {
    const format = new Intl.DateTimeFormat(locale, {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      calendar: "gregory",
      timeZone: "UTC",
    });
    for (const day of ["2026-05-12", "2026-12-05", "2027-01-31"]) {
      const text = format.format(Date.parse(day));
      const read = date().read(text, { locale, now: Date.parse("2026-11-18T12:00:00Z"), timeZone: "UTC" });
      expect(`${locale} ${text} ${read?.date}`).toBe(`${locale} ${text} ${day}`);
    }
  }
});
