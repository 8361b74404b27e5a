import { followLogs } from "@causerie/server/desk/figures/following/follow-log.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { expect, test } from "vitest";
import { eventOf } from "#contract/store/store-samples.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const at = Date.parse("2026-11-30T12:00:00Z");

/** Follows a store until disposed. */
async function follow(isBusy: () => boolean = () => false) {
  const store = await openSqliteStore({ folder: temporaryFolder() });
  if (store.desk === undefined) throw new Error("this store has no desk");
  const { figures } = store.desk;
  const signals = createInProcessSignals((error) => {
    throw error;
  });
  const stopping = new AbortController();
  let following = Promise.resolve();
  return {
    store,
    figures,
    signals,
    begin: () => {
      following = followLogs({ figures, signals, isBusy, now: Date.now }, stopping.signal);
    },
    said: async () => (await figures.sum(0, at * 2)).find(({ measure }) => measure === "said")?.amount ?? 0,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await following;
      await store[Symbol.asyncDispose]();
    },
  };
}

test("what was there before is counted at the start, and what comes later when a signal says so", async () => {
  await using world = await follow();
  const { store, signals, begin, said } = world;
  for (const person of ["ada", "bob"]) await store.events.append(eventOf(person, "a"), at);
  begin();
  await expect.poll(said).toBe(2);
  await store.events.append(eventOf("ada", "b"), at);
  signals.publish("ada", { type: "log" });
  await expect.poll(said).toBe(3);
});

test("figures that were cleared are counted anew without a signal", async () => {
  await using world = await follow();
  const { store, figures, begin, said } = world;
  await store.events.append(eventOf("ada", "a"), at);
  begin();
  await expect.poll(said).toBe(1);
  await expect.poll(() => figures.ownStep()).toBeGreaterThan(0);
  await figures.clear();
  await expect.poll(said).toBe(1);
});

test("nothing is counted while visitors need the server", async () => {
  const asked = Promise.withResolvers<void>();
  const isBusy = (): boolean => {
    asked.resolve();
    return true;
  };
  await using world = await follow(isBusy);
  const { store, begin, said } = world;
  await store.events.append(eventOf("ada", "a"), at);
  begin();
  await asked.promise;
  expect(await said()).toBe(0);
});
