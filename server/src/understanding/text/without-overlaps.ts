/** Keeps of overlapping spans the longest, then the one that comes first in the list; in order of their places. */
export function withoutOverlaps<Span extends { start: number; end: number }>(spans: readonly Span[]): Span[] {
  const taken = new Set<number>();
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    // Nothing that is kept is shorter, so it covers one of the two ends of what overlaps it.
    if (span.end <= span.start || taken.has(span.start) || taken.has(span.end - 1)) continue;
    for (let unit = span.start; unit < span.end; unit++) taken.add(unit);
    kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}
