import { setTimeout as delay } from "node:timers/promises";
import { times } from "#support/fault/effort.ts";
import type { Fault } from "#support/fault/scene.ts";

/** What can happen to the line between the visitors and the target. */
export const lineFaults: readonly Fault[] = [
  {
    name: "D4 all connections reset",
    recovery: { p50: 1_000, longest: 5_000 },
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
    recovery: { p50: 1_000, longest: 5_000 },
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
    // The heartbeat's time-out and 2 s.
    recovery: { longest: 12_000 },
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
    // Found by the next heartbeat: 15 s, 10 s and 2 s.
    recovery: { longest: 27_000 },
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
    recovery: { longest: 5_000 },
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
    // While nothing is expected a hole is looked for every 15 s.
    recovery: { longest: 15_000 },
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
