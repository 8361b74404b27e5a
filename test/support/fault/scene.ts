import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { expect } from "vitest";
import { type BreakableLine, startBreakableLine } from "./breakable-line.ts";
import { isLong, times } from "./effort.ts";
import { noiseFactor } from "./noise.ts";
import { judge } from "./oracle.ts";
import { describeTimes } from "./percentiles.ts";
import { judgeRecovery, type RecoveryBound, recoveriesOf } from "./recovery.ts";
import type { Target } from "./target.ts";
import { WatchedChat } from "./watched-chat.ts";

/** A target, and a line to it that breaks. Tests run side by side, so each scene ends what it has opened itself. */
export type Scene = AsyncDisposable & {
  target: Target;
  line: BreakableLine;
  random: () => number;
  open(transport: TransportName, count: number): WatchedChat[];
};

/** `again`: how often it is done. What it returns is when the way was free again, by `performance.now()`. */
export type Fault = {
  name: string;
  again: [short: number, long: number];
  strike(scene: Scene, chats: readonly WatchedChat[]): Promise<number>;
  happened(line: BreakableLine): number;
  /** By realtime.md 4.1, and for what it does not name by what the widget promises. Judged in the long form alone. */
  recovery: RecoveryBound;
  /** The widget finds it only after half a minute, by these transports: in the long form alone. */
  slow?: readonly TransportName[];
};

export const transports: readonly TransportName[] = ["socket", "sse", "poll"];

/** What the widget needs for a line that has died without a word is minutes less than this. It counts from the last thing that came. */
const patienceMs = 90_000;

/** Nobody writes on and on while so much of it waits; and how long the end takes must not depend on how slow the machine is. */
const mostUnsent = 40;

export async function openScene(startTarget: () => Promise<Target>): Promise<Scene> {
  await using parts = new AsyncDisposableStack();
  const target = parts.use(await startTarget());
  const line = parts.use(await startBreakableLine(() => target.port()));
  const kept = parts.move();
  return {
    target,
    line,
    random: seededRandom(7),
    open: (transport, count) =>
      Array.from({ length: count }, () => kept.use(new WatchedChat(`${line.url}/web`, transport))),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/**
 * The visitors write on while the faults strike one after another; then all is whole, and is judged.
 * @returns what is wrong, as sentences; empty: nothing.
 */
export async function actOut(scene: Scene, faults: readonly Fault[], chats: readonly WatchedChat[]): Promise<string[]> {
  let striking = true;
  const people = chats.map(async (chat, index) => {
    for (let count = 0; striking; count += 1) {
      chat.write(`${index}:${count}`);
      do await delay(60 + scene.random() * 120);
      while (striking && chat.unsent() >= mostUnsent);
    }
  });
  const freeAt: number[] = [];
  try {
    for (const fault of faults) {
      const wanted = times(...fault.again);
      // On a machine that is busy a strike may hit nothing: what never happened has shown nothing.
      for (let count = 0; count < wanted || (count < 4 * wanted && fault.happened(scene.line) === 0); count += 1)
        freeAt.push(await fault.strike(scene, chats));
      expect(fault.happened(scene.line)).toBeGreaterThan(0);
    }
  } finally {
    striking = false;
    await Promise.all(people);
  }
  const wrong = await judgeAll(chats, scene.target);
  const recoveries = chats.flatMap(({ arrivals }) => recoveriesOf(freeAt, arrivals));
  const what = [faults.map(({ name }) => name).join("; "), scene.target.name].join(", ");
  const by = [...new Set(chats.map(({ transport }) => transport))].join(", ");
  const noise = noiseFactor();
  process.stdout.write(`${describeTimes(`${what}, by ${by}`, recoveries)}, noise ${noise}\n`);
  if (isLong) for (const { recovery } of faults) wrong.push(...judgeRecovery(recoveries, recovery, noise));
  return wrong;
}

/** @returns what is wrong with all of them, as sentences. */
export async function judgeAll(chats: readonly WatchedChat[], target: Target): Promise<string[]> {
  // Written when all is whole, and nothing after it.
  await Promise.all(chats.map((chat, index) => chat.ask(`last of ${index}`, patienceMs)));
  const wrong: string[] = [];
  for (const chat of chats) wrong.push(...(await judge(chat, target.base(), { settleMs: 5000 })));
  return wrong;
}
