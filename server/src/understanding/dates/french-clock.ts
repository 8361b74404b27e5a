import { toDay, toTime, wallClock } from "./calendar.ts";
import type { DayPart, Reference } from "./date-value.ts";
import { type Piece, type Rule, rule } from "./piece.ts";

const hour = "(\\d{1,2})";
const minute = "([0-5]\\d)";
const fraction = "(et quart|et demie?|moins (?:le )?quart|moins (?:5|10|20|25|cinq|dix|vingt|vingt-cinq))";
const ofDay = "(?: (?:du|dans le|dans la|de l'|dans l') ?(matin|matinee|apres[- ]midi|soir|soiree|nuit))?";
const exactly = "(?: pile| precises?)?";

/** Refuses a clock time after words that need a length of time: "pendant 2h". */
const lasting =
  "(?<!(?<![\\p{L}\\p{N}])(?:dans|d'ici|pendant|durant|depuis|il y a|en|dure|duree|duree de|toutes les|chaque|moins de|plus de|au bout de|environ) )";

/** Refuses a clock time before words that need a length of time: "2h de route", "1h d'attente". */
const ofSomething = "(?! (?:de (?!l'apres)|d')[a-z])";

/** The words before "huit heures" that make it a clock time. */
const clockBefore =
  "(?<=(?:(?<![\\p{L}\\p{N}])(?:a|vers|des|avant|apres|jusqu'a|est|de|et|pour|demain|hier|matin|soir|dimanche)|di),? )";

const parts: readonly (readonly [RegExp, DayPart])[] = [
  [/^mat/, "morning"],
  [/^ap/, "afternoon"],
  [/^soir/, "evening"],
  [/^nuit/, "night"],
];

/** `2026-11-21T18:00`, or with the offset of any time zone (ISO 8601). */
const isoInstant = rule(
  "(\\d{4})-(\\d\\d)-(\\d\\d)t(\\d\\d):(\\d\\d)(?::\\d\\d(?:\\.\\d{1,9})?)?(z|[+-]\\d\\d:?\\d\\d)?",
  ([text, year, month, day, hour, minute, zone], { timeZone }) => {
    const date = toDay(Number(year), Number(month), Number(day));
    const time = toTime(Number(hour), Number(minute));
    if (date === undefined || time === undefined) return undefined;
    if (zone === undefined) return { type: "instant", date, time };
    const instant = Date.parse(text.toUpperCase());
    return Number.isNaN(instant) ? undefined : { type: "instant", ...wallClock(instant, timeZone) };
  },
);

export const frenchClocks: readonly Rule[] = [
  rule(`${lasting}${hour}h${exactly}${ofDay}${ofSomething}`, ([, h, part]) => clock(h, undefined, part)),
  rule(`${lasting}${hour} ?h ?${minute}${ofDay}`, ([, h, m, part]) => clock(h, m, part)),
  rule(`${hour}:${minute}(?::[0-5]\\d)?${ofDay}`, ([, h, m, part]) => clock(h, m, part)),
  rule(`${clockBefore}${hour} ?h(?:eures?)?${exactly}${ofDay}${ofSomething}`, ([, h, part]) =>
    clock(h, undefined, part),
  ),
  rule(`${lasting}${hour} ?h(?:eures?)? du (matin|soir)`, ([, h, part]) => clock(h, undefined, part)),
  rule(`${lasting}${hour} ?heures? ${minute}(?: ?min(?:utes?)?)?${ofDay}`, ([, h, m, part]) => clock(h, m, part)),
  rule(`${lasting}${hour} ?h(?:eures?)? ${fraction}${ofDay}`, ([, h, how, part]) =>
    clockBy(clock(h, undefined, part), how),
  ),

  rule(`(?<!le |du |apres[- ])midi(?: ${fraction})?`, ([, how]) => clockBy(clock("12", undefined, undefined), how)),
  rule(`minuit(?: ${fraction})?`, ([, how]) => clockBy(clock("24", undefined, undefined), how)),
  rule(`(midi|minuit) ${minute}`, ([, which, m]) => clock(which === "midi" ? "12" : "24", m, undefined)),

  isoInstant,
  rule("maintenant|tout de suite|immediatement", (_, reference) => fromNow(reference, 0)),
  rule(`(?:dans|d'ici) ${duration()}`, ([, ...words], reference) => fromNow(reference, minutesOf(words))),
  rule(`il y a ${duration()}`, ([, ...words], reference) => fromNow(reference, -minutesOf(words))),
];

