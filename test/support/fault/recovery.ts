import { describeTimes, percentile } from "./percentiles.ts";

/** Milliseconds that a screen has until it gets something again, on a machine that does nothing else. */
export type RecoveryBound = { p50?: number; longest: number };

/**
 * Milliseconds from each moment at which the way was free until something came, where it came before the next such moment: what came
 * later has waited for the next fault, too.
 */
export function recoveriesOf(freeAt: readonly number[], arrivals: readonly number[]): number[] {
  return freeAt.flatMap((free, index) => {
    const first = arrivals.find((at) => at > free);
    return first === undefined || first >= (freeAt[index + 1] ?? Infinity) ? [] : [first - free];
  });
}

/** @returns what took too long, as sentences. */
export function judgeRecovery(found: readonly number[], { p50, longest }: RecoveryBound, noise: number): string[] {
  const wrong: string[] = [];
  const compare = (percent: number, most: number): void => {
    if (!(percentile(found, percent) <= most * noise))
      wrong.push(`${describeTimes("recovery", found)}: ${percent} % at most ${most} ms, times the noise of ${noise}`);
  };
  if (p50 !== undefined) compare(50, p50);
  compare(100, longest);
  return wrong;
}
