import { KeptSessions, type KeptSessionsParts } from "@causerie/server/sessions/kept-sessions.ts";
import type { SessionStore } from "@causerie/server/sessions/session-store.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";

const day = 24 * 3_600_000;

async function open(store: SessionStore, parts: Partial<KeptSessionsParts> = {}): Promise<KeptSessions> {
  const { logger } = collectLogLines("debug");
  const kept = await KeptSessions.open({ store, now: Date.now, logger, everyMs: 20, ...parts });
  onTestFinished(() => kept[Symbol.asyncDispose]());
  return kept;
}

test("what another process has ended is found without any signal, and told once to each listener", async () => {
  const { sessions: store } = createMemoryStore();
  const one = await open(store);
  const other = await open(store);
  const told: string[] = [];
  const gone = other.of("web").watch((visitorId) => void told.push(`gone ${visitorId}`));
  other.of("web").watch((visitorId) => void told.push(visitorId));
  other.of("help").watch((visitorId) => void told.push(`help ${visitorId}`));
  gone[Symbol.dispose]();
  await one.end("web", "v_ada", 60_000);
  await one.end("web", "v_ada", 60_000);
  await expect.poll(() => told).toEqual(["v_ada"]);
  await one.end("help", "v_ada", 60_000);
  await expect.poll(() => told).toEqual(["v_ada", "help v_ada"]);
  expect(other.of("web").hasEnded("v_ada")).toBe(true);
  expect(other.of("web").hasEnded("v_bob")).toBe(false);
});

test("a process that starts knows what has ended before", async () => {
  const { sessions: store } = createMemoryStore();
  await store.end({ connectorId: "web", visitorId: "v_ada" }, 1_000, Date.now());
  const kept = await open(store, { everyMs: 3_600_000 });
  expect(kept.of("web").hasEnded("v_ada")).toBe(true);
});

test("a signal brings the look forward, and one that comes during a look is not lost", async () => {
  const { sessions: store } = createMemoryStore();
  const waiting: PromiseWithResolvers<void>[] = [];
  const slow: SessionStore = {
    ...store,
    endedAfter: async (position, ...rest) => {
      const ended = await store.endedAfter(position, ...rest);
      if (position > 0 || waiting.length > 0) await waiting[0]?.promise;
      return ended;
    },
  };
  const kept = await open(slow, { everyMs: 3_600_000 });
  const gate = Promise.withResolvers<void>();
  waiting.push(gate);
  kept.look();
  await store.end({ connectorId: "web", visitorId: "v_ada" }, 1_000, Date.now());
  kept.look();
  gate.resolve();
  await expect.poll(() => kept.of("web").hasEnded("v_ada")).toBe(true);
});

test("the others are told, also when a replay has ended the session", async () => {
  const { sessions: store } = createMemoryStore();
  let told = 0;
  const kept = await open(store, { publish: () => void (told += 1) });
  const web = kept.of("web");
  for (const generation of [0, 1]) await web.renew("v_ada", generation, 1_000_000);
  expect(told).toBe(0);
  expect(await web.renew("v_ada", 0, 1_000_000)).toBeUndefined();
  expect(told).toBe(1);
  expect(web.hasEnded("v_ada")).toBe(true);
});

test("a store that is away for a moment delays, and its return ends what has ended", async () => {
  const { sessions: store } = createMemoryStore();
  let isAway = false;
  const away: SessionStore = {
    ...store,
    endedAfter: (...args) => (isAway ? Promise.reject(new Error("away")) : store.endedAfter(...args)),
    use: (token, now) => (isAway ? Promise.reject(new Error("away")) : store.use(token, now)),
  };
  const kept = await open(away);
  const web = kept.of("web");
  await web.renew("v_bob", 0, 1_000_000);
  isAway = true;
  web.use("v_bob", 1);
  await store.end({ connectorId: "web", visitorId: "v_ada" }, 1_000, Date.now());
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(web.hasEnded("v_ada")).toBe(false);
  isAway = false;
  await expect.poll(() => web.hasEnded("v_ada")).toBe(true);
  // The use that could not be noted is noted with the next request.
  web.use("v_bob", 1);
  await expect
    .poll(() => store.judge({ connectorId: "web", visitorId: "v_bob", generation: 0 }, 9e15))
    .toBe("replayed");
});

test("an end is known for as long as an access token may live, whoever else signs out, and not longer", async () => {
  const { sessions: store } = createMemoryStore();
  let now = 1_000;
  const parts = { now: () => now, everyMs: 3_600_000 };
  const kept = await open(store, parts);
  const web = kept.of("web");
  await web.end("v_ada", 30 * day);
  for (let number = 0; number < 100_001; number += 1) await web.end(`v_${number}`, 30 * day);
  now += day;
  const started = (await open(store, parts)).of("web");
  for (const each of [web, started]) expect([each.hasEnded("v_ada"), each.hasEnded("v_100000")]).toEqual([true, true]);
  now += day;
  await web.end("v_bob", 30 * day);
  const later = (await open(store, parts)).of("web");
  for (const each of [web, later]) expect([each.hasEnded("v_ada"), each.hasEnded("v_bob")]).toEqual([false, true]);
  expect(await later.refusalOf("v_ada", 0)).toBe("ended");
  expect(await later.renew("v_ada", 0, 30 * day)).toBeUndefined();
});