/** Parts of today. */
export const frenchPartsOfToday: readonly Rule[] = [
  rule("(?:ce|cet|cette) (matin|apres[- ]midi|aprem|soir|nuit)", ([, name]) => part(name, true)),
  rule("dans (?:la |l')(matinee|apres[- ]midi|soiree|nuit)", ([, name]) => part(name, true)),
];

/** Parts of a day that is named before: "demain soir", "le 3 au matin". */
export const frenchParts: readonly Rule[] = [
  rule(
    "(?:au |en |le |l'|dans la |dans l'|pendant la )?(matin|matinee|apres[- ]midi|aprem|soir|soiree|nuit)",
    ([, name]) => part(name, false),
  ),
];

function duration(): string {
  const most = "(?:environ )?";
  return `${most}(?:(une?|\\d{1,3}) ?h(?:eures?)?(?: (et demie|et quart)| ?(?:et )?(\\d{1,2})(?: ?min(?:utes?)?)?)?|(une?|\\d{1,4}) ?(?:min(?:utes?)?|mn)|(?:une )?(demi)[- ]heure|(?:un )?(quart) d'heure|(?:3|trois) (quarts) d'heure)`;
}

function minutesOf([hours, and, more, minutes, half, quarter]: readonly (string | undefined)[]): number {
  if (hours !== undefined)
    return toNumber(hours) * 60 + (and === undefined ? Number(more ?? 0) : and.endsWith("quart") ? 15 : 30);
  if (minutes !== undefined) return toNumber(minutes);
  if (half !== undefined) return 30;
  return quarter === undefined ? 45 : 15;
}

function toNumber(count: string): number {
  return count.startsWith("un") ? 1 : Number(count);
}

function fromNow({ now, timeZone }: Reference, minutes: number): Piece {
  return { type: "instant", ...wallClock(now + minutes * 60_000, timeZone) };
}

function clock(hours: string | undefined, minutes: string | undefined, of: string | undefined): Piece | undefined {
  const said = Number(hours);
  const isLate = of !== undefined && !of.startsWith("mat") && !of.startsWith("nuit");
  const hour = isLate && said < 12 ? said + 12 : said;
  if (hour > 24) return undefined;
  return {
    type: "clock",
    hour: hour % 24,
    minute: Number(minutes ?? 0),
    granularity: minutes === undefined ? "hour" : "minute",
    nextDay: hour === 24,
  };
}

/** "et demie", "moins le quart". */
function clockBy(piece: Piece | undefined, how: string | undefined): Piece | undefined {
  if (piece?.type !== "clock" || how === undefined) return piece;
  const minutes =
    piece.hour * 60 + fractions.reduce((sum, [pattern, count]) => (pattern.test(how) ? sum + count : sum), 0);
  const inDay = (minutes + 1440) % 1440;
  return {
    ...piece,
    hour: Math.floor(inDay / 60),
    minute: inDay % 60,
    granularity: "minute",
    nextDay: piece.nextDay && minutes >= 0,
  };
}

const fractions: readonly (readonly [RegExp, number])[] = [
  [/^et quart/, 15],
  [/^et demi/, 30],
  [/^moins.*quart/, -15],
  [/^moins (?:5|cinq)$/, -5],
  [/^moins (?:10|dix)$/, -10],
  [/^moins (?:20|vingt)$/, -20],
  [/^moins (?:25|vingt-cinq)$/, -25],
];

function part(name: string | undefined, today: boolean): Piece | undefined {
  const found = parts.find(([begin]) => begin.test(name ?? ""))?.[1];
  return found === undefined ? undefined : { type: "part", part: found, today };
}
