import { setTimeout as delay } from "node:timers/promises";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { describe, expect, test } from "vitest";
import { type BreakableLine, startBreakableLine } from "#support/fault/breakable-line.ts";
import { isLong, times } from "#support/fault/effort.ts";
import { judge } from "#support/fault/oracle.ts";
import { describeTimes } from "#support/fault/percentiles.ts";
import { startOneProcess, type Target } from "#support/fault/target.ts";
import { WatchedChat } from "#support/fault/watched-chat.ts";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";

/** Tests run side by side, so each scene ends what it has opened itself. */
type Scene = AsyncDisposable & {
  target: Target;
  line: BreakableLine;
  random: () => number;
  open(transport: TransportName, count: number): WatchedChat[];
};

/** `again`: how often it is done. What it returns is when the way was free again, by `performance.now()`. */
type Fault = {
  name: string;
  again: [short: number, long: number];
  strike(scene: Scene): Promise<number>;
  happened(line: BreakableLine): number;
  /** The widget finds it only after half a minute, by these transports: in the long form alone. */
  slow?: readonly TransportName[];
};

const faults: Fault[] = [
  {
    name: "D1 killed without warning",
    again: [3, 20],
    async strike({ target, random }) {
      await delay(400 + random() * 1000);
      await target.kill();
      await target.start();
      return performance.now();
    },
    happened: () => 1,
  },
  {
    name: "D11 stopped by SIGTERM and started",
    again: [1, 10],
    async strike({ target, random }) {
      await delay(400 + random() * 600);
      expect(await target.stop()).toBe(0);
      await target.start();
      return performance.now();
    },
    happened: () => 1,
  },
  {
    name: "D9 frozen by SIGSTOP",
    again: [1, 5],
    async strike({ target }) {
      await delay(300);
      target.freeze();
      await delay(times(1500, 5000));
      target.thaw();
      return performance.now();
    },
    happened: () => 1,
  },
  {
    name: "D4 all connections reset",
    again: [3, 30],
    async strike({ line }) {
      await delay(900);
      line.reset();
      return performance.now();
    },
    happened: ({ done }) => done.reset,
  },
  {
    name: "D4 cut inside of a frame",
    again: [3, 30],
    async strike({ line, random }) {
      line.cutNext(2, Math.floor(20 + random() * 200));
      await delay(700);
      return performance.now();
    },
    happened: ({ done }) => done.cut,
  },
  {
    name: "D4 silent for a while, and everything arrives late",
    again: [2, 20],
    async strike({ line, random }) {
      await delay(300);
      line.silence("hold");
      await delay(300 + random() * times(1000, 4700));
      line.heal();
      return performance.now();
    },
    happened: ({ done }) => done.silenced,
  },
  {
    name: "half-open: connections that stay silent for ever",
    slow: ["socket", "sse", "poll"],
    again: [1, 5],
    async strike({ line }) {
      await delay(500);
      line.silence("lose");
      await delay(500);
      line.heal();
      return performance.now();
    },
    happened: ({ done }) => done.silenced,
  },
  {
    name: "the acknowledgement is lost, the message is not",
    again: [3, 30],
    async strike({ line }) {
      line.dropNextAcknowledgements(2);
      await delay(800);
      return performance.now();
    },
    happened: ({ done }) => done.unacknowledged,
  },
  {
    name: "single pages of events are swallowed in mid-line",
    slow: ["poll"],
    again: [2, 20],
    async strike({ line }) {
      line.swallowNext(1);
      await delay(1000);
      return performance.now();
    },
    happened: ({ done }) => done.swallowed,
  },
];

const transports: TransportName[] = ["socket", "sse", "poll"];
const clients = times(3, 8);
/** What the widget needs for a line that has died without a word is minutes less than this. */
const patienceMs = 90_000;

async function openScene(): Promise<Scene> {
  await using parts = new AsyncDisposableStack();
  const target = parts.use(await startOneProcess());
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

async function expectWhole(chats: readonly WatchedChat[], target: Target): Promise<void> {
  // Written when all is whole, and nothing after it.
  await Promise.all(chats.map((chat, index) => chat.ask(`last of ${index}`, patienceMs)));
  for (const chat of chats) expect(await judge(chat, target.base(), { settleMs: 5000 })).toEqual([]);
}

describe.concurrent.each(transports)("by %s, however the line breaks, the screen ends as the log", (transport) => {
  const found = faults.filter(({ slow = [] }) => isLong || !slow.includes(transport));
  test.for(found)("$name", { timeout: times(150_000, 900_000) }, async (fault) => {
    await using scene = await openScene();
    const chats = scene.open(transport, clients);
    let striking = true;
    const people = chats.map(async (chat, index) => {
      for (let count = 0; striking; count += 1) {
        chat.write(`${index}:${count}`);
        await delay(60 + scene.random() * 120);
      }
    });
    const freeAt: number[] = [];
    for (let count = 0; count < times(...fault.again); count += 1) freeAt.push(await fault.strike(scene));
    striking = false;
    await Promise.all(people);
    expect(fault.happened(scene.line)).toBeGreaterThan(0);
    await expectWhole(chats, scene.target);
    const recoveries = freeAt.flatMap((free) =>
      chats.flatMap(({ arrivals }) =>
        arrivals
          .filter((at) => at > free)
          .slice(0, 1)
          .map((at) => at - free),
      ),
    );
    process.stdout.write(`${describeTimes(`${fault.name}, by ${transport}`, recoveries)}\n`);
  });
});

describe.concurrent.each(transports)("by %s", (transport) => {
  test("D5 slow bytes: nothing is lost, and no heartbeat ends the line", { timeout: 120_000 }, async () => {
    await using scene = await openScene();
    const { target, line, random } = scene;
    line.pace = { latencyMs: 300, jitterMs: 200, bytesPerSecond: 20_000, random };
    const [chat] = scene.open(transport, 1);
    if (chat === undefined) throw new Error("there is no chat");
    for (let count = 0; count < times(2, 20); count += 1) expect(await chat.ask(`slow ${count}`, 30_000)).toBe(true);
    expect(chat.isConnected()).toBe(true);
    await expectWhole([chat], target);
  });

  test(
    "while nothing is broken no wake is lost: every answer comes at once, in many turns",
    { timeout: 120_000 },
    async () => {
      await using scene = await openScene();
      const chats = scene.open(transport, clients);
      await Promise.all(
        chats.map(async (chat, index) => {
          for (let count = 0; count < times(30, 400); count += 1) await chat.ask(`${index}:${count}`, 10_000);
        }),
      );
      const waits = chats.flatMap(({ answeredAfter }) => answeredAfter.slice(1));
      process.stdout.write(`${describeTimes(`answers by ${transport}`, waits)}\n`);
      // The sweeps that make good a lost wake come after 5 s; a busy machine does not take so long.
      expect(waits.filter((ms) => ms > 4000)).toEqual([]);
      await expectWhole(chats, scene.target);
    },
  );
});
