import type { DayPart, Granularity, Reference } from "./date-value.ts";
import type { OpenDay } from "./open-day.ts";

/** The meaning of a few words. Several pieces together make a date. */
export type Piece =
  /** `until`: the last day of "du 3 au 7 juin". */
  | { type: "day"; day: OpenDay; granularity: Granularity; until?: OpenDay }
  /** `nextDay`: midnight belongs to the evening before it. */
  | { type: "clock"; hour: number; minute: number; granularity: "hour" | "minute"; nextDay: boolean }
  /** `today`: true for "ce soir", which needs no day. False for "le soir", which needs one. */
  | { type: "part"; part: DayPart; today: boolean }
  /** So many hours or minutes from now. */
  | { type: "instant"; date: string; time: string };

/** Reads words as a piece; `pattern` is sticky. Undefined: the words only look like a piece. */
export type Rule = {
  pattern: RegExp;
  read: (match: RegExpExecArray, reference: Reference) => Piece | undefined;
};

/** @param source matches normalized text, up to the end of a word. */
export function rule(source: string, read: Rule["read"]): Rule {
  return { pattern: new RegExp(`(?:${source})(?![\\p{L}\\p{N}])`, "yu"), read };
}

/** The longest piece that begins at an index. */
export function pieceAt(
  rules: readonly Rule[],
  text: string,
  at: number,
  reference: Reference,
): { piece: Piece; end: number } | undefined {
  let longest: { piece: Piece; end: number } | undefined;
  for (const { pattern, read } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || at + match[0].length <= (longest?.end ?? at)) continue;
    const piece = read(match, reference);
    if (piece !== undefined) longest = { piece, end: at + match[0].length };
  }
  return longest;
}
