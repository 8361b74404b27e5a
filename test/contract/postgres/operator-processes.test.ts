import { setTimeout as sleep } from "node:timers/promises";
import { direct } from "@causerie/server/channel/address.ts";
import { exportPerson, forgetPerson } from "@causerie/server/operator/people.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { parseAddress } from "@causerie/server/store/postgres/connection/address.ts";
import { toEventInput } from "@causerie/server/store/event-input.ts";
import { type PostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { withPostgresOperator } from "@causerie/server/store/postgres/operator/open-operator.ts";
import { isUnavailable } from "@causerie/server/store/postgres/writer.ts";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, says, textEvent } from "#contract/store/store-samples.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { blobOf, openOperated, sendFile } from "./operated-store.ts";

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
    await using one = await openOperated(url);
    await using other = await openOperated(url);
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
    await using store = await openOperated(url);
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
    const gone = await forgetPerson({ operator: store.operator, blobs, now: Date.now }, person, "operator");
    expect(gone).toEqual({ conversations: 4, events: 5, files: 1 });
    expect(await tablesWith(url, words)).toEqual([]);
    expect(await store.log.read("bob", 0, 9)).toHaveLength(1);
  });

  test("while people write in two processes, their conversations are deleted: no number is given out twice, and none is lost", async () => {
    const url = testSchema();
    await using one = await openOperated(url);
    await using other = await openOperated(url);
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
  });

  test("of two deletions at once, of the last two events that name a file, exactly one names the file", async () => {
    const url = testSchema();
    await using one = await openOperated(url);
    await using other = await openOperated(url);
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
    await using one = await openOperated(url);
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
    await using one = await openOperated(url);
    await using other = await openOperated(url);
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

  test("all that waits goes out at once, also where it is more than fits into one transaction", async () => {
    const url = testSchema();
    await using store = await openOperated(url);
    const ids = Array.from({ length: 1_300 }, (_, n) => `d${n}`);
    await queue(store, "ada", ids.slice(0, 700), 0);
    await queue(store, "bob", ids.slice(700), 0);
    await sql(url, "UPDATE outbox SET not_before = not_before + 1000000");
    await sql(url, "UPDATE conversation SET delivery_due = delivery_due + 1000000");
    expect(await store.outbox.due(0, 9, new Set())).toEqual([]);
    expect(await store.operator.retryDeliveries(undefined, 0)).toBe(1_300);
    expect((await store.outbox.due(0, 9, new Set())).sort()).toEqual(["ada", "bob"]);
  });

  test("a message that is being stored while its visitor's session ends is there for the deletion to find", async () => {
    for (const isFirst of [true, false]) {
      const url = testSchema();
      await using store = await openOperated(url);
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
        return await forgetPerson({ operator: store.operator, blobs, now: Date.now }, person, "operator");
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

  test("while the database is away an operator's request is turned away like a message, and works afterwards", async () => {
    const url = testSchema();
    const port = Number(new URL(url).port);
    await using proxy = await startTcpProxy(port);
    await using store = await openOperated(url.replace(`:${port}/`, `:${proxy.port}/`));
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
