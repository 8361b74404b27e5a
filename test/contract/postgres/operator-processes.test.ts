import { setTimeout as sleep } from "node:timers/promises";
import { direct } from "@causerie/server/channel/address.ts";
import { exportPerson, forgetPerson } from "@causerie/server/operator/people.ts";
import type { Operator } from "@causerie/server/operator/operator.ts";
import { startRetention } from "@causerie/server/operator/start-retention.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { parseAddress } from "@causerie/server/store/postgres/connection/address.ts";
import { toEventInput } from "@causerie/server/store/event-input.ts";
import { openPostgresStore, type PostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { withPostgresOperator } from "@causerie/server/store/postgres/operator/open-operator.ts";
import { migrate, ownMigrations } from "@causerie/server/store/postgres/schema/migrate.ts";
import { isUnavailable } from "@causerie/server/store/postgres/writer.ts";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, says, textEvent } from "#contract/store/store-samples.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

type Opened = PostgresStore & { operator: Operator };

async function open(url: string): Promise<Opened> {
  const store = await openPostgresStore({ url });
  if (store.operator === undefined) throw new Error("the store has no operator");
  return store as Opened;
}

const blobOf = (letter: string): string => `sha256-${letter.repeat(43)}`;

async function sendFile(store: PostgresStore, person: string, id: string, blob: string): Promise<void> {
  const content = { type: "attachment" as const, attachments: [{ kind: "image", blob }] };
  await store.events.append({ ...eventOf(person, id), content }, 0);
}

/** Every table that has a row with one of these words, in whatever column. */
async function tablesWith(url: string, words: readonly string[]): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    url,
    "SELECT table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = current_schema() ORDER BY 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const pattern = words.join("|");
    if ((await sql(url, `SELECT FROM ${name} t WHERE t::text ~ $1`, [pattern])).length > 0) found.push(name);
  }
  return found;
}

