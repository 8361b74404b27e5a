import type { NumberReader } from "#understanding/numbers/number-reader.ts";
import { wordsIn } from "#understanding/numbers/number-words.ts";
import { spokenNumbers } from "#understanding/numbers/readers.ts";
import type { Language } from "#understanding/languages/language.ts";
import type { DayPart } from "#understanding/dates/value/date-value.ts";
import type { DateWords, DurationUnit } from "./date-words.ts";
import { relativeDays, relativePeriods } from "./relative-names.ts";
import { type Names, monthNames, weekdayNames } from "./names.ts";
import { type PhraseSet, phraseSet } from "./phrase-set.ts";
import { type Template, beginningsOf, parseTemplates, wordsOfTemplate } from "./template.ts";
import { tokensOf } from "./token.ts";

/** What a template means: a field of `DateWords`, and its key there. */
export type Meaning = { field: string; key: string };

export type Production = Meaning & { template: Template };

/** The words of a language, ready to read dates. */
export type DateGrammar = {
  language: string;
  words: DateWords;
  numbers: NumberReader | undefined;
  /** The articles that count as one: "a week". */
  one: ReadonlySet<string>;
  /** "1h et demie". */
  plus: readonly { tokens: readonly string[]; share: number }[];
  weekdays: Names;
  months: Names;
  units: ReadonlyMap<string, DurationUnit>;
  ordinalEndings: ReadonlySet<string>;
  doubtful: ReadonlySet<string>;
  days: ProductionIndex;
  clocks: ProductionIndex;
  partsOfToday: ProductionIndex;
  parts: ProductionIndex;
  partsOfClock: ProductionIndex;
  lengths: ProductionIndex;
  phrases: Readonly<Record<PhraseList, PhraseSet>>;
  /** Words that only dates have. Left over beside a date, they say that it was not understood. */
  datish: ReadonlySet<string>;
  /** Words that may stand between a date and what belongs to it. */
  idle: ReadonlySet<string>;
  partEndings: readonly { ending: string; part: DayPart }[];
};

/** Productions by their first word, or by the slot that they begin with. */
export type ProductionIndex = {
  byWord: ReadonlyMap<string, readonly Production[]>;
  bySlot: readonly (readonly [slot: string, productions: readonly Production[]])[];
};

const phraseLists = [
  "join",
  "until",
  "from",
  "between",
  "and",
  "before",
  "after",
  "separate",
  "veto",
  "counting",
  "greetings",
  "partBefore",
  "lasting",
  "beforeDay",
  "beforeYear",
  "am",
  "pm",
] as const;
type PhraseList = (typeof phraseLists)[number];

const dayFields = [
  "days",
  "weekday",
  "dated",
  "dayOfMonth",
  "dayAndMonth",
  "inMonth",
  "year",
  "period",
  "edge",
  "holidays",
  "ahead",
  "ago",
  "durationBefore",
  "durationAfter",
  "dayBefore",
  "dayAfter",
  "nthWeekday",
  "lastWeekday",
  "daysOfMonth",
  "openDays",
  "now",
] as const satisfies readonly (keyof DateWords)[];
const clockFields = [
  "clock",
  "bareClock",
  "clockBeside",
  "clockPlus",
  "minutesPast",
  "minutesTo",
  "noon",
  "midnight",
] as const satisfies readonly (keyof DateWords)[];

const grammars = new WeakMap<Language, DateGrammar>();

/** Undefined: the language has no words for dates. */
export function dateGrammar(language: Language): DateGrammar | undefined {
  if (language.dates === undefined) return undefined;
  const grammar = grammars.get(language) ?? compile(language, language.dates);
  grammars.set(language, grammar);
  return grammar;
}

