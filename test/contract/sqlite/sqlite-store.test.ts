import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import { renewEpoch } from "@causerie/server/store/sqlite/maintenance.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { closedContract } from "#contract/store/conversation/closed-contract.ts";
import { deskCasesContract } from "#contract/store/desk/cases-contract.ts";
import { figuresContract } from "#contract/store/desk/figures-contract.ts";
import { deskRecordsContract } from "#contract/store/desk/records-contract.ts";
import { unknownSentencesContract } from "#contract/store/desk/sentences-contract.ts";
import { storeContract } from "#contract/store/store-contract.ts";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "#contract/store/store-samples.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

storeContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));
closedContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));
deskRecordsContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));
deskCasesContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));
unknownSentencesContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));
figuresContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));

describe("SQLite store: what is kept over a restart", () => {
  test("everything", async () => {
    const folder = temporaryFolder();
    const state = { locale: "fr", data: { city: "Lyon" } };
    {
      await using store = await openSqliteStore({ folder });
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      await store.events.append(eventOf("bob", "a"), 1_000);
      const answer = { events: [says("a.1", "hello")], deliveries: [{ id: "a.1.0", payload: "hello" }] };
      await store.turns.commit(await beginTurn(store, "ada", 1_000), answer, state, 1_000);
      await store.turns.deadLetter(await beginTurn(store, "bob", 1_000), nothing, "StoryError", 1_000);
    }
    await using store = await openSqliteStore({ folder });
    expect(await readTexts(store, "ada")).toEqual(["> one", "> two", "hello"]);
    expect(await store.stats()).toMatchObject({ unanswered: 1, deadLetters: 1, waitingDeliveries: 1 });
    expect(await beginTurn(store, "ada", 2_000)).toMatchObject({ seq: 2, attempt: 1, conversation: { state } });
    expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "a.1.0", payload: "hello" });
  });

  test("the epoch, which another store does not share", async () => {
    const folder = temporaryFolder();
    const epochOf = async (folder: string): Promise<string> => {
      await using store = await openSqliteStore({ folder });
      return (await store.log.position("ada")).epoch;
    };
    const epoch = await epochOf(folder);
    expect(await epochOf(folder)).toBe(epoch);
    expect(await epochOf(temporaryFolder())).not.toBe(epoch);
  });

  test("a try that ended with the process is counted", async () => {
    const folder = temporaryFolder();
    await using before = await openSqliteStore({ folder });
    await before.events.append(textEvent("a", "one"), 1_000);
    expect(await beginTurn(before, "ada", 1_000)).toMatchObject({ attempt: 1 });
    await before.ready();

    await using after = await openSqliteStore({ folder, takeOver: true });
    expect(await beginTurn(after, "ada", 1_000)).toMatchObject({ seq: 1, attempt: 2 });
  });

  test("which events were being answered when the process died, and no others", async () => {
    const folder = temporaryFolder();
    await using before = await openSqliteStore({ folder });
    const people = ["waits", "runs", "answered", "postponed", "given back", "dead letter"];
    for (const person of people) await before.events.append(eventOf(person, "a"), 1_000);
    expect(await interruptedOf(before, people)).toEqual([]);
    await beginTurn(before, "runs", 1_000);
    await before.turns.commit(await beginTurn(before, "answered", 1_000), nothing, { data: {} }, 1_000);
    await before.turns.postpone(await beginTurn(before, "postponed", 1_000), 1_000);
    await before.turns.release(await beginTurn(before, "given back", 1_000));
    await before.turns.deadLetter(await beginTurn(before, "dead letter", 1_000), nothing, "StoryError", 1_000);
    await before.ready();

    await using between = await openSqliteStore({ folder, takeOver: true });
    expect(await interruptedOf(between, people)).toEqual(["runs"]);
    await using after = await openSqliteStore({ folder, takeOver: true });
    expect(await interruptedOf(after, people)).toEqual(["runs"]);
    expect(await beginTurn(after, "runs", 1_000)).toMatchObject({ attempt: 2, interrupted: true });
  });

  test("the attempt at an interrupted event is durable before it begins", async () => {
    const folder = temporaryFolder();
    await using before = await openSqliteStore({ folder, now: () => 500 });
    await before.events.append(textEvent("a", "one"), 1_000);
    await beginTurn(before, "ada", 1_000);
    await before.ready();
    // As if the clock had been set back: the event seems to be newer than the start.
    await using after = await openSqliteStore({ folder, takeOver: true, now: () => 500 });
    expect(await beginTurn(after, "ada", 1_000)).toMatchObject({ interrupted: true });
    using reader = new DatabaseSync(join(folder, "causerie.db"), { readOnly: true });
    expect(reader.prepare("SELECT attempts FROM work").get()).toEqual({ attempts: 2 });
  });

  test("what is left over is told at the start, in numbers", async () => {
    const folder = temporaryFolder();
    const first = collectLogLines("info");
    {
      await using store = await openSqliteStore({ folder, logger: first.logger });
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.events.append(textEvent("a", "something private"), 1_000);
      await store.events.append(eventOf("bob", "a"), 1_000);
      await store.turns.deadLetter(await beginTurn(store, "bob", 1_000), nothing, "StoryError", 1_000);
    }
    expect(first.lines).toEqual([]);
    const second = collectLogLines("info");
    await using _store = await openSqliteStore({ folder, logger: second.logger });
    expect(second.lines).toEqual([
      expect.objectContaining({ level: 30, unanswered: 1, deadLetters: 1, waitingDeliveries: 2 }) as unknown,
    ]);
  });

  test("of a delivery that is over, nothing but its id", async () => {
    const folder = temporaryFolder();
    await using store = await openSqliteStore({ folder });
    await queue(store, "ada", ["sent", "confirmed", "refused", "waiting"], 1_000);
    await store.outbox.begin("ada", 1_000);
    await store.outbox.sent("sent", "mid.1", 1_000);
    await store.outbox.begin("ada", 1_000);
    await store.outbox.confirm("web", "confirmed", "mid.2", 1_000);
    await store.outbox.begin("ada", 1_000);
    await store.outbox.fail("refused", { reason: "551", kind: "recipient" }, 1_000);
    expect(payloadsIn(folder)).toEqual(["null", "null", "null", '{"text":"waiting"}']);
    expect(await store.outbox.confirm("web", "sent", "mid.1", 2_000)).toBe("ada");
    expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "waiting", payload: { text: "waiting" } });
  });

  test("a restored backup gets an epoch of its own, so that no cursor of before fits", async () => {
    const folder = temporaryFolder();
    const epochOf = async (): Promise<string> => {
      await using store = await openSqliteStore({ folder });
      return (await store.log.position("ada")).epoch;
    };
    {
      await using store = await openSqliteStore({ folder });
      await store.events.append(textEvent("a", "one"), 1_000);
      await expect(renewEpoch(folder)).rejects.toThrow("in use by another process");
    }
    const before = await epochOf();
    const renewed = await renewEpoch(folder);
    expect(renewed).not.toBe(before);
    expect(await epochOf()).toBe(renewed);
    await using store = await openSqliteStore({ folder });
    expect(await readTexts(store, "ada")).toEqual(["> one"]);
    await expect(renewEpoch(temporaryFolder())).rejects.toThrow("There is no database");
  });

  test("what has been asked for is written before the store closes", async () => {
    const folder = temporaryFolder();
    const store = await openSqliteStore({ folder });
    const accepted = store.events.append(textEvent("a", "one"), 1_000);
    await store[Symbol.asyncDispose]();
    expect(await accepted).toEqual({ seq: 1, duplicate: false });
    await expect(store.events.append(textEvent("b", "two"), 1_000)).rejects.toThrow("the server is stopping");
    await expect(store.ready()).rejects.toThrow("the server is stopping");
  });

  test("a delivery that was on its way waits ten seconds for its echo, and then goes out as resent", async () => {
    const folder = temporaryFolder();
    await using before = await openSqliteStore({ folder });
    await queue(before, "ada", ["a", "b"], 1_000);
    await queue(before, "bob", ["c"], 1_000);
    await before.outbox.begin("ada", 1_000);
    await before.outbox.begin("bob", 1_000);

    await using after = await openSqliteStore({ folder, takeOver: true, now: () => 50_000 });
    expect(await after.outbox.due(59_999, 10, new Set())).toEqual([]);
    expect(await after.outbox.nextDue(50_000)).toBe(60_000);
    expect(await after.outbox.confirm("web", "c", "mid.1", 51_000)).toBe("bob");
    expect(await after.outbox.due(60_000, 10, new Set())).toEqual(["ada"]);
    expect(await after.outbox.begin("ada", 60_000)).toMatchObject({ id: "a", attempt: 2, resent: true });
  });
});

