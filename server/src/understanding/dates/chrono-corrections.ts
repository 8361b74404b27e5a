import { type MappedText, rewrite } from "#understanding/text/mapped-text.ts";
import { numberWordsOf, readNumberWords } from "#understanding/numbers/number-words.ts";
import { addDays, partsOf, weekdayAfter } from "./calendar.ts";
import type { Reference } from "./date-value.ts";
import { resolveDay } from "./open-day.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = "january february march april may june july august september october november december".split(" ");

const number = `(?:${numberWordsOf("en").join("|")})`;
const weekday = `(${weekdays.join("|")})`;
const month = `(?:${months.join("|")})`;
const shortMonth = `(${months.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|sept)\\.?`;
const hour = "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const dayNumber = "(\\d{1,2})(?:st|nd|rd|th)?";
const end = "(?![\\p{L}\\p{N}])";

/** The words that may follow "the 3rd": "the 3rd option" is no day. */
const afterDay = "(?=$|[\\n,.;:!?)]| ?-| (?:at|in|to|until|till|before|after|and|or|from|for|please|thanks|\\d))";

type Correction = { pattern: RegExp; replace: (match: RegExpExecArray, reference: Reference) => string | undefined };

function correction(source: string, replace: Correction["replace"]): Correction {
  return { pattern: new RegExp(`(?<![\\p{L}\\p{N}])${source}`, "gu"), replace };
}

/**
 * Words that `chrono-node` reads wrongly or not at all in English, and words with the same meaning that it reads correctly:
 * `20 november 2026` for days, `6:30` for times. They are applied in this order.
 */
const englishCorrections: readonly Correction[] = [
  correction(
    `${number}(?:[ -]${number}){0,4}(?= (?:minutes?|mins?|hours?|days?|weeks?|months?|years?|o'clock|am|pm)${end})`,
    ([words]) => toDigits(words),
  ),
  correction(
    `(at|by|until|till|from|around|about|before|after) ${hour}(?![a-z:-]|\\d)`,
    ([, word, h]) => `${word} ${toHour(h)}`,
  ),
  correction(`half past ${hour}${end}`, ([, h]) => toClock(h, 30)),
  correction(`(?:a )?quarter past ${hour}${end}`, ([, h]) => toClock(h, 15)),
  correction(`(?:a )?quarter to ${hour}${end}`, ([, h]) => toClock(h, -15)),
  correction(`(\\d{1,2}) minutes past ${hour}${end}`, ([, minutes, h]) => toClock(h, Number(minutes))),
  correction(`(\\d{1,2}) minutes to ${hour}${end}`, ([, minutes, h]) => toClock(h, -Number(minutes))),
  correction(`(\\d{1,2}(?::\\d\\d)?)(?: o'clock)? in the evening${end}`, ([, clock]) => `${clock} pm`),

  correction(`in an hour and a half${end}`, () => "in 90 minutes"),
  correction(`in (\\d{1,2}) and a half hours${end}`, ([, hours]) => `in ${Number(hours) * 60 + 30} minutes`),
  correction(`(?:in a fortnight|a fortnight from (?:now|today))${end}`, () => "in 2 weeks"),

  correction(`(?:the )?day after tomorrow${end}`, (_, { date }) => toEnglishDate(addDays(date, 2))),
  correction(`(?:the )?day before yesterday${end}`, (_, { date }) => toEnglishDate(addDays(date, -2))),
  correction(`a week (?:(?:on|from) )?${weekday}${end}`, ([, name], { date }) => toEnglishDate(weekAfter(name, date))),
  correction(`${weekday} week${end}`, ([, name], { date }) => toEnglishDate(weekAfter(name, date))),
  correction(`a week (?:from )?(today|tomorrow)${end}`, ([, day], { date }) =>
    toEnglishDate(addDays(date, day === "today" ? 7 : 8)),
  ),
  correction(`(?:on )?the (\\d{1,2})(?:st|nd|rd|th)${afterDay}`, ([, day], reference) =>
    toEnglishDate(resolveDay({ type: "dayOfMonth", day: Number(day) }, reference)),
  ),
  correction(
    `((?:19|20|21)\\d\\d|tomorrow|yesterday|${weekday}),? in the (morning|afternoon|evening)${end}`,
    ([, day, , part]) => {
      return `${day} ${part}`;
    },
  ),

  correction(
    `${shortMonth} ${dayNumber}(?! ?(?:-|to |am${end}|pm${end}|a\\.m|p\\.m)|\\d|:)`,
    ([, name, day]) => `${day} ${name}`,
  ),
  correction(
    `(?:from|between) (?:the )?${dayNumber} (?:to|and|until|till) (?:the )?${dayNumber}(?= (?:of )?${month})`,
    ([, from, to]) => {
      return `${from} - ${to}`;
    },
  ),
  correction(`between (\\d{1,2}(?::\\d\\d)? ?(?:am|pm)?) ?and (?=\\d)`, ([, from]) => `${from?.trim()} - `),
  correction(`between ((?:next |this )?${weekday}) and (?=(?:next |this )?${weekday})`, ([, from]) => `${from} - `),
];

