import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { times } from "#support/fault/effort.ts";
import type { Fault, Scene } from "#support/fault/scene.ts";

const anyOf = ({ target, random }: Scene): number => Math.floor(random() * target.size);

/** What can happen to the processes of a target, whatever they keep their data in. */
export const processFaults: readonly Fault[] = [
  {
    name: "D1 killed without warning",
    recovery: { p50: 1_000, longest: 5_000 },
    again: [3, 20],
    async strike(scene) {
      await delay(400 + scene.random() * 1000);
      const killed = anyOf(scene);
      await scene.target.kill(killed);
      await scene.target.start(killed);
      return performance.now();
    },
    happened: () => 1,
  },
  {
    name: "D11 stopped by SIGTERM and started, one after another",
    // They are asked to come after 1 to 5 s; until the server is back each try may be 2 s after the one before.
    recovery: { longest: 8_000 },
    again: [1, 10],
    async strike({ target, random }) {
      for (let process = 0; process < target.size; process += 1) {
        await delay(400 + random() * 600);
        const asked = performance.now();
        expect(await target.stop(process)).toBe(0);
        expect(performance.now() - asked).toBeLessThan(20_000);
        await target.start(process);
      }
      return performance.now();
    },
    happened: () => 1,
  },
  {
    name: "D9 frozen by SIGSTOP",
    // The heartbeat's time-out and 2 s.
    recovery: { longest: 12_000 },
    again: [1, 5],
    async strike(scene) {
      await delay(300);
      const frozen = anyOf(scene);
      scene.target.freeze(frozen);
      await delay(times(1500, 5000));
      scene.target.thaw(frozen);
      return performance.now();
    },
    happened: () => 1,
  },
];
