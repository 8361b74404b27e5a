import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openPostgresStore, type PostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { isUnavailable } from "@causerie/server/store/postgres/writer.ts";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "#contract/store/store-samples.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { type PostgresServer, startPostgres } from "#support/postgres/postgres-server.ts";
import { sql } from "#support/postgres/test-database.ts";

const away = { name: "RequestError", code: "unavailable" };

/** Visitors who write until they are told to stop, and again when they are turned away. */
class Visitors {
  readonly acknowledged = new Map<string, string[]>();
  readonly #store: PostgresStore;
  #isStopped = false;
  #lastAt = performance.now();
  /** The longest time in which nobody was acknowledged, in milliseconds. */
  longestPauseMs = 0;

  constructor(store: PostgresStore) {
    this.#store = store;
  }

  async write(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, index) => this.#writeAs(`person-${index}`)));
  }

  stop(): void {
    this.#isStopped = true;
  }

  get total(): number {
    return [...this.acknowledged.values()].reduce((sum, ids) => sum + ids.length, 0);
  }

  async #writeAs(person: string): Promise<void> {
    const ids: string[] = [];
    this.acknowledged.set(person, ids);
    for (let n = 0; !this.#isStopped; n += 1) {
      const id = `${person}-${n}`;
      while (!(await this.#isAccepted(person, id))) if (this.#isStopped) return;
      ids.push(id);
      const now = performance.now();
      this.longestPauseMs = Math.max(this.longestPauseMs, now - this.#lastAt);
      this.#lastAt = now;
    }
  }

  async #isAccepted(person: string, id: string): Promise<boolean> {
    try {
      await this.#store.events.append(eventOf(person, id), 0);
      return true;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await sleep(50);
      return false;
    }
  }
}

/** Each acknowledged message stands in the log once, in the order of its person, and no number is missing. */
async function expectNothingLost(store: PostgresStore, { acknowledged }: Visitors): Promise<void> {
  for (const [person, ids] of acknowledged) {
    const events = await store.log.read(person, 0, 1_000_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const stored = events.map((event) => (event.type === "visitor" ? event.clientId : event.type));
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored.slice(0, ids.length)).toEqual(ids);
  }
}

