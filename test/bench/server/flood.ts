import { percentile } from "#support/fault/percentiles.ts";
import { median } from "#bench/median.ts";
import type { Talker } from "./talkers.ts";

export type Flood = { perSecond: number; p50: number; p99: number };

/** Everybody says something and waits for the answer, again and again. */
export async function flood(talkers: readonly Talker[], ms: number): Promise<Flood> {
  const waits: number[] = [];
  const started = performance.now();
  await Promise.all(
    talkers.map(async (talker) => {
      for (let n = nextNumber(); performance.now() - started < ms; n = nextNumber()) {
        const asked = performance.now();
        await talker.say(n);
        waits.push(performance.now() - asked);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: waits.length / seconds, p50: percentile(waits, 50), p99: percentile(waits, 99) };
}

let numbers = 0;
const nextNumber = (): number => (numbers += 1);

/** The median of each figure by itself. */
export function medianOf(floods: readonly Flood[]): Flood {
  return {
    perSecond: median(floods.map(({ perSecond }) => perSecond)),
    p50: median(floods.map(({ p50 }) => p50)),
    p99: median(floods.map(({ p99 }) => p99)),
  };
}

export function describeFlood({ perSecond, p50, p99 }: Flood): string {
  return `${String(Math.round(perSecond)).padStart(6)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}
