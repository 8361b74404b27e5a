import { isLong } from "./effort.ts";

const longRuns = 5_000;

/**
 * How often a model is compared: in the long form 5,000 times, or as often as the minutes allow, and then another history each night.
 * @returns parameters of fast-check.
 */
export function modelRuns(short: number, minutes: number): { numRuns: number; interruptAfterTimeLimit?: number } {
  return isLong ? { numRuns: longRuns, interruptAfterTimeLimit: minutes * 60_000 } : { numRuns: short };
}

/** Says in the report how many there were. */
export function reportRuns(what: string, runs: number): void {
  if (isLong) process.stdout.write(`D16 ${what}: ${runs} histories\n`);
}
