import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import { direct } from "@causerie/server/channel/address.ts";
import { ownMigrations } from "@causerie/server/store/postgres/schema/migrate.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test, vi } from "vitest";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "#contract/store/store-samples.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";

const minutes = 60_000;
/** What is over by the database's clock. The tests do not wait for it. */
const expireLeases = "UPDATE conversation SET lease_until = 0 WHERE lease_until IS NOT NULL";

async function openTwo(
  url: string,
  clocks: [number, number] = [0, 0],
): Promise<AsyncDisposable & { stores: [Store, Store] }> {
  const [one, other] = await Promise.all(
    clocks.map((ahead) => openPostgresStore({ url, now: () => Date.now() + ahead })),
  );
  if (one === undefined || other === undefined) throw new Error("two stores were opened");
  return {
    stores: [one, other],
    [Symbol.asyncDispose]: async () => {
      await Promise.all([one[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
    },
  };
}

describe.skipIf(sharedPostgres === undefined)("PostgreSQL store, several processes", () => {
  test("processes that start at once make the tables once, and share the name of the log", async () => {
    const url = testSchema();
    const stores = await Promise.all(Array.from({ length: 8 }, () => openPostgresStore({ url })));
    const epochs = await Promise.all(stores.map(async ({ log }) => (await log.position("nobody")).epoch));
    expect(new Set(epochs).size).toBe(1);
    const applied = await sql<{ number: number }>(url, "SELECT number FROM migration ORDER BY number");
    expect(applied.map(({ number }) => number)).toEqual(ownMigrations().map(({ number }) => number));
    await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
  });

  test("the same message sent 50 times at once over two processes is one, and every answer says so", async () => {
    const url = testSchema();
    await using pair = await openTwo(url);
    const { stores } = pair;
    await Promise.all(stores.map((store, index) => store.events.append(textEvent(`first-${index}`, "hi"), 0)));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => stores[index % 2 === 0 ? 0 : 1].events.append(textEvent("a", "one"), 0)),
    );
    expect(new Set(answers.map(({ seq }) => seq))).toEqual(new Set([3]));
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await sql(url, "SELECT FROM event WHERE key = 'in:a'")).toHaveLength(1);
    for (const store of stores)
      await expect(store.events.append(textEvent("a", "another"), 0)).rejects.toMatchObject({
        code: "client_id_reused",
      });
  });

  test("of 50 first messages of one new conversation at once none is lost", async () => {
    await using pair = await openTwo(testSchema());
    const { stores } = pair;
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => stores[n % 2 === 0 ? 0 : 1].events.append(textEvent(`${n}`, `${n}`), 0)),
    );
    const events = await stores[0].log.read("ada", 0, 100);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  test("64 writers on one conversation: a reader that follows sees 1, 2, 3 at every moment", async () => {
    const url = testSchema();
    await using pair = await openTwo(url);
    const { stores } = pair;
    const perWriter = 100;
    const total = 64 * perWriter;
    let writing = true;
    const reading = (async () => {
      const seen: number[] = [];
      let looks = 0;
      while (seen.length < total && (writing || looks % 2 === 0)) {
        const page = await stores[1].log.read("ada", seen.length, 1_000);
        seen.push(...page.map(({ seq }) => seq));
        looks += 1;
      }
      return { seen, looks };
    })();
    const writers = Array.from({ length: 64 }, async (_, writer) => {
      const store = stores[writer % 2 === 0 ? 0 : 1];
      for (let n = 0; n < perWriter; n += 1) await store.events.append(textEvent(`${writer}-${n}`, "x"), 0);
    });
    await Promise.all(writers);
    writing = false;
    const { seen, looks } = await reading;
    const rest = (await stores[1].log.read("ada", seen.length, total)).map(({ seq }) => seq);
    expect([...seen, ...rest]).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    // It did follow: the log grew between its looks.
    expect(looks).toBeGreaterThan(10);
  });

  test("of processes that ask at once for a turn or a delivery, one gets it", async () => {
    await using pair = await openTwo(testSchema());
    const { stores } = pair;
    for (let round = 0; round < 20; round += 1) {
      const person = `person-${round}`;
      await queue(stores[0], person, [`delivery-${round}`], 0);
      await stores[1].events.append(eventOf(person, "a"), 0);
      const both = Array.from({ length: 10 }, (_, index) => stores[index % 2 === 0 ? 0 : 1]);
      const turns = await Promise.all(both.map((store) => store.turns.begin(person, 0)));
      expect(turns.filter((lease) => lease !== undefined)).toHaveLength(1);
      const items = await Promise.all(both.map((store) => store.outbox.begin(person, 0)));
      expect(items.filter((item) => item !== undefined)).toHaveLength(1);
    }
  });

  test("a turn under way stays with its owner when another process starts, and is not called interrupted", async () => {
    const url = testSchema();
    await using owner = await openPostgresStore({ url });
    await owner.events.append(textEvent("a", "one"), 0);
    const lease = await beginTurn(owner, "ada", 0);
    await using other = await openPostgresStore({ url });
    expect(await other.turns.due(0, 10, new Set())).toEqual([]);
    expect(await other.turns.begin("ada", 0, false)).toBeUndefined();
    // It looks again when the lease ends.
    const wait = (await other.turns.nextDue(1_000)) ?? 0;
    expect(wait).toBeGreaterThan(1_000);
    expect(wait).toBeLessThanOrEqual(16_000);
    await owner.turns.commit(lease, { events: [says("a.1", "hello")], deliveries: [] }, { data: {} }, 0);
    expect(await readTexts(other, "ada")).toEqual(["> one", "hello"]);
  });

  test("when a lease has ended, another process begins the event as interrupted, and the former owner writes nothing", async () => {
    const url = testSchema();
    await using pair = await openTwo(url);
    const [former, other] = pair.stores;
    await former.events.append(textEvent("a", "one"), 0);
    const lost = await beginTurn(former, "ada", 0);
    await sql(url, expireLeases);
    expect(await other.turns.begin("ada", 0, false)).toBe("interrupted");
    const current = await beginTurn(other, "ada", 0);
    expect(current).toMatchObject({ attempt: 2, interrupted: true });
    const late = {
      events: [says("late", "late")],
      deliveries: [{ id: "late", payload: 1 }],
      tokens: [{ token: "t", value: "v" }],
    };
    const writes = [
      () => former.turns.renew(lost, 0),
      () => former.turns.keepIdempotencyRecord(lost, "late", 1),
      () => former.turns.idempotencyRecords(lost),
      () => former.turns.append(lost, late, 0),
      () => former.turns.commit(lost, late, { data: { late: true } }, 0),
      () => former.turns.postpone(lost, Date.now()),
      () => former.turns.release(lost),
      () => former.turns.deadLetter(lost, late, "late", 0),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(StaleLeaseError);
    await other.turns.commit(current, nothing, { data: {} }, 0);
    for (const write of writes) await expect(write()).rejects.toThrow(StaleLeaseError);
    expect(await readTexts(other, "ada")).toEqual(["> one"]);
    expect(await other.tokens.read("web", "t")).toBeUndefined();
    expect(await other.stats()).toMatchObject({ unanswered: 0, deadLetters: 0, waitingDeliveries: 0 });
  });

  test("processes whose clocks are ten minutes wrong take no turn and no lease from each other, and times still hold", async () => {
    const url = testSchema();
    await using pair = await openTwo(url, [10 * minutes, -10 * minutes]);
    const [ahead, behind] = pair.stores;
    const clockOf = new Map([
      [ahead, () => Date.now() + 10 * minutes],
      [behind, () => Date.now() - 10 * minutes],
    ]);
    const nowOf = (store: Store): number => clockOf.get(store)?.() ?? 0;
    for (const [owner, other] of [
      [ahead, behind],
      [behind, ahead],
    ] as const) {
      const id = owner === ahead ? "a" : "b";
      await owner.events.append(textEvent(id, id), nowOf(owner));
      const lease = await beginTurn(owner, "ada", nowOf(owner));
      await owner.turns.renew(lease, nowOf(owner));
      expect(await other.turns.begin("ada", nowOf(other))).toBeUndefined();
      expect(await owner.leases.hold("one", id, nowOf(owner), 5_000)).toBe(true);
      expect(await other.leases.hold("one", "other", nowOf(other), 5_000)).toBe(false);
      await owner.leases.release("one", id);

      await owner.turns.postpone(lease, nowOf(owner) + 400);
      expect(await other.turns.begin("ada", nowOf(other))).toBeUndefined();
      const due = (await other.turns.nextDue(nowOf(other))) ?? 0;
      expect(Math.abs(due - nowOf(other) - 400)).toBeLessThan(400);
      await expect.poll(() => other.turns.begin("ada", nowOf(other))).toMatchObject({ attempt: 2, interrupted: false });
      await sql(url, expireLeases);
      await owner.turns.commit(await beginTurn(owner, "ada", nowOf(owner)), nothing, { data: {} }, nowOf(owner));
    }
    // What the log says of time is the database's.
    const times = (await ahead.log.read("ada", 0, 10)).map(({ at }) => at);
    for (const at of times) expect(Math.abs(at - Date.now())).toBeLessThan(minutes);
  });

  test("a delivery that its sender has lost goes out again elsewhere, and what that sender says of its end comes too late", async () => {
    const url = testSchema();
    await using pair = await openTwo(url);
    const [former, other] = pair.stores;
    await queue(former, "ada", ["a", "b"], 0);
    await former.outbox.begin("ada", 0);
    expect(await other.outbox.begin("ada", 0)).toBeUndefined();
    await sql(url, "UPDATE outbox SET not_before = 0; UPDATE conversation SET delivery_due = 0");
    expect(await other.outbox.due(0, 10, new Set())).toEqual(["ada"]);
    expect(await other.outbox.begin("ada", 0)).toMatchObject({ id: "a", attempt: 2, resent: true });
    expect(await former.outbox.keepRest("a", "the former's rest", 1, Date.now())).toBe(false);
    expect(await other.outbox.keepRest("a", "the other's rest", 2, Date.now())).toBe(true);
    await former.outbox.fail("a", { reason: "late" }, Date.now());
    await former.outbox.retry("a", Date.now(), { reason: "late" });
    expect((await other.outbox.states(["a"])).get("a")).toEqual({ type: "waiting" });
    await other.outbox.retry("a", Date.now(), { reason: "away" });
    expect(await former.outbox.begin("ada", 0)).toMatchObject({ payload: "the other's rest", partsOut: 2 });
    await former.outbox.sent("a", "mid.1", Date.now());
    expect(await other.outbox.begin("ada", 0)).toMatchObject({ id: "b", attempt: 1 });
  });

  test("a delivery that takes long to send does not count as lost", async () => {
    const url = testSchema();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      await using store = await openPostgresStore({ url });
      await queue(store, "ada", ["a"], 0);
      await store.outbox.begin("ada", 0);
      await sql(url, "UPDATE outbox SET not_before = 0; UPDATE conversation SET delivery_due = 0");
      vi.advanceTimersByTime(20_000);
      await store.ready();
      const [row] = await sql<{ ahead: string }>(url, "SELECT not_before - now_ms() AS ahead FROM outbox");
      expect(Number(row?.ahead)).toBeGreaterThan(30_000);
      expect(await store.outbox.due(0, 10, new Set())).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("an event that PostgreSQL cannot store fails alone, and its texts are not in the error", async () => {
    await using store = await openPostgresStore({ url: testSchema() });
    const append = (id: string, user: string) =>
      store.events.append(textEvent(id, "secret words", { conversationId: id, address: direct(user) }), 0);
    const results = await Promise.allSettled([
      append("a", "user-a"),
      append("b", "user\u0000b"),
      append("c", "user-c"),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const reason = results[1]?.status === "rejected" ? String(results[1].reason) : "";
    expect(reason).toMatch(/PostgreSQL answered 22P05/);
    expect(reason).not.toMatch(/secret|user/);
  });
});
