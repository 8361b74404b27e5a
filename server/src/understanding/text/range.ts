/** A part of a text: UTF-16 units, `end` exclusive. */
export type Range = { start: number; end: number };

export function overlap(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Keeps of overlapping ranges the longest, then the first of the list. The result is in the order of the text. */
export function withoutOverlaps<Kind extends Range>(ranges: readonly Kind[]): Kind[] {
  const covered = new Set<number>();
  const kept: Kind[] = [];
  for (const range of ranges.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    // No kept range is shorter, so a kept range that overlaps this one covers its first or its last unit.
    if (range.end <= range.start || covered.has(range.start) || covered.has(range.end - 1)) continue;
    for (let unit = range.start; unit < range.end; unit++) covered.add(unit);
    kept.push(range);
  }
  return kept.sort((a, b) => a.start - b.start);
}
