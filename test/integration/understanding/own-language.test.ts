import { expect, test } from "vitest";
import { type Language, date, duration, number, ordinal, yesNo } from "@causerie/server";

/** What a bot developer writes for a language that is not built in. Months, weekdays and "i morgon" come from CLDR. */
const swedish: Language = {
  language: "sv",
  numbers: {
    zero: "noll",
    small: "ett/en tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    tens: "tjugo trettio fyrtio femtio sextio sjuttio attio nittio",
    hundred: "hundra",
    bareHundred: true,
    scales: { tusen: 1000 },
    bareScales: "tusen",
    articles: "en ett",
    ordinals: "forsta andra tredje",
    ordinalEndings: "a e",
  },
  dates: {
    weekday: { open: "pa {weekday}", nextWeek: "{weekday} nasta vecka" },
    dayAndMonth: "[den] {day} {mon}",
    units: { minute: "minut minuter", hour: "timme timmar", day: "dag dagar", week: "vecka veckor" },
    ahead: "om {duration}",
    ago: "for {duration} sedan",
    clock: "klockan {time}",
    partsOfToday: { 0: { evening: "ikvall; i kvall" } },
    join: "klockan; den",
    idle: "om for fore efter",
    omitted: ["den ", "klockan "],
  },
  yesNo: { yes: "ja,javisst", no: "nej,nej tack", other: "", leading: "ja,nej" },
};

const options = { languages: [swedish] };
const context = { locale: "sv-SE", now: Date.UTC(2026, 10, 18, 13), timeZone: "Europe/Stockholm" };

test.each([
  ["i morgon", { date: "2026-11-19", granularity: "day" }],
  ["i morgon klockan 20:30", { date: "2026-11-19", time: "20:30", granularity: "minute" }],
  ["fredag klockan arton", { date: "2026-11-20", time: "18:00", granularity: "hour" }],
  ["måndag nästa vecka", { date: "2026-11-23", granularity: "day" }],
  ["den 3 juni", { date: "2026-06-03", granularity: "day" }],
  ["om två veckor", { date: "2026-12-02", granularity: "day" }],
  ["ikväll", { date: "2026-11-18", part: "evening", granularity: "part" }],
])("an author's language reads the date %s", (text, value) => {
  expect(date(options).find(`Ja, ${text}!`, context)).toEqual([{ start: 4, end: 4 + text.length, value }]);
  expect(date().find(`Ja, ${text}!`, context)).toEqual([]);
});

test("its numbers, ordinals, lengths of time and answers are read too", () => {
  expect(
    number(options)
      .find("tjugofem biljetter", context)
      .map(({ value }) => value),
  ).toEqual([25]);
  expect(
    number(options)
      .find("tvåhundra tjugo", context)
      .map(({ value }) => value),
  ).toEqual([220]);
  expect(ordinal(options).read("den andra", context)).toBe(2);
  expect(duration(options).read("tre timmar", context)).toEqual({ hours: 3 });
  expect(yesNo(options).read("javisst", context)).toBe("yes");
  expect(yesNo(options).read("nej tack", context)).toBe("no");
});

test("there, too, a part of an expression is not the whole", () => {
  expect(date(options).find("två veckor före i morgon", context)).toEqual([]);
  expect(number(options).find("sju trettio", context)).toEqual([]);
});

test("a template with a bracket too many says so", () => {
  const broken: Language = { language: "sv", dates: { clock: "klockan {time}]" } };
  expect(() => date({ languages: [broken] }).find("klockan 8", context)).toThrow(
    'the template "klockan {time}]" has a bracket too many',
  );
});
