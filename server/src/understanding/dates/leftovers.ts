import type { Candidate } from "./candidate.ts";
import type { DateGrammar } from "./grammar/date-grammar.ts";
import type { DateText } from "./reading/date-text.ts";
import { foreignDateWords } from "./grammar/foreign-words.ts";
import type { MomentReader } from "./moments.ts";

/** Words that are skipped between a date and what may belong to it. */
const mostIdle = 4;

/** Numbers above it are no hours, minutes or days, but name something: "train 8412 tomorrow". */
const mostMinutes = 60;

/** Whether words beside a date belong to it and were not understood: "two weeks" in "two weeks before Easter Monday". */
export type Leftovers = { are(candidate: Candidate): boolean };

export function createLeftovers(source: DateText, grammar: DateGrammar, moments: MomentReader): Leftovers {
  const { tokens, pieces } = source;
  const { phrases, numbers } = grammar;
  const isWord = (at: number): boolean => tokens[at]?.type === "word";
  const isIdle = (at: number): boolean => isWord(at) && grammar.idle.has(tokens[at]?.text ?? "");
  const isNumber = (at: number): boolean =>
    tokens[at]?.type === "digits" || (isWord(at) && numbers?.isNumeric(tokens[at]?.text ?? "") === true);

  const isForeign = (word: string): boolean => {
    const isOwn =
      grammar.idle.has(word) || grammar.weekdays.has(word) || grammar.months.has(word) || grammar.days.byWord.has(word);
    if (isOwn || numbers?.isNumeric(word) === true) return false;
    return foreignDateWords().has(word) || /^[^\p{Script=Latin}]/u.test(word);
  };
  const isDatish = (at: number): boolean => {
    const word = tokens[at]?.text ?? "";
    return isWord(at) && (grammar.datish.has(word) || isForeign(word));
  };

  /** A guess: what ends no phrase and is no word of dates is counted or named by a number before it. */
  const isNoun = (at: number): boolean => isWord(at) && !isDatish(at) && !isIdle(at) && !moments.isClosed(at);

  const isSeparated = (from: number, to: number): boolean => {
    for (let at = from; at < to; at++) if (source.lengthAt(phrases.separate, at) > 0) return true;
    return false;
  };

  const before = ({ from, hasDay, hasClock }: Candidate): boolean => {
    let at = from - 1;
    const isVetoed = (end: number): boolean => source.lengthBefore(phrases.veto, end) > 0;
    const isGreeting = (end: number): boolean => source.lengthBefore(phrases.greetings, end) > 0;
    if (isVetoed(from) || isGreeting(from)) return true;
    for (let idle = 0; idle < mostIdle && isIdle(at); idle++) at -= 1;
    if (isGreeting(at + 1)) return true;
    if (isNoDay(at, hasDay)) return true;
    const token = tokens[at];
    if (token === undefined || isVetoed(at + 1)) return token !== undefined;
    if (token.type === "sign") return /^[-/+.]$/.test(token.text) && tokens[at + 1]?.glued === true;
    // "7 or 8 May", "between 2 and 4 pm": the first number has its meaning from what follows the second.
    const isPaired = isNumber(at) && (isNumber(from) || source.lengthBefore(phrases.between, at) > 0);
    if (isSeparated(at + 1, from)) return isPaired;
    if (isDatish(at)) return true;
    if (!isNumber(at) || (hasDay && hasClock)) return false;
    let start = at;
    while (start > 0 && isNumber(start - 1)) start -= 1;
    const isCounted = source.lengthBefore(phrases.counting, start) > 0;
    // "8:75" is no time, but was meant as one.
    if (tokens[at - 1]?.text === ":" && token.glued) return true;
    if (token.type === "digits") return !isCounted && (Number(token.text) <= mostMinutes || isYear(token.text));
    return !isCounted && numbers?.isWeak(token.text) !== true;
  };

  /** The end of "32.11.", "am 32." and "the 32nd". */
  const isNoDay = (at: number, hasDay: boolean): boolean => {
    const [end, number, sign] = [tokens[at], tokens[at - 1], tokens[at - 2]];
    if (end?.glued !== true || number?.type !== "digits") return false;
    if (end.type === "word") return !hasDay && grammar.ordinalEndings.has(end.text);
    if (end.text !== ".") return false;
    return (sign?.text === "." && sign.glued) || (grammar.words.ordinalPoint === true && isIdle(at - 2));
  };

  const after = ({ next, hasDay, hasClock }: Candidate): boolean => {
    const first = tokens[next];
    if (first === undefined) return false;
    if (source.lengthAt(phrases.veto, next) > 0) return true;
    if (first.glued && (first.type !== "sign" || /^[-/+:%€$]$/.test(first.text))) return true;
    // "From 2 to 4 tickets": the 2 is the begin of something else.
    if (isNumber(next + source.lengthAt(phrases.until, next)) && source.lengthAt(phrases.until, next) > 0) return true;
    // "The 1st" in "the 1st May", where "May" is doubtful alone.
    if (isNumber(next - 1) && (grammar.months.has(first.text) || grammar.weekdays.has(first.text))) return true;
    // "Nov 20, 27" may be a year.
    if (first.text === "," && isNumber(next - 1) && tokens[next + 1]?.text.length === 2 && isLooseNumber(next + 1))
      return true;
    const begin = first.text === "," ? next + 1 : next;
    let at = begin;
    for (let idle = 0; idle < mostIdle && isIdle(at); idle++) at += 1;
    const isParted = begin > next || isSeparated(next, at);
    if (isParted && starts(begin, at)) return false;
    if (isDatish(at)) return true;
    const isCounted = [next, ...range(next + 1, at)].some((each) => source.lengthAt(phrases.counting, each) > 0);
    return isLooseOrdinal(at) || (!isParted && !isCounted && !(hasDay && hasClock) && isLooseNumber(at));
  };

  /** Whether a date of its own begins at one of the tokens. */
  const starts = (from: number, to: number): boolean =>
    range(from, to + 1).some((at) => moments.momentsAt(at, false).length > 0);

  const isLooseOrdinal = (at: number): boolean => {
    const word = isWord(at) ? numbers?.ordinalAt(pieces, at) : undefined;
    const ending = tokens[at + 1];
    const hasEnding =
      tokens[at]?.type === "digits" && ending?.glued === true && grammar.ordinalEndings.has(ending.text);
    const next = word?.next ?? (hasEnding ? at + 2 : undefined);
    return next !== undefined && !isNoun(next);
  };

  /** Whether a number beside a date may be one of its hours, minutes or days. */
  const isLooseNumber = (at: number): boolean => {
    if (!isNumber(at)) return false;
    const token = tokens[at];
    const after = tokens[at + 1];
    if (token?.type === "digits") {
      if (after?.glued === true && /^[%€$£°]$/.test(after.text)) return false;
      return (Number(token.text) <= mostMinutes || isYear(token.text)) && !isNoun(at + 1);
    }
    return numbers?.isWeak(token?.text ?? "") !== true && !isNoun(numbers?.at(pieces, at)[0]?.next ?? at + 1);
  };

  return { are: (candidate) => before(candidate) || after(candidate) };
}

/**
 * The same for a language whose words are not known: they may say anything around a date. So a date must be the whole text,
 * or be written in full with no other number beside it.
 */
export function createUnknownLeftovers({ tokens }: DateText): Leftovers {
  return {
    are({ from, next, hasYear }) {
      const rest = [...tokens.slice(0, from), ...tokens.slice(next)];
      if (rest.every(({ type }) => type === "sign")) return false;
      const near = [...tokens.slice(Math.max(0, from - 4), from), ...tokens.slice(next, next + 4)];
      return !hasYear || near.some(({ type }) => type === "digits");
    },
  };
}

function isYear(digits: string): boolean {
  return /^(?:19|20|21)\d\d$/.test(digits);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
