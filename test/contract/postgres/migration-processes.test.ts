import { setTimeout as sleep } from "node:timers/promises";
import { parseAddress } from "@causerie/server/store/postgres/connection/address.ts";
import { migrate, ownMigrations } from "@causerie/server/store/postgres/schema/migrate.ts";
import { describe, expect, test } from "vitest";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { blobOf, openOperated } from "./operated-store.ts";

describe.skipIf(sharedPostgres === undefined)("PostgreSQL, a migration beside a server that runs", () => {
  test("tables of the version before are brought up to date under a server that runs: files, and since when deliveries wait", async () => {
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
    const stores = await Promise.all([openOperated(url), openOperated(url)]);
    await sleep(50);
    isOver = true;
    const written = await former;
    const [store] = stores;
    expect(await store.log.read("former", 0, 1_000_000)).toHaveLength(written);
    expect(await sql(url, "SELECT conversation, count(*)::integer AS n FROM blob_use GROUP BY 1 ORDER BY 1")).toEqual([
      // The one that waited for the lock of the migration ran in the former version's function to its end.
      { conversation: "former", n: expect.toSatisfy((n: number) => n === written || n === written - 1) as number },
      { conversation: "old-1", n: 2 },
      { conversation: "old-2", n: 2 },
    ]);
    expect(await sql(url, "SELECT queued_at::integer AS at FROM outbox")).toEqual([{ at: 77 }]);
    expect((await store.operator.deleteConversation("old-1", 0))?.files).toEqual([blobOf("a")]);
    await Promise.all(stores.map((each) => each[Symbol.asyncDispose]()));
  });

  test("while a migration looks through the events, a server of the former version goes on", async () => {
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
