import type { DateGrammar } from "./grammar/date-grammar.ts";
import type { DateReader } from "./reading/date-reader.ts";
import type { Located } from "./reading/located.ts";
import type { DateText } from "./reading/date-text.ts";
import { type Moment, apposed, extended } from "./moment.ts";

/** Puts pieces together. `range`: times such as the 8 in "8-10 pm" count. */
export type MomentReader = {
  momentsAt(at: number, range: boolean): readonly Moment[];
  /** Whether a phrase ends here, so that "at 7" and "the 3rd" are complete. */
  isClosed(at: number): boolean;
};

export function createMomentReader(
  source: DateText,
  grammar: DateGrammar | undefined,
  reader: DateReader,
  whole: boolean,
): MomentReader {
  const { tokens } = source;

  const isClosed = (at: number): boolean => {
    const token = tokens[at];
    if (token === undefined) return true;
    if (token.type === "sign") return /^[\n,.;:!?)…"»]$/.test(token.text);
    if (token.type === "digits" || grammar === undefined || token.glued) return false;
    const { after, until, and, separate } = grammar.phrases;
    const isPlain = [after, until, and, separate].some((phrases) => source.lengthAt(phrases, at) > 0);
    return isPlain || grammar.datish.has(token.text) || reader.daysAt(at).length > 0;
  };

  const firstPieces = (at: number): Located[] => [
    ...reader.daysAt(at),
    ...reader.clocksAt(at),
    ...reader.partsOfTodayAt(at),
  ];

  /** The tokens at which the next piece may begin. */
  const joinsAt = (at: number): number[] => {
    const starts = [at, ...(tokens[at]?.text === "," && !tokens[at + 1]?.glued ? [at + 1] : [])];
    const joined = starts.flatMap((from) => afterPhrase(from));
    return [...new Set([...starts, ...joined, ...joined.flatMap((from) => afterPhrase(from))])];
  };
  const afterPhrase = (at: number): number[] =>
    grammar === undefined ? [] : source.lengthsAt(grammar.phrases.join, at).map((length) => at + length);

  /** Behind a comma, in parentheses or at once: "next Friday, the 27th of November". */
  const secondNamesOf = (moment: Moment): Moment[] => {
    if (moment.day === undefined || moment.alias !== undefined || grammar === undefined) return [];
    const isOpen = tokens[moment.next]?.text === "(";
    const begin = isOpen || tokens[moment.next]?.text === "," ? moment.next + 1 : moment.next;
    const starts = new Set([begin, begin + source.lengthAt(grammar.phrases.beforeDay, begin)]);
    return [...starts].flatMap((at) => {
      // "Montag morgen" is a morning, and no Monday that is tomorrow.
      if (at === moment.next && reader.partsAt(at).length > 0) return [];
      return reader.daysAt(at).flatMap(({ piece, next }) => {
        if (isOpen && tokens[next]?.text !== ")") return [];
        const longer = apposed(moment, piece, at, isOpen ? next + 1 : next);
        return longer === undefined ? [] : grow(longer);
      });
    });
  };

  /** "At 20 Nov 26": the number belongs to the month behind it, or nobody knows. */
  const isBeforeMonth = ({ clock, next }: Moment, at: number): boolean =>
    clock?.bare === "at" &&
    clock.granularity === "hour" &&
    at === next &&
    grammar?.months.has(tokens[at]?.text ?? "") === true;

  const grow = (moment: Moment): Moment[] => [
    moment,
    ...secondNamesOf(moment),
    ...joinsAt(moment.next).flatMap((at) => {
      if (isBeforeMonth(moment, at)) return [];
      const pieces: Located[] = [...firstPieces(at), ...reader.partsAt(at)];
      return pieces.flatMap(({ piece, next }) => {
        const longer = extended(moment, piece, at, next);
        return longer === undefined ? [] : grow(longer);
      });
    }),
  ];

  const isComplete = (moment: Moment, range: boolean): boolean => {
    const { day, part, clock, from, next } = moment;
    if (clock?.bare === "range" && !range) return false;
    if (clock?.bare === "beside" && day === undefined && part === undefined && !range && !(whole && isClosed(next)))
      return false;
    if (clock?.bare === "at" && day === undefined && part === undefined && !isClosed(next)) return false;
    if (day?.bare === true && clock === undefined && part === undefined && !isClosed(next)) return false;
    if (day?.doubtful !== true || clock !== undefined || part !== undefined) return true;
    if (whole && tokens.length <= next - from + 1) return true;
    return grammar !== undefined && source.lengthBefore(grammar.phrases.before, from) > 0 && isClosed(next);
  };

  /** All that begin at a token, complete or not. */
  const grownAt = (at: number): readonly Moment[] =>
    firstPieces(at)
      .flatMap(({ piece, next }) => {
        const begun = extended({ from: at, next: at, last: at }, piece, at, next);
        return begun === undefined ? [] : grow(begun);
      })
      // "Sunday 8 in the evening" is a time on a Sunday, and "après midi" no noon: the last piece begins as early as it can.
      .sort(
        (a, b) => b.next - a.next || a.last - b.last || Number(b.clock !== undefined) - Number(a.clock !== undefined),
      );

  const known = new Map<number, readonly Moment[]>();
  return {
    isClosed,
    momentsAt(at, range) {
      const grown = known.get(at) ?? grownAt(at);
      known.set(at, grown);
      return grown.filter((moment) => isComplete(moment, range));
    },
  };
}
