import { type Folded, rewrite } from "#understanding/text/fold.ts";
import { numberWordsOf, readNumberWords } from "#understanding/numbers/number-words.ts";
import { addDays, partsOf, weekdayAfter } from "./calendar.ts";
import type { Reference } from "./date-value.ts";
import { closeDay } from "./open-day.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = "january february march april may june july august september october november december".split(" ");

const number = `(?:${numberWordsOf("en").join("|")})`;
const weekday = `(${weekdays.join("|")})`;
const month = `(?:${months.join("|")})`;
const shortMonth = `(${months.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|sept)\\.?`;
const hour = "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const dayNumber = "(\\d{1,2})(?:st|nd|rd|th)?";
const end = "(?![\\p{L}\\p{N}])";

/** What may follow "the 3rd", so that it is not "the 3rd option". */
const behindDay = "(?=$|[\\n,.;:!?)]| ?-| (?:at|in|to|until|till|before|after|and|or|from|for|please|thanks|\\d))";

type Slip = { pattern: RegExp; write: (match: RegExpExecArray, reference: Reference) => string | undefined };

function slip(source: string, write: Slip["write"]): Slip {
  return { pattern: new RegExp(`(?<![\\p{L}\\p{N}])${source}`, "gu"), write };
}

/**
 * What `chrono-node` reads wrongly or not at all in English, and what it reads rightly instead: `20 november 2026` for days,
 * `6:30` for clocks. In this order.
 */
const slips: readonly Slip[] = [
  slip(
    `${number}(?:[ -]${number}){0,4}(?= (?:minutes?|mins?|hours?|days?|weeks?|months?|years?|o'clock|am|pm)${end})`,
    ([words]) => toDigits(words),
  ),
  slip(
    `(at|by|until|till|from|around|about|before|after) ${hour}(?![a-z:-]|\\d)`,
    ([, word, h]) => `${word} ${toHour(h)}`,
  ),
  slip(`half past ${hour}${end}`, ([, h]) => toClock(h, 30)),
  slip(`(?:a )?quarter past ${hour}${end}`, ([, h]) => toClock(h, 15)),
  slip(`(?:a )?quarter to ${hour}${end}`, ([, h]) => toClock(h, -15)),
  slip(`(\\d{1,2}) minutes past ${hour}${end}`, ([, minutes, h]) => toClock(h, Number(minutes))),
  slip(`(\\d{1,2}) minutes to ${hour}${end}`, ([, minutes, h]) => toClock(h, -Number(minutes))),
  slip(`(\\d{1,2}(?::\\d\\d)?)(?: o'clock)? in the evening${end}`, ([, clock]) => `${clock} pm`),

  slip(`in an hour and a half${end}`, () => "in 90 minutes"),
  slip(`in (\\d{1,2}) and a half hours${end}`, ([, hours]) => `in ${Number(hours) * 60 + 30} minutes`),
  slip(`(?:in a fortnight|a fortnight from (?:now|today))${end}`, () => "in 2 weeks"),

  slip(`(?:the )?day after tomorrow${end}`, (_, { date }) => written(addDays(date, 2))),
  slip(`(?:the )?day before yesterday${end}`, (_, { date }) => written(addDays(date, -2))),
  slip(`a week (?:(?:on|from) )?${weekday}${end}`, ([, name], { date }) => written(weekAfter(name, date))),
  slip(`${weekday} week${end}`, ([, name], { date }) => written(weekAfter(name, date))),
  slip(`a week (?:from )?(today|tomorrow)${end}`, ([, day], { date }) =>
    written(addDays(date, day === "today" ? 7 : 8)),
  ),
  slip(`(?:on )?the (\\d{1,2})(?:st|nd|rd|th)${behindDay}`, ([, day], reference) =>
    written(closeDay({ type: "dayOfMonth", day: Number(day) }, reference)),
  ),
  slip(
    `((?:19|20|21)\\d\\d|tomorrow|yesterday|${weekday}),? in the (morning|afternoon|evening)${end}`,
    ([, day, , part]) => {
      return `${day} ${part}`;
    },
  ),

  slip(
    `${shortMonth} ${dayNumber}(?! ?(?:-|to |am${end}|pm${end}|a\\.m|p\\.m)|\\d|:)`,
    ([, name, day]) => `${day} ${name}`,
  ),
  slip(
    `(?:from|between) (?:the )?${dayNumber} (?:to|and|until|till) (?:the )?${dayNumber}(?= (?:of )?${month})`,
    ([, from, to]) => {
      return `${from} - ${to}`;
    },
  ),
  slip(`between (\\d{1,2}(?::\\d\\d)? ?(?:am|pm)?) ?and (?=\\d)`, ([, from]) => `${from?.trim()} - `),
  slip(`between ((?:next |this )?${weekday}) and (?=(?:next |this )?${weekday})`, ([, from]) => `${from} - `),
];

/** Folded English text in words that `chrono-node` reads rightly. */
export function mendEnglish(folded: Folded, reference: Reference): Folded {
  return slips.reduce((text, { pattern, write }) => rewrite(text, pattern, (match) => write(match, reference)), folded);
}

function written(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const { year, month, day } = partsOf(date);
  return `${day} ${months[month - 1]} ${year}`;
}

/** Undefined: not one number. */
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
