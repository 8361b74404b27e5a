import { expect, test } from "vitest";
import type { Growth } from "./growth.ts";
import { Sweep } from "./sweep.ts";

test("what cannot wait is looked for again when the store was away at the first look, and nobody else watches", async () => {
  let looks = 0;
  const errors: unknown[] = [];
  await using sweep = new Sweep({
    log: {
      grown: async () => {
        looks += 1;
        if (looks === 1) throw new Error("the store is away");
        return new Map([["ada", { lastSeq: 1, stopped: true }]]);
      },
    },
    everyMs: 1,
    failed: (error) => errors.push(error),
  });
  const found: Growth[] = [];
  using _watch = sweep.add({
    conversationId: "ada",
    isUrgent: true,
    known: () => ({ seq: 1, turn: 1 }),
    found: (growth) => found.push(growth),
  });
  await expect.poll(() => found[0]).toEqual({ lastSeq: 1, stopped: true });
  expect(errors).toHaveLength(1);
});
