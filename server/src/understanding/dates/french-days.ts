import {
  addDays,
  addMonths,
  mondayOf,
  partsOf,
  toDay,
  weekdayAfter,
  weekdayBefore,
  weekdayInWeek,
} from "./calendar.ts";
import type { Granularity } from "./date-value.ts";
import { type OpenDay, resolveDay } from "./open-day.ts";
import { type Piece, type Rule, rule } from "./piece.ts";

const weekdays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
export const months = [
  "janvier",
  "fevrier",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "aout",
  "septembre",
  "octobre",
  "novembre",
  "decembre",
];

const weekday = `(${weekdays.join("|")})`;
const shortWeekday = `(${weekdays.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join("|")})`;
const month = `(${months.join("|")})`;
const shortMonth = `(${months.join("|")}|janv?|fevr?|mar|avr|juil|sept?|oct|nov|dec)(?:\\.(?= (?:19|20|21)))?`;
const day = "(1er|\\d{1,2})";
const year = "((?:19|20|21)\\d\\d)";
const number = "(\\d{1,4}|une?)";

/** After these words, a number is a day, and "mars" or "mai" is a month. */
const dated =
  "(?<=(?<![\\p{L}\\p{N}])(?:le|du|au|des|pour|avant|apres|depuis|jusqu'au|jusqu'en|d'ici|en|de|debut|fin|courant|mi)[- ])";

/** The words that may follow "le 3": "le 3 pièces" is no day. */
const afterDay =
  "(?= ?(?:$|[\\n,.;:!?)]| (?:a|au|vers|pour|des|avant|apres|matin|soir|midi|s'il|svp|stp|merci|et|ou|prochain)(?![\\p{L}\\p{N}])))";

export const frenchDays: readonly Rule[] = [
  rule("aujourd'? ?hui", (_, { date }) => fixed(date)),
  rule("demain", (_, { date }) => fixed(addDays(date, 1))),
  rule("apres[- ]?demain", (_, { date }) => fixed(addDays(date, 2))),
  rule("hier", (_, { date }) => fixed(addDays(date, -1))),
  rule("avant[- ]?hier", (_, { date }) => fixed(addDays(date, -2))),

  rule(`(?:ce )?${weekday}`, ([, name]) => ({ type: "day", day: openWeekday(name), granularity: "day" })),
  rule(`${weekday} (?:prochain|suivant)`, ([, name], { date }) => fixed(weekdayAfter(weekdayNumber(name), date))),
  rule(`${weekday} (?:dernier|passe)`, ([, name], { date }) => fixed(weekdayBefore(weekdayNumber(name), date))),
  rule(`${weekday} en (?:8|huit)`, ([, name], { date }) => fixed(comingWeekday(name, date, 7))),
  rule(`${weekday} en (?:15|quinze)`, ([, name], { date }) => fixed(comingWeekday(name, date, 14))),
  rule(
    `${weekday} (?:de )?(cette|la) semaine(?: (prochaine|suivante|derniere|passee))?`,
    ([, name, , which], { date }) => fixed(weekdayInWeek(weekdayNumber(name), stepOf(which), date)),
  ),
  rule(`${shortWeekday},? (?:le )?${day}`, ([, name, of], reference) => {
    const open: OpenDay = { type: "dayOfMonth", day: dayNumber(of), weekday: weekdayNumber(name) };
    return resolveDay(open, reference) === undefined ? undefined : openDay(open);
  }),

  rule(`(?:${shortWeekday},? (?:le )?)?${day}(?: de)? ${shortMonth}(?:,? (?:de )?${year})?`, ([, , of, name, inYear]) =>
    dayOfYear(of, monthNumber(name), inYear),
  ),
  rule(`(?:${shortWeekday},? (?:le )?)?(\\d\\d)/(\\d\\d)`, ([, , of, name]) => dayOfYear(of, Number(name), undefined)),
  rule(`(?:${shortWeekday},? (?:le )?|${dated})(\\d{1,2})/(\\d{1,2})`, ([, , of, name]) =>
    dayOfYear(of, Number(name), undefined),
  ),
  rule(`(?:${shortWeekday},? (?:le )?)?(\\d{1,2})([/.-])(\\d{1,2})\\3(\\d{4}|\\d\\d)`, ([, , of, , name, inYear]) =>
    dayOfYear(of, Number(name), inYear),
  ),
  rule("(\\d{4})-(\\d\\d)-(\\d\\d)", ([, inYear, name, of]) => dayOfYear(of, Number(name), inYear)),
  rule(`le ${day}${afterDay}`, ([, of]) => openDay({ type: "dayOfMonth", day: dayNumber(of) })),

  rule(`(?:du |entre le )?${day} (?:au|-|et le) ${day} ${shortMonth}(?: ${year})?`, ([, from, to, name, inYear]) =>
    until(dayOfYear(from, monthNumber(name), inYear), dayOfYear(to, monthNumber(name), inYear)),
  ),
  rule(`(?:du ${day} au|entre le ${day} et le) ${day}`, ([, from, between, to]) =>
    until(
      openDay({ type: "dayOfMonth", day: dayNumber(from ?? between) }),
      openDay({ type: "dayOfMonth", day: dayNumber(to) }),
    ),
  ),

  rule(`(?:${month} (?:de )?|${shortMonth} )${year}`, ([, name, short, inYear]) =>
    fixed(toDay(Number(inYear), monthNumber(name ?? short), 1), "month"),
  ),
  rule(month, ([name]) => (name === "mars" || name === "mai" ? undefined : openMonth(name))),
  rule(`${dated}${month}`, ([, name]) => openMonth(name)),
  rule(`(?:mois de |mois d')${month}`, ([, name]) => openMonth(name)),
  rule(`(?:en|annee|l'annee) ${year}`, ([, inYear]) => fixed(toDay(Number(inYear), 1, 1), "year")),

  rule("(?:cette|la) semaine(?: (prochaine|suivante|derniere|passee))?", ([text, which], { date }) => {
    return text === "la semaine" ? undefined : fixed(mondayOf(addDays(date, 7 * stepOf(which)) ?? date), "week");
  }),
  rule("semaine (prochaine|suivante|derniere|passee)", ([, which], { date }) =>
    fixed(mondayOf(addDays(date, 7 * stepOf(which)) ?? date), "week"),
  ),
  rule("(?:ce|le|au) mois(?:-ci)?(?: (prochain|suivant|dernier|passe))?", ([text, which], { date }) => {
    return !text.startsWith("ce") && which === undefined
      ? undefined
      : fixed(addMonths(`${date.slice(0, 8)}01`, stepOf(which)), "month");
  }),
  rule("(?:cette annee|l'an(?:nee)? (prochaine?|suivante?|derniere?|passee?))", ([, which], { date }) =>
    fixed(toDay(partsOf(date).year + stepOf(which), 1, 1), "year"),
  ),
  rule("(?:ce|le) (?:week[- ]?end|we)( prochain| dernier| passe)?", ([text, which], { date }) => {
    return text.startsWith("le") && which === undefined ? undefined : weekend(date, stepOf(which?.trim()));
  }),
  rule("(debut|fin) (?:du|de ce) mois( prochain)?", ([, which, next], { date }) => {
    return edgeOfMonth(which, addMonths(`${date.slice(0, 8)}01`, next === undefined ? 0 : 1));
  }),

  rule(`(?:dans|d'ici) (?:environ )?${number} (jours?|semaines?|mois|ans?|annees?)`, ([, count, unit], { date }) =>
    fixed(shifted(date, unit, toNumber(count))),
  ),
  rule(`il y a (?:environ )?${number} (jours?|semaines?|mois|ans?|annees?)`, ([, count, unit], { date }) =>
    fixed(shifted(date, unit, -toNumber(count))),
  ),
];

