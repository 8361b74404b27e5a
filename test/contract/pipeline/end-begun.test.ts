import { setImmediate } from "node:timers/promises";
import type { Answer, Lease } from "@causerie/server/conversation/turns.ts";
import { endWhatWasBegun } from "@causerie/server/pipeline/inbox/end-begun.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nothing, says, textEvent } from "#contract/store/store-samples.ts";

const author = { role: "bot" } as const;
const starts = (...ids: string[]): Answer => ({
  ...nothing,
  events: ids.map((id) => ({ key: id, body: { type: "message.start", messageId: id, author } })),
});
const ends = (...ids: string[]): Answer => ({
  ...nothing,
  events: ids.map((id) => {
    const message = { type: "text" as const, text: `whole ${id}`, buttons: [], quickReplies: [] };
    return { key: `${id}.final`, body: { type: "message.final", messageId: id, author, message } };
  }),
});

/** A store whose event of Ada waits for its answer. */
async function openTurns() {
  const store = createMemoryStore();
  const turns = endWhatWasBegun(store.turns, store.log);
  await store.events.append(textEvent("a", "hello"), 1_000);
  const begin = async (): Promise<Lease> => {
    const lease = await turns.begin("ada", 1_000);
    if (lease === undefined || lease === "interrupted") throw new Error("nothing can begin");
    return lease;
  };
  const log = async () =>
    (await store.log.read("ada", 1, 1000)).map((event) => {
      if (event.type === "message.final")
        return `${event.messageId} ${event.stopped === true ? "stopped" : "whole"}${event.of === undefined ? "" : ` of ${event.of}`}`;
      return event.type === "message.start" ? `${event.messageId} begun` : event.type;
    });
  return { store, turns, begin, log };
}

test("what an attempt has begun and the next one does not say is ended by the next one's commit, before its own words", async () => {
  const { turns, begin, log } = await openTurns();
  const first = await begin();
  await turns.append(first, starts("m"), 1_000);
  await turns.postpone(first, 1_000);
  await turns.commit(await begin(), { ...nothing, events: [says("other", "other words")] }, { data: {} }, 1_000);
  expect(await log()).toEqual(["m begun", "m stopped of 1", "message"]);
});

test("what the next attempt says again is ended once, with its text", async () => {
  const { turns, begin, log } = await openTurns();
  const first = await begin();
  await turns.append(first, starts("m"), 1_000);
  await turns.postpone(first, 1_000);
  const second = await begin();
  await turns.append(second, starts("m"), 1_000);
  await turns.commit(second, ends("m"), { data: {} }, 1_000);
  expect(await log()).toEqual(["m begun", "m whole"]);
});

test("an event that is set aside leaves nothing open", async () => {
  const { turns, begin, log } = await openTurns();
  const lease = await begin();
  await turns.append(lease, starts("m"), 1_000);
  await turns.deadLetter(lease, { ...nothing, events: [says("sorry", "sorry")] }, "Error", 1_000);
  expect(await log()).toEqual(["m begun", "m stopped of 1", "message"]);
});

test("a turn that is given back when the server stops does not hide what it has begun", async () => {
  const { turns, begin, log } = await openTurns();
  const first = await begin();
  await turns.append(first, starts("m"), 1_000);
  await turns.release(first);
  await turns.commit(await begin(), nothing, { data: {} }, 1_000);
  expect(await log()).toEqual(["m begun", "m stopped of 1"]);
});

test("a turn that begins nothing does not read the log", async () => {
  const { store, begin, log } = await openTurns();
  const turns = endWhatWasBegun(store.turns, { read: () => Promise.reject(new Error("read")) });
  await turns.commit(await begin(), { ...nothing, events: [says("a.1", "hello")] }, { data: {} }, 1_000);
  expect(await log()).toEqual(["message"]);
});

type Step = { begins: string[]; ends: string[]; way: "postpone" | "release" };
const ids = fc.subarray(["m1", "m2", "m3"]);

test("whatever attempts begin and end, and however they break off, each message that has begun ends once", async () => {
  const attempts = fc.array(fc.record({ begins: ids, ends: ids, way: fc.constantFrom("postpone", "release") }), {
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(attempts, ids, fc.boolean(), async (steps: Step[], last, isSetAside) => {
      const { turns, begin, log } = await openTurns();
      for (const step of steps) {
        const lease = await begin();
        await turns.append(lease, starts(...step.begins), 1_000);
        await turns.append(lease, ends(...step.ends.filter((id) => step.begins.includes(id))), 1_000);
        if (step.way === "postpone") await turns.postpone(lease, 1_000);
        else await turns.release(lease);
        await setImmediate();
      }
      const lease = await begin();
      await turns.append(lease, starts(...last), 1_000);
      if (isSetAside) await turns.deadLetter(lease, nothing, "Error", 1_000);
      else await turns.commit(lease, nothing, { data: {} }, 1_000);
      const lines = await log();
      const begun = lines.filter((line) => line.endsWith("begun")).map((line) => line.split(" ")[0]);
      const ended = lines.filter((line) => !line.endsWith("begun")).map((line) => line.split(" ")[0]);
      expect([ended.length, new Set(ended)]).toEqual([begun.length, new Set(begun)]);
    }),
    { numRuns: 200 },
  );
});
