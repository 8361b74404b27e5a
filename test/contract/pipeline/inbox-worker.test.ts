import { setImmediate } from "node:timers/promises";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, test } from "vitest";
import { beginTurn, eventOf, nothing, readTexts, textEvent } from "#contract/store/store-samples.ts";
import { answerHello, startTestWorker } from "./test-worker.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

test("events of a connector that is not configured wait until it is, and lose no try by it", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  for (const id of ["a", "b"]) await store.events.append(textEvent(id, id, { connectorId: "page" }), 1_000);
  await store.events.append(textEvent("c", "c", { connectorId: "page", conversationId: "eve" }), 1_000);
  let configured = false;
  const attempts: number[] = [];
  await using worker = startTestWorker(
    store,
    {
      handle: (lease) => {
        attempts.push(lease.attempt);
        return answerHello(store, lease);
      },
    },
    { isConfigured: (connectorId) => configured && connectorId === "page" },
  );
  for (let minute = 0; minute < 10; minute += 1) {
    await worker.runner.idle();
    expect(await store.turns.nextDue(worker.clock.now)).toBe(worker.clock.now + 60_000);
    worker.clock.now += 60_000;
    worker.runner.wake("ada");
    worker.runner.wake("eve");
  }
  await worker.runner.idle();
  expect(worker.lines).toEqual([
    expect.objectContaining({ level: 40, connectorId: "page", msg: expect.stringContaining("events wait") as string }),
  ]);
  configured = true;
  worker.clock.now += 60_000;
  worker.runner.wake("ada");
  await worker.runner.idle();
  expect(await readTexts(store, "ada")).toEqual(["> a", "> b", "hello", "hello"]);
  expect(attempts).toEqual([1, 1]);
});

test("an event for which there is not even an apology is tried again, and its conversation goes on after it", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  await store.events.append(textEvent("a", "one"), 1_000);
  await store.events.append(textEvent("b", "two"), 1_000);
  let broken = true;
  await using worker = startTestWorker(
    store,
    {
      handle: (lease) => (broken ? Promise.reject(new Error("broken")) : answerHello(store, lease)),
      apologize: () => {
        throw new Error("no words");
      },
    },
    { maxAttempts: 1 },
  );
  await worker.runner.idle();
  expect(worker.lines.at(-1)).toMatchObject({ level: 50, conversationId: "ada", seq: 1, err: { type: "Error" } });
  broken = false;
  worker.clock.now += 30_000;
  worker.runner.wake("ada");
  await worker.runner.idle();
  // It is past its tries, so it is not handed to a story again.
  expect(await readTexts(store, "ada")).toEqual(["> one", "> two"]);
  expect(await store.turns.nextDue(worker.clock.now)).toBe(worker.clock.now + 30_000);
  await worker.runner.stop();

  await using repaired = startTestWorker(store, {}, { maxAttempts: 1 });
  repaired.clock.now = worker.clock.now + 30_000;
  repaired.runner.wake("ada");
  await repaired.runner.idle();
  expect(await readTexts(store, "ada")).toEqual(["> one", "> two", "sorry", "turn.end", "hello"]);
});

test("what was being answered when a process died is answered one at a time, everything else beside it", async () => {
  const folder = temporaryFolder();
  await using dead = await openSqliteStore({ folder });
  const interrupted = Array.from({ length: 10 }, (_, number) => `interrupted-${number}`);
  const others = Array.from({ length: 10 }, (_, number) => `other-${number}`);
  for (const person of [...interrupted, ...others]) await dead.events.append(eventOf(person, "a"), 1_000);
  for (const person of interrupted) await beginTurn(dead, person, 1_000);
  await dead.ready();

  await using store = await openSqliteStore({ folder, takeOver: true });
  const running = new Set<string>();
  const seen: { interrupted: number; all: number }[] = [];
  const full = Promise.withResolvers<void>();
  const runtime: Partial<BotRuntime> = {
    handle: async (lease) => {
      running.add(lease.conversation.id);
      seen.push({ interrupted: [...running].filter((id) => interrupted.includes(id)).length, all: running.size });
      if (running.size === 8) full.resolve();
      // However slow the disk is: the others stay until all slots are taken, beside an interrupted event or without.
      if (others.includes(lease.conversation.id)) await full.promise;
      for (let round = 0; round < 5; round += 1) await setImmediate();
      await store.turns.commit(lease, nothing, { data: {} }, 1_000);
      running.delete(lease.conversation.id);
    },
  };
  // Fewer than there are interrupted events: they must not take all slots while they wait.
  await using worker = startTestWorker(store, runtime, { concurrency: 8 });
  await worker.runner.idle();
  expect(seen).toHaveLength(20);
  expect(Math.max(...seen.map((moment) => moment.interrupted))).toBe(1);
  expect(Math.max(...seen.map((moment) => moment.all))).toBe(8);
  expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 0 });
});

test("an interrupted event that fails without ending the process does not hold up the next one", async () => {
  const folder = temporaryFolder();
  await using dead = await openSqliteStore({ folder });
  for (const person of ["ada", "bob"]) {
    await dead.events.append(eventOf(person, "a"), 1_000);
    await beginTurn(dead, person, 1_000);
  }
  await dead.ready();
  await using store = await openSqliteStore({ folder, takeOver: true });
  await using worker = startTestWorker(store, {
    handle: (lease) =>
      lease.conversation.id === "ada" ? Promise.reject(new Error("broken")) : answerHello(store, lease),
  });
  await worker.runner.idle();
  expect(await readTexts(store, "bob")).toEqual(["> hello", "hello"]);
});

test("an observer of answers that throws changes nothing", async () => {
  await using store = createMemoryStore();
  await store.events.append(textEvent("a", "one"), 1_000);
  await store.events.append(textEvent("b", "two"), 1_000);
  await using worker = startTestWorker(
    store,
    { handle: (lease) => (lease.seq === 1 ? Promise.reject(new Error("broken")) : answerHello(store, lease)) },
    {
      maxAttempts: 1,
      setAside: () => {
        throw new Error("a screen that is gone");
      },
    },
  );
  await worker.runner.idle();
  expect(await readTexts(store, "ada")).toEqual(["> one", "> two", "sorry", "turn.end", "hello"]);
  expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 1, waitingDeliveries: 0 });
  expect(worker.lines.at(-1)).toMatchObject({ level: 50, seq: 1, err: { type: "Error" } });
});
