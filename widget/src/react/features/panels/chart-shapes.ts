/** Where a bar begins and how long it is, as shares of the width. Zero is where bars of both signs begin. */
export type Bar = { start: number; length: number };

/** The bars of one series, or of several on one scale. */
export function barsOf(values: readonly number[], all: readonly number[] = values): Bar[] {
  const toUnit = unitOf(all);
  const least = Math.min(0, ...all.map(toUnit));
  const span = Math.max(0, ...all.map(toUnit)) - least;
  const shareOf = (value: number): number => (span > 0 ? value / span : 0);
  return values.map(toUnit).map((value) => ({
    start: shareOf(Math.min(value, 0) - least),
    length: shareOf(Math.abs(value)),
  }));
}

/** Points from 0 to 1 in both directions, the first at the left, the least at the bottom (1). */
export function pointsOf(values: readonly number[], all: readonly number[] = values): { x: number; y: number }[] {
  const toUnit = unitOf(all);
  const least = Math.min(...all.map(toUnit));
  const span = Math.max(...all.map(toUnit)) - least;
  return values.map(toUnit).map((value, index) => ({
    x: values.length === 1 ? 0.5 : index / (values.length - 1),
    y: span > 0 ? 1 - (value - least) / span : 0.5,
  }));
}

/** Where each piece of a ring begins and how long it is, as shares of the whole ring. */
export function arcsOf(values: readonly number[]): { start: number; length: number }[] {
  const shares = values.map(unitOf(values));
  const sum = shares.reduce((total, share) => total + share, 0);
  let start = 0;
  return shares.map((share) => {
    const arc = { start, length: sum > 0 ? share / sum : 0 };
    start += arc.length;
    return arc;
  });
}

/** Brings values between -1 and 1: sums and differences of very large ones are infinite. */
function unitOf(values: readonly number[]): (value: number) => number {
  const most = Math.max(...values.map(Math.abs));
  return (value) => (most > 0 ? value / most : 0);
}
