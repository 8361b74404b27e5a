/** A part of a text: UTF-16 units, `end` exclusive. */
export type Range = { start: number; end: number };

export function overlap(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}
