import type { DayPart } from "#understanding/dates/value/date-value.ts";

/** Templates by what they mean, see `Template`. */
type Templates<Key extends string | number> = Readonly<Partial<Record<Key, string>>>;

export type DurationUnit = "minute" | "hour" | "day" | "week" | "month" | "year";

/**
 * How a language writes dates and times. The names of months and weekdays and their abbreviations come from CLDR, number
 * words from the language's `NumberWords`. Everything else is templates, with words in small letters and without accents.
 *
 * | slot                      | stands for                                                            |
 * | ------------------------- | --------------------------------------------------------------------- |
 * | `{weekday}`, `{month}`    | a full name                                                           |
 * | `{wd}`, `{mon}`           | a full name or an abbreviation                                        |
 * | `{day}`                   | a day of a month: `3`, `3rd`, `three`                                 |
 * | `{ordinal}`               | the same, but only with an ending or as an ordinal word               |
 * | `{year}`                  | 1900 to 2199                                                          |
 * | `{n}`, `{duration}`       | a number, a length of time                                            |
 * | `{date}`, `{span}`        | another day; a week, month or year                                    |
 * | `{h}`, `{time}` | an hour; an hour or `8:30` |
 * | `{m}`, `{mm}` | minutes; those of two digits, as behind an hour |
 * | `{noon}`                  | the words for noon and midnight                                       |
 */
export type DateWords = {
  /** More names of weekdays (from Sunday on) and months (from January on). Spellings of one are separated by `/`; `-` for none. */
  weekdays?: string;
  months?: string;
  /** More abbreviations of them, in the same way. */
  weekdaysInShort?: string;
  monthsInShort?: string;
  /** Abbreviations of CLDR that are common words: "so" is not Sunday. */
  notNames?: string;
  /** Names that alone are often something else: "may", "march". They count behind the words of `before`. */
  doubtful?: string;

  /** Days by their distance from today: `{ 0: "today", 1: "tomorrow" }`. */
  days?: Templates<number>;
  weekday?: Templates<
    | "open"
    | "coming"
    | "afterComing"
    | "last"
    | "thisWeek"
    | "nextWeek"
    | "weekAfterNext"
    | "lastWeek"
    | "inAWeek"
    | "inTwoWeeks"
  >;
  /** A weekday with a day of the month: "Tuesday the 21st". */
  dated?: string;
  /** A day of the month alone, of this month, of the next, of the last. */
  dayOfMonth?: Templates<"open" | "this" | "next" | "last">;
  /** A day and its month, without weekday and year. */
  dayAndMonth?: string;
  /** Between weekday and day, and between month and year. */
  beforeDay?: string;
  beforeYear?: string;
  /** A month, so marked that "may" is one: "in {mon}". */
  inMonth?: string;
  year?: string;
  period?: Templates<
    | `${"this" | "next" | "last"}${"Week" | "Month" | "Year" | "Weekend"}`
    | `${"week" | "month" | "year" | "weekend"}AfterNext`
  >;
  /** The first ten days of a month, the next ten, and the rest. */
  edge?: Templates<"start" | "middle" | "end">;
  /** Days by month and day: `{ "12-25": "christmas" }`. */
  holidays?: Readonly<Record<string, string>>;
  /** "in {duration}", "{duration} ago". */
  ahead?: string;
  ago?: string;
  /** "{duration} before {date}", "the day before {date}". */
  durationBefore?: string;
  durationAfter?: string;
  dayBefore?: string;
  dayAfter?: string;
  /** "the {ordinal} {weekday} of {span}", "the last {weekday} of {span}". */
  nthWeekday?: string;
  lastWeekday?: string;
  /** Two days of one month: "{day} to {day} {mon}". */
  daysOfMonth?: string;
  /** Two days of the month: "from the {ordinal} to the {ordinal}". */
  openDays?: string;

  /** Names of the units, separated by spaces. */
  units?: Readonly<Partial<Record<DurationUnit, string>>>;
  /** Lengths of time with a name of their own, in minutes or days: `{ "30 minute": "half an hour" }`. */
  lengths?: Readonly<Record<string, string>>;
  /** Words before a length of time, which is then no time of day: "for 2h". */
  lasting?: string;

  now?: string;
  /** Times of the day with a mark: "{time} o'clock". */
  clock?: string;
  /** Times without one: "at {time}", "at {h} {m}". They count at the end of a phrase, or beside a day. */
  bareClock?: string;
  /** Times that may as well be lengths of time: "{h} heures", "{h} uur". They count beside a day, or as an answer. */
  clockBeside?: string;
  /** "half past {h}" is `{ 30: … }`. */
  clockPlus?: Templates<number>;
  /** "{m} past {h}", "{m} to {h}". */
  minutesPast?: string;
  minutesTo?: string;
  noon?: string;
  midnight?: string;
  am?: string;
  pm?: string;
  /** Parts of a day by its distance from today: `{ 0: { evening: "tonight" } }`. */
  partsOfToday?: Readonly<Record<number, Templates<DayPart>>>;
  /** Parts of a day that is named beside them: "morning", "in the morning". */
  parts?: Templates<DayPart>;
  /** Parts that make a time clear: "8 in the evening". They also count where `parts` do. */
  partsOfClock?: Templates<DayPart>;
  /** "Montagabend": a part may be written together with a day. Its last words. */
  partEndings?: Templates<DayPart>;

  /** Words between the parts of a date, and between days and times, each a phrase. */
  join?: string;
  /** Words between the two ends of a period, before its begin, and behind that for the second end. */
  until?: string;
  from?: string;
  between?: string;
  and?: string;
  /** Words before a date that make doubtful words a date. */
  before?: string;
  /** Words that may follow a bare day or hour: "the 3rd please". A noun may not: "the 3rd option". */
  after?: string;
  /** Words that separate a date from others: "Monday or Tuesday". */
  separate?: string;
  /** Words that make a date another one, or many: "every", "except". With one of them nothing is found. */
  veto?: string;
  /** The same, if they stand right beside a date: names of days that are not known, such as "easter". */
  vetoBeside?: string;
  /** Words of the templates that other phrases have too, and that do not matter when they are left over: "next", "this". */
  idle?: string;
  /** Words before a number that say it counts something: "for 4". */
  counting?: string;
  /** Words before the name of a day that make it a part of one: "la mañana" is the morning, and "mañana" tomorrow. */
  partBefore?: string;
  /** "good morning" is no morning. */
  greetings?: string;
  /** What answers leave out: "3" is "the 3". */
  omitted?: readonly string[];
  /** Digits with a point are ordinals: "21. Mai". */
  ordinalPoint?: boolean;
};