describe.skipIf(postgresPrograms() === undefined)("PostgreSQL store, faults", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  let schemas = 0;
  const newUrl = (port = server.port): string =>
    `${server.url.replace(/:\d+\//, `:${port}/`)}?schema=f${(schemas += 1)}`;

  test.each([
    ["a backend is killed", async () => process.kill(await someBackend(server.url), "SIGKILL")],
    ["the power fails and it starts again", () => server.restart("immediate")],
    ["it is restarted", () => server.restart("fast")],
  ])("when %s in mid-run, what was acknowledged is kept, and all goes on by itself", async (_name, fault) => {
    const { logger, lines } = collectLogLines("warn");
    const url = newUrl();
    await using store = await openPostgresStore({ url, logger });
    const visitors = new Visitors(store);
    const writing = visitors.write(8);
    for (let round = 0; round < 3; round += 1) {
      await sleep(200);
      await fault();
      const before = visitors.total;
      await expect.poll(() => visitors.total, { timeout: 15_000 }).toBeGreaterThan(before + 50);
    }
    visitors.stop();
    await writing;
    await expectNothingLost(store, visitors);
    await store.ready();
    expect(visitors.longestPauseMs).toBeLessThan(15_000);
    expect(lines.some(({ msg }) => /What was acknowledged is kept/.test(msg))).toBe(true);
    expect(lines.at(-1)?.msg).toBe("PostgreSQL answers again");
    expect(JSON.stringify(lines)).not.toMatch(/postgres:\/\/|hello/);
  });

  test("a turn whose answer is written while PostgreSQL starts again is answered once", async () => {
    await using store = await openPostgresStore({ url: newUrl() });
    for (let round = 0; round < 5; round += 1) {
      const person = `person-${round}`;
      await store.events.append(eventOf(person, "a"), 0);
      const lease = await beginTurn(store, person, 0);
      const answer = { events: [says("a.1", "hi")], deliveries: [{ id: `${person}.1`, payload: 1 }] };
      const restarted = server.restart("immediate");
      await sleep(round * 10);
      // A slow start takes longer than the store tries; then its caller does, and may find that it has been written.
      const commit = () => store.turns.commit(lease, answer, { data: {} }, 0);
      while (
        !(await commit().then(
          () => true,
          (error: unknown) => !isUnavailable(error),
        ))
      );
      await restarted;
      expect(await readTexts(store, person)).toEqual(["> hello", "hi"]);
    }
    expect(await store.stats()).toMatchObject({ unanswered: 0, waitingDeliveries: 5 });
  });

  test("what was written although its answer was lost is written once, and counts as done", async () => {
    await using proxy = await startTcpProxy(server.port);
    await using store = await openPostgresStore({ url: newUrl(proxy.port) });
    /** The job is done, its answer is not heard, and it is tried again over a new connection. */
    const withLostAnswer = async <Result>(job: () => Promise<Result>): Promise<Result> => {
      proxy.swallow("answers");
      const done = job();
      await sleep(300);
      proxy.heal();
      return await done;
    };
    for (let round = 0; round < 3; round += 1) {
      const id = `message-${round}`;
      const accepted = await withLostAnswer(() => store.events.append(textEvent(id, id), 0));
      // Whoever sends it has not been answered, so it is news to them.
      expect(accepted.duplicate).toBe(false);
      expect(await store.events.append(textEvent(id, id), 0)).toEqual({ ...accepted, duplicate: true });
      const postponed = await withLostAnswer(() => beginTurn(store, "ada", 0));
      expect(postponed.attempt).toBe(1);
      expect(await store.turns.begin("ada", 0)).toBeUndefined();
      await withLostAnswer(() => store.turns.postpone(postponed, Date.now()));
      await expect.poll(() => store.turns.due(0, 10, new Set())).toEqual(["ada"]);
      const released = await beginTurn(store, "ada", 0);
      await withLostAnswer(() => store.turns.release(released));
      const lease = await beginTurn(store, "ada", 0);
      expect(lease.attempt).toBe(released.attempt);
      const part = { events: [says(`${id}.1`, "hi")], deliveries: [{ id: `${id}.1`, payload: 1 }] };
      await withLostAnswer(() => store.turns.append(lease, part, 0));
      await withLostAnswer(() => store.turns.keepIdempotencyRecord(lease, "seat", 1));
      if (round === 2) await withLostAnswer(() => store.turns.deadLetter(lease, part, "test", 0));
      else await withLostAnswer(() => store.turns.commit(lease, part, { data: {} }, 0));
    }
    // A repeat stays one, whatever happens to its own answer.
    await sleep(2_500);
    const again = () => store.events.append(textEvent("message-2", "message-2"), 0);
    expect(await withLostAnswer(again)).toMatchObject({ duplicate: true });
    const expected = [0, 1, 2].flatMap((round) => [`> message-${round}`, "hi"]);
    expect(await readTexts(store, "ada")).toEqual(expected);
    expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 1, waitingDeliveries: 3 });
    expect(await withLostAnswer(() => store.outbox.begin("ada", 0))).toMatchObject({ attempt: 1, resent: false });
    expect(await store.outbox.begin("ada", 0)).toBeUndefined();
    await withLostAnswer(() => store.outbox.retry("message-0.1", Date.now(), { reason: "away" }));
    expect(await store.outbox.begin("ada", 0)).toMatchObject({ id: "message-0.1", attempt: 2, resent: false });
  });

  test("during a partition nobody is told that a message is kept, and soon after it all is as before", async () => {
    await using proxy = await startTcpProxy(server.port);
    await using store = await openPostgresStore({ url: newUrl(proxy.port) });
    const visitors = new Visitors(store);
    const writing = visitors.write(8);
    await expect.poll(() => visitors.total).toBeGreaterThan(50);

    proxy.swallow();
    // What was on its way may still have been answered.
    await sleep(100);
    const before = visitors.total;
    const asks = [
      () => store.events.append(textEvent("p", "partition"), 0),
      () => store.log.read("person-0", 0, 10),
      () => store.log.position("person-0"),
      () => store.turns.begin("person-0", 0),
      () => store.ready(),
    ];
    const asked = performance.now();
    await Promise.all(asks.map((ask) => expect(ask()).rejects.toMatchObject({ ...away, retryAfterMs: 2_000 })));
    expect(performance.now() - asked).toBeLessThan(3_000);
    await sleep(2_500);
    expect(visitors.total).toBe(before);

    proxy.heal();
    const healed = performance.now();
    await expect.poll(() => visitors.total, { interval: 50 }).toBeGreaterThan(before + 8);
    expect(performance.now() - healed).toBeLessThan(5_000);
    visitors.stop();
    await writing;
    await store.ready();
    await expectNothingLost(store, visitors);
  });

  test("an owner that is frozen in mid-turn has lost it when it wakes: all it writes is refused", async () => {
    const url = newUrl();
    await using store = await openPostgresStore({ url });
    await queue(store, "bob", ["to bob"], 0);
    await store.events.append(textEvent("a", "one"), 0);
    const script = new URL("freeze-in-a-turn.ts", import.meta.url).pathname;
    const frozen = spawn(process.execPath, ["--conditions=causerie-source", script, url], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    onTestFinished(() => void frozen.kill("SIGKILL"));
    const lines = createInterface({ input: frozen.stdout })[Symbol.asyncIterator]();
    const { value: begun } = (await lines.next()) as { value: string };
    frozen.kill("SIGSTOP");
    frozen.stdin.write("go on\n");
    expect(await store.turns.begin("ada", 0)).toBeUndefined();

    // Its lease ends and its delivery counts as lost, which the test does not wait for.
    await sql(
      url,
      "UPDATE conversation SET lease_until = 0 WHERE lease_until IS NOT NULL; UPDATE outbox SET not_before = 0; UPDATE conversation SET delivery_due = 0 WHERE delivery_due IS NOT NULL",
    );
    expect(await store.turns.due(0, 10, new Set())).toEqual(["ada"]);
    const lease = await beginTurn(store, "ada", 0);
    expect(lease).toMatchObject({ attempt: 2, interrupted: true });
    expect(`begun ${lease.fence}`).not.toBe(begun);
    expect(await store.outbox.begin("bob", 0)).toMatchObject({ id: "to bob", resent: true });
    await store.turns.append(lease, { events: [says("a.1", "hello")], deliveries: [] }, 0);

    frozen.kill("SIGCONT");
    const { value: refusals } = (await lines.next()) as { value: string };
    expect(refusals.split(" ")).toEqual(Array.from({ length: 7 }, () => "StaleLeaseError"));
    await once(frozen, "exit");
    await store.turns.commit(lease, nothing, { data: {} }, 0);
    expect(await readTexts(store, "ada")).toEqual(["> one", "hello"]);
    expect((await store.outbox.states(["to bob", "late"])).get("to bob")).toEqual({ type: "waiting" });
    await store.outbox.sent("to bob", "mid.1", 0);
  });

  test("a listener hears what is sent, and is told of a break that it was deaf in", async () => {
    await using proxy = await startTcpProxy(server.port);
    await using store = await openPostgresStore({ url: newUrl(proxy.port) });
    await using stranger = await openPostgresStore({ url: newUrl() });
    const heard: string[] = [];
    let breaks = 0;
    await using _listening = await store.notifications.listen("news", {
      received: (payload) => heard.push(payload),
      restored: () => (breaks += 1),
    });
    await stranger.notifications.notify("news", ["of another schema"]);
    await store.notifications.notify("news", ["one", "two"]);
    await expect.poll(() => heard).toEqual(["one", "two"]);
    proxy.cut();
    await expect.poll(() => breaks).toBe(1);
    await store.notifications.notify("news", ["three"]);
    await expect.poll(() => heard).toEqual(["one", "two", "three"]);
  });
});

/** One that serves a store, not the connection that asks. */
async function someBackend(url: string): Promise<number> {
  const rows = await sql<{ pid: number }>(
    url,
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'causerie' ORDER BY query_start DESC NULLS LAST LIMIT 1",
  );
  const [row] = rows;
  if (row === undefined) throw new Error("no store is connected");
  return row.pid;
}
