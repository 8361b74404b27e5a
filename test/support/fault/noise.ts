import { availableParallelism, loadavg } from "node:os";

const most = 5;

/**
 * How many times slower things may be here than on a machine that does nothing else: what wants to run, for each processor.
 * Bounds of time are those of a quiet machine, multiplied by this; the report names it.
 */
export function noiseFactor(): number {
  const [lastMinute = 0] = loadavg();
  return Math.min(most, Math.max(1, Math.round((lastMinute / availableParallelism()) * 10) / 10));
}