describe("SQLite store: many at once", () => {
  test("64 who write into one conversation fill 1 to 64, and a reader beside them never sees a hole", async () => {
    await using store = await openSqliteStore({ folder: temporaryFolder() });
    const ids = Array.from({ length: 64 }, (_, number) => `event-${number}`);
    const written = Promise.all(ids.map((id) => store.events.append(textEvent(id, id), 1_000)));

    const seen: number[] = [];
    while (seen.length < 64) {
      for (const { seq } of await store.log.read("ada", seen.length, 7)) seen.push(seq);
      await setImmediate();
    }
    const oneTo64 = Array.from({ length: 64 }, (_, index) => index + 1);
    expect(seen).toEqual(oneTo64);
    expect((await written).map(({ seq }) => seq)).toEqual(oneTo64);
  });

  test("the same message 50 times at once is stored once and answered 50 times", async () => {
    await using store = await openSqliteStore({ folder: temporaryFolder() });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => store.events.append(textEvent("a", "one"), 1_000)),
    );
    expect(new Set(answers.map(({ seq }) => seq))).toEqual(new Set([1]));
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await readTexts(store, "ada")).toEqual(["> one"]);
  });

  test("one that fails does no harm to those it shares a commit with", async () => {
    await using store = await openSqliteStore({ folder: temporaryFolder() });
    const outcomes = await Promise.allSettled([
      store.events.append(textEvent("a", "one"), 1_000),
      store.events.append(textEvent("a", "another"), 1_000),
      store.events.append(textEvent("b", "two"), 1_000),
      // Not a number SQLite can keep as an integer: fails in the middle of its operation.
      store.events.append(textEvent("c", "half"), 0.5),
      store.events.append(textEvent("d", "three"), 1_000),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(await readTexts(store, "ada")).toEqual(["> one", "> two", "> three"]);
    expect((await store.log.read("ada", 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("while a program holds the database for a moment, writers wait and readers do not", async () => {
    const folder = temporaryFolder();
    await using store = await openSqliteStore({ folder });
    using other = new DatabaseSync(join(folder, "causerie.db"));
    other.exec("BEGIN IMMEDIATE");
    const accepted = store.events.append(textEvent("a", "one"), 1_000);
    expect(await readTexts(store, "ada")).toEqual([]);
    other.exec("COMMIT");
    expect(await accepted).toEqual({ seq: 1, duplicate: false });
  });

  test("when far too much waits, new events are turned away and none is half stored", async () => {
    await using store = await openSqliteStore({ folder: temporaryFolder() });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10_050 }, (_, number) => store.events.append(textEvent(`event-${number}`, "hi"), 1_000)),
    );
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(50);
    expect(refused[0]).toMatchObject({ reason: { code: "unavailable", retryAfterMs: 1_000 } });
    expect(await store.log.position("ada")).toMatchObject({ lastSeq: 10_000 });
  });
});

describe("SQLite store: one owner", () => {
  test("leases by name do not outlive the process that held them, unless it may live on", async () => {
    const folder = temporaryFolder();
    {
      await using before = await openSqliteStore({ folder });
      expect(await before.leases.hold("connector:a", "one", 1_000, 15_000)).toBe(true);
    }
    await using after = await openSqliteStore({ folder });
    expect(await after.leases.hold("connector:a", "two", 1_001, 15_000)).toBe(true);
    await using beside = await openSqliteStore({ folder, takeOver: true });
    expect(await beside.leases.hold("connector:a", "three", 1_002, 15_000)).toBe(false);
    await expect(after.leases.hold("connector:a", "two", 1_002, 15_000)).rejects.toThrow(StaleLeaseError);
  });

  test("a process that another has replaced writes nothing any more", async () => {
    const folder = temporaryFolder();
    await using old = await openSqliteStore({ folder });
    await queue(old, "bob", ["b"], 1_000);
    await old.outbox.begin("bob", 1_000);
    await old.events.append(textEvent("a", "one"), 1_000);
    await old.events.append(eventOf("cem", "a"), 1_000);
    const lease = await beginTurn(old, "ada", 1_000);
    await old.ready();

    await using current = await openSqliteStore({ folder, takeOver: true, now: () => 2_000 });
    const late = { events: [says("late", "late")], deliveries: [{ id: "late", payload: "late" }] };
    const stale = { name: "StaleLeaseError" };
    await expect(old.turns.append(lease, late, 2_000)).rejects.toMatchObject(stale);
    await expect(old.turns.commit(lease, late, { data: {} }, 2_000)).rejects.toMatchObject(stale);
    await expect(old.outbox.begin("bob", 99_000)).rejects.toMatchObject(stale);
    await expect(old.outbox.sent("b", "mid.1", 2_000)).rejects.toMatchObject(stale);
    await expect(old.outbox.retry("b", 2_000, { reason: "503", kind: "transient" })).rejects.toMatchObject(stale);
    await expect(old.outbox.unknown("b", 2_000, { reason: "timeout", kind: "unknown" })).rejects.toMatchObject(stale);
    await expect(old.outbox.fail("b", { reason: "551", kind: "recipient" }, 2_000)).rejects.toMatchObject(stale);
    await expect(old.outbox.confirm("web", "b", "mid.1", 2_000)).rejects.toMatchObject(stale);
    await expect(old.ready()).rejects.toMatchObject(stale);

    expect(await readTexts(current, "ada")).toEqual(["> one"]);
    expect(await current.stats()).toMatchObject({ unanswered: 2, deadLetters: 0, waitingDeliveries: 1 });
    expect(await beginTurn(current, "ada", 2_000)).toMatchObject({ seq: 1, attempt: 2 });
    expect(await current.outbox.begin("bob", 12_000)).toMatchObject({ id: "b", attempt: 2, resent: true });
  });

  test("a replaced process begins no turns, and sends its visitors to the one that can store what they say", async () => {
    const folder = temporaryFolder();
    await using old = await openSqliteStore({ folder });
    await old.events.append(textEvent("a", "one"), 1_000);
    await using _current = await openSqliteStore({ folder, takeOver: true });
    expect(await old.turns.begin("ada", 2_000)).toBeUndefined();
    await expect(old.events.append(textEvent("b", "two"), 2_000)).rejects.toMatchObject({ code: "unavailable" });
    expect(await readTexts(old, "ada")).toEqual(["> one"]);
  });

  test("postponing, or giving up, after being replaced fails, too", async () => {
    const folder = temporaryFolder();
    await using old = await openSqliteStore({ folder });
    await old.events.append(eventOf("ada", "a"), 1_000);
    await old.events.append(eventOf("bob", "a"), 1_000);
    const leases = [await beginTurn(old, "ada", 1_000), await beginTurn(old, "bob", 1_000)] as const;
    await using current = await openSqliteStore({ folder, takeOver: true });
    await expect(old.turns.postpone(leases[0], 99_000)).rejects.toMatchObject({ name: "StaleLeaseError" });
    await expect(old.turns.deadLetter(leases[1], nothing, "gone", 2_000)).rejects.toMatchObject({
      name: "StaleLeaseError",
    });
    expect(await current.turns.due(2_000, 10, new Set())).toEqual(["ada", "bob"]);
  });
});

/** Whose event an earlier process may have died of. What else is due is begun and given back. */
async function interruptedOf(store: Store, people: readonly string[]): Promise<string[]> {
  const interrupted: string[] = [];
  for (const person of people) {
    const lease = await store.turns.begin(person, 1_000, false);
    if (lease === "interrupted") interrupted.push(person);
    else if (lease !== undefined) await store.turns.release(lease);
  }
  return interrupted;
}

function payloadsIn(folder: string): unknown[] {
  using db = new DatabaseSync(join(folder, "causerie.db"), { readOnly: true });
  return db
    .prepare("SELECT payload FROM outbox ORDER BY position")
    .all()
    .map(({ payload }) => payload);
}