/** Rewrites normalized English text in words that `chrono-node` reads correctly. */
export function correctEnglish(normalized: MappedText, reference: Reference): MappedText {
  return englishCorrections.reduce(
    (text, { pattern, replace }) => rewrite(text, pattern, (match) => replace(match, reference)),
    normalized,
  );
}

function toEnglishDate(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const { year, month, day } = partsOf(date);
  return `${day} ${months[month - 1]} ${year}`;
}

/** Undefined: the words are not exactly one number. */
function toDigits(words: string): string | undefined {
  const split = words.split(/[ -]/);
  const read = readNumberWords(split, 0, "en");
  return read?.next === split.length ? String(read.value) : undefined;
}

function toHour(hour = ""): string {
  return toDigits(hour) ?? hour;
}

/** "half past six" is 6:30, "quarter to one" 12:45. */
function toClock(hour: string | undefined, minutes: number): string | undefined {
  const said = Number(toHour(hour));
  const total = said * 60 + minutes;
  if (said < 1 || said > 24 || minutes > 59) return undefined;
  const shown = total < 60 ? total + 720 : total;
  return `${Math.floor(shown / 60) % 24}:${String(shown % 60).padStart(2, "0")}`;
}

function weekAfter(name: string | undefined, today: string): string | undefined {
  const before = addDays(today, 6);
  return before === undefined ? undefined : weekdayAfter(weekdays.indexOf(name ?? ""), before);
}

/** Days of other languages that `chrono-node` confuses with the day beside them, and their distance from today in days. */
const mistakenDays: Readonly<Record<string, readonly (readonly [RegExp, number])[]>> = {
  de: [[/(?<!\p{L})vorgestern(?!\p{L})/giu, -2]],
  es: [
    [/(?<!\p{L})pasado ma[ñn]ana(?!\p{L})/giu, 2],
    [/(?<!\p{L})(?:anteayer|antes de ayer)(?!\p{L})/giu, -2],
  ],
  it: [[/(?<!\p{L})(?:l'altro ieri|avantieri)(?!\p{L})/giu, -2]],
  nl: [
    [/(?<!\p{L})overmorgen(?!\p{L})/giu, 2],
    [/(?<!\p{L})eergisteren(?!\p{L})/giu, -2],
  ],
  pt: [
    [/(?<!\p{L})depois de amanh[ãa](?!\p{L})/giu, 2],
    [/(?<!\p{L})anteontem(?!\p{L})/giu, -2],
  ],
};

/** Rewrites text of another language in words that `chrono-node` reads correctly. */
export function correctOther(normalized: MappedText, language: string, reference: Reference): MappedText {
  return (mistakenDays[language] ?? []).reduce((text, [pattern, days]) => {
    return rewrite(text, pattern, () => toDayFirst(addDays(reference.date, days)));
  }, normalized);
}

/** As all these languages write dates: the day first. */
function toDayFirst(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const { year, month, day } = partsOf(date);
  return `${day}/${month}/${year}`;
}
