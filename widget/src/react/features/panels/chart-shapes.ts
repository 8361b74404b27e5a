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

/** Shares of the ring that part two pieces, where their colours cannot be told apart. */
const gap = 0.006;

/**
 * A piece of the ring as an SVG path around 20, 20, from the top and with the clock; empty where there is nothing to see. A path, because React and
 * Preact do not write the dashes of a stroke alike.
 */
export function arcPath({ start, length }: { start: number; length: number }): string {
  if (length <= 0) return "";
  const end = start + Math.max(Math.min(length, 0.9999) - gap, 0.002);
  return `M${pointAt(start)}A${radius} ${radius} 0 ${end - start > 0.5 ? 1 : 0} 1 ${pointAt(end)}`;
}

const radius = 15;

function pointAt(share: number): string {
  const angle = share * 2 * Math.PI;
  return `${(20 + radius * Math.sin(angle)).toFixed(2)} ${(20 - radius * Math.cos(angle)).toFixed(2)}`;
}

/** Brings values between -1 and 1: sums and differences of very large ones are infinite. */
function unitOf(values: readonly number[]): (value: number) => number {
  const most = Math.max(...values.map(Math.abs));
  return (value) => (most > 0 ? value / most : 0);
}