describe.skipIf(sharedPostgres === undefined)("PostgreSQL, an operator beside several processes", () => {
  test("a person who is blocked in one process, or by a command, is refused by all from that moment on", async () => {
    const url = testSchema();
    await using one = await open(url);
    await using other = await open(url);
    const say = (store: PostgresStore, id: string) => store.events.append(eventOf("ada", id), 0);
    for (let round = 0; round < 20; round += 1) {
      await one.operator.block("web", "user-ada", true, 0);
      await expect(say(other, `${round}`)).rejects.toMatchObject({ code: "blocked" });
      await other.operator.block("web", "user-ada", false, 0);
      await say(one, `${round}`);
    }
    await withPostgresOperator(url, async ({ operator, isServerRunning }) => {
      expect(isServerRunning).toBe(true);
      await operator.block("web", "user-ada", true, 0);
      for (const store of [one, other]) await expect(say(store, "x")).rejects.toMatchObject({ code: "blocked" });
    });
  });

  test("a person is exported whole, and deletion leaves nothing of them in any table", async () => {
    const url = testSchema();
    await using store = await open(url);
    const from = { id: "user-ada", aliases: [{ type: "email", value: "ada@example.com" }] };
    const say = (id: string, text: string, conversationId = "ada-1") =>
      store.events.append(textEvent(id, text, { conversationId, from, address: direct("user-ada") }), 0);
    await say("a", "my secret wish");
    const lease = await beginTurn(store, "ada-1", 0);
    const delivery = { id: "ada-1.1", payload: { text: "your secret wish" } };
    const answer = { events: [says("a", "your secret wish")], deliveries: [delivery] };
    await store.turns.append(lease, answer, 0);
    await store.turns.deadLetter(lease, nothing, "StoryError", 0);
    await say("b", "another secret wish", "ada-2");
    await store.turns.commit(await beginTurn(store, "ada-2", 0), nothing, { data: { wish: "secret wish" } }, 0);
    await say("c", "a secret wish that is being answered", "ada-3");
    await store.turns.keepIdempotencyRecord(await beginTurn(store, "ada-3", 0), "seat", "for Ada");
    await sendFile(store, "ada", "d", blobOf("a"));
    await store.events.append(eventOf("bob", "a"), 0);
    await store.operator.block("web", "user-ada", true, 0);

    const person = { connectorId: "web", userId: "ada@example.com" };
    const exported = await exportPerson({ operator: store.operator }, person);
    expect(exported).toMatchObject({ userId: "user-ada", aliases: from.aliases });
    expect(exported.conversations.map(({ id }) => id).sort()).toEqual(["ada", "ada-1", "ada-2", "ada-3"]);
    expect(JSON.stringify(exported)).toMatch(/my secret wish.*StoryError|StoryError.*my secret wish/);

    const words = ["user-ada", "ada-[123]", "ada@example", "secret wish", "for Ada", blobOf("a")];
    expect(await tablesWith(url, words)).toEqual([
      "alias",
      "blob_use",
      "blocked",
      "conversation",
      "dead_letter",
      "event",
      "idempotency_record",
      "outbox",
      "work",
    ]);
    const blobs = createFolderBlobStore(temporaryFolder());
    const gone = await forgetPerson({ operator: store.operator, blobs, now: Date.now }, person);
    expect(gone).toEqual({ conversations: 4, events: 5, files: 1 });
    expect(await tablesWith(url, words)).toEqual([]);
    expect(await store.log.read("bob", 0, 9)).toHaveLength(1);
  });

  test(
    "while people write in two processes, their conversations are deleted: no number is given out twice, and none is lost",
    { timeout: 60_000 },
    async () => {
      const url = testSchema();
      await using one = await open(url);
      await using other = await open(url);
      const given: { seq: number; startedAt: number; endedAt: number }[] = [];
      let isOver = false;
      const write = async (store: PostgresStore, writer: string): Promise<void> => {
        for (let n = 0; !isOver; n += 1) {
          const startedAt = performance.now();
          const { seq, duplicate } = await store.events.append(textEvent(`${writer}-${n}`, "hi"), 0);
          expect(duplicate).toBe(false);
          given.push({ seq, startedAt, endedAt: performance.now() });
        }
      };
      const writing = [one, other].flatMap((store, index) =>
        Array.from({ length: 4 }, (_, n) => write(store, `${index}-${n}`)),
      );
      let deleted = 0;
      let goneEvents = 0;
      await withPostgresOperator(url, async ({ operator }) => {
        for (let round = 0; round < 60; round += 1) {
          await sleep(10);
          const gone = await (round % 2 === 0 ? operator : one.operator).deleteConversation("ada", 0);
          if (gone === undefined) continue;
          deleted += 1;
          goneEvents += gone.events;
        }
      });
      isOver = true;
      await Promise.all(writing);
      expect(deleted).toBeGreaterThan(20);
      expect(new Set(given.map(({ seq }) => seq)).size).toBe(given.length);
      // Who began after somebody else had been answered has a higher number.
      const byStart = given.toSorted((a, b) => a.startedAt - b.startedAt);
      const byEnd = given.toSorted((a, b) => a.endedAt - b.endedAt);
      let ended = 0;
      let highest = 0;
      for (const { seq, startedAt } of byStart) {
        for (; (byEnd[ended]?.endedAt ?? Infinity) < startedAt; ended += 1)
          highest = Math.max(highest, byEnd[ended]?.seq ?? 0);
        expect(seq).toBeGreaterThan(highest);
      }
      const left = await one.log.read("ada", 0, 1_000_000);
      expect(goneEvents + left.length).toBe(given.length);
      // As many turns wait as there are events.
      expect(await one.stats()).toMatchObject({ unanswered: left.length });
    },
  );

  test("of two deletions at once, of the last two events that name a file, exactly one names the file", async () => {
    const url = testSchema();
    await using one = await open(url);
    await using other = await open(url);
    for (let round = 0; round < 30; round += 1) {
      const blob = blobOf("abcdefghijklmnopqrstuvwxyzABCD"[round] ?? "0");
      await Promise.all([sendFile(one, "ada", `${round}`, blob), sendFile(other, "bob", `${round}`, blob)]);
      const deleted = await Promise.all([
        one.operator.deleteConversation("ada", 0),
        other.operator.deleteConversation("bob", 0),
      ]);
      expect(deleted.flatMap((gone) => gone?.files ?? [])).toEqual([blob]);
    }
  });

  test("a file that an event names which is not committed yet is not reported as unused", async () => {
    const url = testSchema();
    await using one = await open(url);
    const blob = blobOf("a");
    await sendFile(one, "ada", "1", blob);
    const { href } = new URL(url);
    const other = new Client({
      connectionString: href.slice(0, href.indexOf("?")),
      options: `-c search_path=${parseAddress(url).schema}`,
    });
    await other.connect();
    try {
      await other.query("BEGIN");
      const body = JSON.stringify({ type: "visitor", clientId: "1", content: { attachments: [{ blob }] } });
      const job = { name: "appendEvent", input: { ...formerEvent("1"), body } };
      await other.query("SELECT run_jobs($1::jsonb)", [JSON.stringify([job])]);
      let isDeleted = false;
      const deleting = one.operator.deleteConversation("ada", 0).finally(() => (isDeleted = true));
      const isWaiting = `SELECT FROM pg_stat_activity WHERE query LIKE '%delete_conversation%' AND wait_event = 'advisory'`;
      await expect.poll(async () => isDeleted || (await sql(url, isWaiting)).length > 0).toBe(true);
      await other.query("COMMIT");
      expect(await deleting).toEqual({ events: 1, files: [] });
      expect(await one.operator.deleteConversation("former", 0)).toEqual({ events: 1, files: [blob] });
    } finally {
      await other.end();
    }
  });

  test("people who send files in several conversations at once and deletions never wait for each other crosswise", async () => {
    const url = testSchema();
    await using one = await open(url);
    await using other = await open(url);
    const people = ["ada", "bob", "cyd", "dan"];
    let isOver = false;
    const write = async (store: PostgresStore, writer: number): Promise<void> => {
      for (let n = 0; !isOver; n += 1)
        await Promise.all(people.map((person) => sendFile(store, person, `${writer}-${n}`, blobOf("a"))));
    };
    const writing = Promise.all([one, other].map(write));
    const startedAt = performance.now();
    const longest: number[] = [];
    while (performance.now() - startedAt < 2_000) {
      await Promise.all(
        people.map(async (person, index) => {
          const asked = performance.now();
          await (index % 2 === 0 ? one : other).operator.deleteConversation(person, 0);
          longest.push(performance.now() - asked);
        }),
      );
    }
    isOver = true;
    await writing;
    // The database finds two that wait crosswise after a second, and ends one of them.
    expect(longest.filter((ms) => ms > 1_000).length).toBeLessThan(longest.length / 20);
  });

  test("conversations that have nothing but their last event cost the retention nothing but a look at their row", async () => {
    const url = testSchema();
    await using store = await open(url);
    await store.events.append(eventOf("ada", "1"), 0);
    await store.turns.commit(await beginTurn(store, "ada", 0), nothing, { data: {} }, 0);
    await sql(url, "UPDATE event SET at = 0");
    await sql(
      url,
      `CREATE OR REPLACE FUNCTION last_old_event(c conversation, before bigint, most integer) RETURNS integer
       LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE 'the log of % was looked through', c.id; END $$`,
    );
    const what = { kind: "events", connectorId: "web", before: 1 } as const;
    expect(await store.operator.expire(what, 100, Date.now())).toEqual({ count: 0, files: [] });
    await store.events.append(eventOf("ada", "2"), 0);
    await sql(url, "UPDATE event SET at = 0");
    await expect(store.operator.expire(what, 100, Date.now())).rejects.toThrow("P0001");
  });

  test("all that waits goes out at once, also where it is more than fits into one transaction", async () => {
    const url = testSchema();
    await using store = await open(url);
    const ids = Array.from({ length: 1_300 }, (_, n) => `d${n}`);
    await queue(store, "ada", ids.slice(0, 700), 0);
    await queue(store, "bob", ids.slice(700), 0);
    await sql(url, "UPDATE outbox SET not_before = not_before + 1000000");
    await sql(url, "UPDATE conversation SET delivery_due = delivery_due + 1000000");
    expect(await store.outbox.due(0, 9, new Set())).toEqual([]);
    expect(await store.operator.retryDeliveries(undefined, 0)).toBe(1_300);
    expect((await store.outbox.due(0, 9, new Set())).sort()).toEqual(["ada", "bob"]);
  });

  test("one process at a time removes what is too old, and another one takes over from one that died", async () => {
    const url = testSchema();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    const [first] = stores;
    for (let n = 0; n < 30; n += 1) {
      await first.events.append(eventOf(`person-${n}`, "a"), 0);
      await first.turns.commit(await beginTurn(first, `person-${n}`, 0), nothing, { data: {} }, 0);
    }
    await sql(url, "UPDATE conversation SET updated_at = 0");
    // A process that died in the middle of it.
    expect(await first.leases.hold("retention", "dead", 0, 120_000)).toBe(true);

    let atWork = 0;
    let most = 0;
    let batches = 0;
    const { logger, lines } = collectLogLines("info");
    const blobs = createFolderBlobStore(temporaryFolder());
    const sweepers = stores.map((store) => {
      /** Slow, and few at once. */
      const operator: Operator = {
        ...store.operator,
        expire: async (what, _limit, now) => {
          atWork += 1;
          most = Math.max(most, atWork);
          batches += 1;
          await sleep(20);
          const expired = await store.operator.expire(what, 5, now);
          atWork -= 1;
          return expired;
        },
      };
      const retention = { conversations: 1 };
      const parts = { operator, leases: store.leases, blobs, retention, connectorIds: ["web"], now: Date.now, logger };
      return startRetention(parts);
    });
    await Promise.all(sweepers.map((sweeper) => sweeper.look()));
    expect(batches).toBe(0);
    await sql(url, "UPDATE lease SET expires_at = 0");
    await Promise.all(sweepers.map((sweeper) => sweeper.look()));
    expect(await sql(url, "SELECT FROM conversation")).toEqual([]);
    expect(batches).toBeGreaterThanOrEqual(7);
    expect(most).toBe(1);
    expect(lines.map(({ removed }) => removed)).toEqual([{ conversations: 30 }]);
    // Given back: nobody waits for it to end.
    expect(await sql(url, "SELECT FROM lease WHERE name = 'retention'")).toEqual([]);
    await Promise.all(sweepers.map((sweeper) => sweeper[Symbol.asyncDispose]()));
    await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
  });

  test("what is too old is looked for in pages: a call reads so many rows, however many there are", async () => {
    const url = testSchema();
    await using _store = await open(url);
    await sql(
      url,
      `
      INSERT INTO conversation (id, connector_id, user_id, address, state, last_seq, created_at, updated_at)
        SELECT 'c' || lpad(n::text, 6, '0'), 'web', 'u' || n, '{}', '{}', 4, 0, 0 FROM generate_series(1, 20000) n;
      INSERT INTO event (conversation, seq, key, body, at)
        SELECT id, seq, 'k' || seq, '{}', CASE WHEN seq < 4 THEN 0 ELSE 9 END FROM conversation, generate_series(1, 4) seq;
      ANALYZE conversation, event`,
    );
    await sql(
      url,
      `CREATE FUNCTION read_by_a_call(after text) RETURNS jsonb LANGUAGE plpgsql AS $$
       DECLARE
         gone jsonb := expire_page('events', 'web', 5, 100, after, 1000);
       BEGIN
         RETURN gone || jsonb_build_object('read', (
           SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables
           WHERE schemaname = current_schema() AND relname IN ('conversation', 'event')));
       END $$`,
    );
    const call = async (after: string) => {
      const [row] = await sql<{ gone: { count: number; next: string | null; read: number } }>(
        url,
        "SELECT read_by_a_call($1) AS gone",
        [after],
      );
      return row?.gone ?? { count: -1, next: null, read: -1 };
    };
    for (const after of ["", "c010000", "c018900"]) {
      const { count, next, read } = await call(after);
      expect(next).toBe(after);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(200);
      expect(read).toBeLessThan(20_000);
    }
    expect(await call("c020000")).toMatchObject({ count: 0, next: null });
  });

  test("a message that is being stored while its visitor's session ends is there for the deletion to find", async () => {
    for (const isFirst of [true, false]) {
      const url = testSchema();
      await using store = await open(url);
      if (!isFirst) await store.events.append(textEvent("1", "hello"), 0);
      const { searchParams, href } = new URL(url);
      const client = new Client({
        connectionString: href.replace(/\?.*/, ""),
        options: `-c search_path=${searchParams.get("schema")}`,
      });
      await client.connect();
      await client.query("BEGIN");
      const job = toEventInput(textEvent("late", "one more"));
      await client.query("SELECT append_event($1::jsonb)", [JSON.stringify({ ...job, retried: false, age: 0 })]);
      const forgotten = (async () => {
        await store.sessions.end({ connectorId: "web", visitorId: "user-ada" }, 60_000, Date.now());
        const blobs = createFolderBlobStore(temporaryFolder());
        const person = { connectorId: "web", userId: "user-ada" };
        return await forgetPerson({ operator: store.operator, blobs, now: Date.now }, person);
      })();
      await sleep(300);
      await client.query("COMMIT");
      await client.end();
      expect(await forgotten).toMatchObject({ conversations: 1 });
      expect(await sql(url, "SELECT FROM event")).toEqual([]);
      await expect(store.events.append(textEvent("later", "and more"), 0)).rejects.toMatchObject({
        code: "unauthorized",
      });
      expect(await sql(url, "SELECT FROM conversation")).toEqual([]);
    }
  });

  test("a process whose lease another one has taken stops after its batch", async () => {
    const url = testSchema();
    await using store = await open(url);
    for (let n = 0; n < 9; n += 1) {
      await store.events.append(eventOf(`person-${n}`, "a"), 0);
      await store.turns.commit(await beginTurn(store, `person-${n}`, 0), nothing, { data: {} }, 0);
    }
    await sql(url, "UPDATE conversation SET updated_at = 0");
    const operator: Operator = {
      ...store.operator,
      expire: async (what, _limit, now) => {
        const expired = await store.operator.expire(what, 2, now);
        await sql(url, "UPDATE lease SET holder = 'another' WHERE name = 'retention'");
        return expired;
      },
    };
    const { logger, lines } = collectLogLines("warn");
    await using _sweeper = startRetention({
      operator,
      leases: store.leases,
      blobs: createFolderBlobStore(temporaryFolder()),
      retention: { conversations: 1 },
      connectorIds: ["web"],
      now: Date.now,
      logger,
    });
    await _sweeper.look();
    expect(await sql(url, "SELECT FROM conversation")).toHaveLength(7);
    expect(await sql(url, "SELECT holder FROM lease WHERE name = 'retention'")).toEqual([{ holder: "another" }]);
    expect(lines).toEqual([]);
  });

  test(
    "tables of the version before are brought up to date under a server that runs: files, and since when deliveries wait",
    { timeout: 60_000 },
    async () => {
      const url = testSchema();
      const address = parseAddress(url);
      await migrate(address, ownMigrations().slice(0, 6));
      const insert = `INSERT INTO event (conversation, seq, key, body, at) VALUES ($1, 1, 'in:1', $2, 0)`;
      const body = JSON.stringify({ type: "visitor", clientId: "1", text: `\u0000 ${blobOf("a")} ${blobOf("b")}` });
      await sql(
        url,
        `INSERT INTO conversation (id, connector_id, user_id, address, last_seq, state, created_at, updated_at)
         SELECT 'old-' || n, 'web', 'u', '{}', 1, '{}', 0, 0 FROM generate_series(1, 2) n`,
      );
      await sql(url, insert, ["old-1", body]);
      await sql(url, insert, ["old-2", body.replaceAll("aaa", "ccc")]);
      await sql(
        url,
        `INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at) VALUES ('d', 'old-1', '1', 'queued', 0, 77)`,
      );
      // Two servers of this version start at once, and one of the former writes meanwhile.
      let isOver = false;
      const former = (async () => {
        let written = 0;
        for (let n = 0; !isOver; n += 1) {
          const text = `${blobOf("f")} ${n}`;
          const named = { ...formerEvent(`m${n}`), body: JSON.stringify({ type: "visitor", clientId: `m${n}`, text }) };
          const job = { name: "appendEvent", input: named };
          await sql(url, "SELECT run_jobs($1::jsonb)", [JSON.stringify([job])]);
          written += 1;
        }
        return written;
      })();
      await sleep(50);
      const stores = await Promise.all([open(url), open(url)]);
      await sleep(50);
      isOver = true;
      const written = await former;
      const [store] = stores;
      expect(await store.log.read("former", 0, 1_000_000)).toHaveLength(written);
      expect(await sql(url, "SELECT conversation, count(*)::integer AS n FROM blob_use GROUP BY 1 ORDER BY 1")).toEqual(
        [
          // The one that waited for the lock of the migration ran in the former version's function to its end.
          { conversation: "former", n: expect.toSatisfy((n: number) => n === written || n === written - 1) as number },
          { conversation: "old-1", n: 2 },
          { conversation: "old-2", n: 2 },
        ],
      );
      expect(await sql(url, "SELECT queued_at::integer AS at FROM outbox")).toEqual([{ at: 77 }]);
      expect((await store.operator.deleteConversation("old-1", 0))?.files).toEqual([blobOf("a")]);
      await Promise.all(stores.map((each) => each[Symbol.asyncDispose]()));
    },
  );

  test(
    "while a migration looks through the events, a server of the former version goes on",
    { timeout: 60_000 },
    async () => {
      const url = testSchema();
      const address = parseAddress(url);
      await migrate(address, ownMigrations().slice(0, 6));
      await sql(
        url,
        `INSERT INTO conversation (id, connector_id, user_id, address, last_seq, state, created_at, updated_at)
         SELECT 'old-' || n, 'web', 'u', '{}', 50, '{}', 0, 0 FROM generate_series(1, 500) n`,
      );
      await sql(
        url,
        `INSERT INTO event (conversation, seq, key, body, at)
         SELECT 'old-' || n, m, m::text, $1 || n, 0 FROM generate_series(1, 500) n, generate_series(1, 50) m`,
        [`${"long text ".repeat(50)} ${blobOf("a")} ${blobOf("b")} `],
      );
      const startedAt = performance.now();
      let tookMs: number | undefined;
      const migrating = migrate(address).then(() => (tookMs = performance.now() - startedAt));
      const pauses: number[] = [];
      for (let n = 0; tookMs === undefined; n += 1) {
        const asked = performance.now();
        const job = { name: "appendEvent", input: formerEvent(`m${n}`) };
        await sql(url, "SELECT run_jobs($1::jsonb)", [JSON.stringify([job])]);
        pauses.push(performance.now() - asked);
      }
      await migrating;
      expect(Math.max(...pauses)).toBeLessThan((tookMs ?? 0) * 0.7);
    },
  );

  test("while the database is away an operator's request is turned away like a message, and works afterwards", async () => {
    const url = testSchema();
    const port = Number(new URL(url).port);
    await using proxy = await startTcpProxy(port);
    await using store = await open(url.replace(`:${port}/`, `:${proxy.port}/`));
    await store.events.append(eventOf("ada", "1"), 0);
    proxy.swallow();
    const started = performance.now();
    const error = await store.operator.overview().catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
    proxy.heal();
    await expect.poll(() => store.operator.overview().catch(String)).toMatchObject({ conversations: 1 });
  });
});

function formerEvent(key: string): Record<string, unknown> {
  return {
    conversation: "former",
    connectorId: "web",
    userId: "user-former",
    personId: "user-former",
    address: "{}",
    movesAddress: false,
    aliases: [],
    previousUserId: null,
    key: `in:${key}`,
    body: JSON.stringify({ type: "visitor", clientId: key, content: { type: "text", text: "hi" } }),
    bodyHash: "x",
    actedAt: 0,
    locale: null,
    newState: "{}",
    retried: false,
    age: 0,
  };
}