function compile(language: Language, words: DateWords): DateGrammar {
  const numbers = language.numbers;
  const phrases = Object.fromEntries(
    phraseLists.map((list) => [list, phraseSet(words[list])]),
  ) as DateGrammar["phrases"];
  const weekdays = without(weekdayNames(language.language, words.weekdays, words.weekdaysInShort), words.notNames);
  const months = without(monthNames(language.language, words.months, words.monthsInShort), words.notNames);
  const units = new Map(
    Object.entries(words.units ?? {}).flatMap(([unit, names]) =>
      wordsIn(names).map((name) => [name, unit as DurationUnit] as const),
    ),
  );
  const idle = idleWords(words);
  return {
    language: language.language,
    words,
    numbers: spokenNumbers(language)?.reader,
    one: new Set(
      [...(numbers?.article ?? "").split("/"), ...(numbers?.small.split(" ")[0] ?? "").split("/")].filter(
        (each) => each !== "",
      ),
    ),
    plus: Object.entries(numbers?.plus ?? {}).map(([phrase, share]) => ({ tokens: phrase.split(" "), share })),
    weekdays,
    months,
    units,
    ordinalEndings: new Set(wordsIn(numbers?.ordinalEndings)),
    doubtful: new Set(wordsIn(words.doubtful)),
    days: indexOf([
      ...dayFields.flatMap((field) => productionsOf(field, words[field])),
      ...productionsOf("days", relativeDays(language.language)),
      ...productionsOf("period", relativePeriods(language.language)),
    ]),
    clocks: indexOf(clockFields.flatMap((field) => productionsOf(field, words[field]))),
    partsOfToday: indexOf(
      Object.entries(words.partsOfToday ?? {}).flatMap(([distance, parts]) => productionsOf(distance, parts)),
    ),
    parts: indexOf([...productionsOf("parts", words.parts), ...productionsOf("partsOfClock", words.partsOfClock)]),
    partsOfClock: indexOf(productionsOf("partsOfClock", words.partsOfClock)),
    lengths: indexOf(productionsOf("lengths", words.lengths)),
    phrases,
    datish: withoutNumbers(datishWords(words, weekdays, months, units, idle), spokenNumbers(language)?.reader),
    idle,
    partEndings: Object.entries(words.partEndings ?? {}).flatMap(([part, endings]) =>
      wordsIn(endings).map((ending) => ({ ending, part: part as DayPart })),
    ),
  };
}

function without(names: Names, words: string | undefined): Names {
  const left = new Map(names);
  for (const word of wordsIn(words)) left.delete(word);
  return left;
}

function productionsOf(
  field: string,
  templates: string | Readonly<Record<string, string | undefined>> | undefined,
): Production[] {
  if (templates === undefined) return [];
  const lists = typeof templates === "string" ? { "": templates } : templates;
  return Object.entries(lists).flatMap(([key, list]) =>
    parseTemplates(list ?? "").map((template) => ({ field, key, template })),
  );
}

function indexOf(productions: readonly Production[]): ProductionIndex {
  const byWord = new Map<string, Production[]>();
  const bySlot = new Map<string, Production[]>();
  for (const production of productions) {
    for (const beginning of new Set(beginningsOf(production.template))) {
      const [index, key] = beginning.startsWith("{") ? [bySlot, beginning.slice(1, -1)] : [byWord, beginning];
      index.set(key, [...(index.get(key) ?? []), production]);
    }
  }
  return { byWord, bySlot: [...bySlot] };
}

function datishWords(
  words: DateWords,
  weekdays: Names,
  months: Names,
  units: ReadonlyMap<string, DurationUnit>,
  idle: ReadonlySet<string>,
): Set<string> {
  const productions = [
    productionsOf("", words.days),
    productionsOf("", words.period),
    productionsOf("", words.edge),
    productionsOf("", words.noon),
    productionsOf("", words.midnight),
    productionsOf("", words.parts),
    productionsOf("", words.partsOfClock),
    productionsOf("", words.holidays),
    productionsOf("", words.lengths),
    productionsOf("", words.clock),
    productionsOf("", words.clockPlus),
    productionsOf("", words.ago),
    ...Object.values(words.partsOfToday ?? {}).map((parts) => productionsOf("", parts)),
  ].flat();
  const names = [weekdays, months].flatMap((all) => [...all.values()].flat()).filter(({ short }) => !short);
  const datish = new Set([
    ...productions.flatMap(({ template }) => wordsOfTemplate(template)),
    ...names.map(({ tokens }) => tokens[0] ?? ""),
    ...units.keys(),
    ...wordsIn(words.am),
    ...wordsIn(words.pm),
    ...wordsIn(words.vetoBeside),
  ]);
  for (const word of [...idle, ...wordsIn(words.doubtful)]) datish.delete(word);
  for (const word of datish) if (!/^\p{L}{2}/u.test(word)) datish.delete(word);
  return datish;
}

/** "Fünf" is a word of "fünf vor halb", and counts people, too. */
function withoutNumbers(words: ReadonlySet<string>, numbers: NumberReader | undefined): Set<string> {
  return new Set([...words].filter((word) => numbers?.isNumeric(word) !== true));
}

function idleWords(words: DateWords): Set<string> {
  const { idle, join, until, from, between, and, before, after, separate, beforeDay, beforeYear } = words;
  const lists = [idle, join, until, from, between, and, before, after, separate, beforeDay, beforeYear];
  return new Set(lists.flatMap((list) => tokensOf((list ?? "").replaceAll(";", " ")).map(({ text }) => text)));
}