function fixed(date: string | undefined, granularity: Granularity = "day"): Piece | undefined {
  return date === undefined ? undefined : { type: "day", day: { type: "fixed", date }, granularity };
}

function openDay(open: OpenDay): Piece {
  return { type: "day", day: open, granularity: "day" };
}

function openWeekday(name: string | undefined): OpenDay {
  return { type: "weekday", weekday: weekdayNumber(name) };
}

function openMonth(name: string | undefined): Piece {
  return { type: "day", day: { type: "month", month: monthNumber(name) }, granularity: "month" };
}

function dayOfYear(day: string | undefined, month: number, year: string | undefined): Piece | undefined {
  const number = dayNumber(day);
  // 2000 has a February 29.
  if (toDay(2000, month, number) === undefined) return undefined;
  if (year === undefined) return openDay({ type: "dayOfYear", month, day: number });
  return fixed(toDay(year.length === 2 ? 2000 + Number(year) : Number(year), month, number));
}

function until(from: Piece | undefined, to: Piece | undefined): Piece | undefined {
  return from?.type === "day" && to?.type === "day" ? { ...from, until: to.day } : undefined;
}

function weekend(today: string, weeks: number): Piece | undefined {
  const saturday = weekdayInWeek(6, weeks, today);
  const sunday = saturday === undefined ? undefined : addDays(saturday, 1);
  return until(fixed(saturday), fixed(sunday));
}

/** The first or the last ten days of a month. */
function edgeOfMonth(which: string | undefined, first: string | undefined): Piece | undefined {
  const last = addDays(addMonths(first ?? "", 1) ?? "", -1);
  const ends = which === "fin" ? [addDays(last ?? "", -9), last] : [first, addDays(first ?? "", 9)];
  return until(fixed(ends[0]), fixed(ends[1]));
}

function comingWeekday(name: string | undefined, today: string, days: number): string | undefined {
  const before = addDays(today, days - 1);
  return before === undefined ? undefined : weekdayAfter(weekdayNumber(name), before);
}

/** 1: the next one, -1: the last one, 0: this one. */
function stepOf(which: string | undefined): number {
  if (which === undefined) return 0;
  return /^(?:prochain|suivant)/.test(which) ? 1 : -1;
}

function shifted(date: string, unit: string | undefined, count: number): string | undefined {
  if (unit?.startsWith("jour") === true) return addDays(date, count);
  if (unit?.startsWith("semaine") === true) return addDays(date, 7 * count);
  return addMonths(date, unit === "mois" ? count : 12 * count);
}

function toNumber(count: string | undefined): number {
  return count?.startsWith("un") === true ? 1 : Number(count);
}

function dayNumber(day: string | undefined): number {
  return Number.parseInt(day ?? "", 10);
}

function weekdayNumber(name: string | undefined): number {
  return weekdays.findIndex((each) => each.startsWith((name ?? "").replace(".", "")));
}

function monthNumber(name: string | undefined): number {
  return months.findIndex((each) => each.startsWith((name ?? "").replace(".", ""))) + 1;
}
