import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { Pool } from "pg";
import { disposableFolder } from "#support/disposable-folder.ts";
import { startPostgres } from "#support/postgres/postgres-server.ts";
import { median } from "./median.ts";

const rounds = 5;
const roundMs = 1_000;

type Contender = { name: string; run: (caller: number, n: number) => Promise<unknown> };

/**
 * Messages made durable in a second by both databases, beside bare inserts of the same text, all in one run: each contender
 * has its turn in each round, so a noisy moment hits them alike. @returns lines with medians.
 */
export async function measureDatabases(): Promise<string[]> {
  await using parts = new AsyncDisposableStack();
  const folder = parts.use(disposableFolder());
  // As Debian configures it: every commit is on the disk before it is answered.
  const server = parts.use(await startPostgres());
  const sqlite = parts.use(await openSqliteStore({ folder: join(folder.path, "store") }));
  const postgres = parts.use(await openPostgresStore({ url: server.url }));
  const pool = parts.adopt(new Pool({ connectionString: server.url, max: 16 }), (open) => open.end());
  await pool.query("CREATE TABLE message (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)");
  const bareFile = parts.use(new DatabaseSync(join(folder.path, "bare.db")));
  bareFile.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT)",
  );
  const insert = bareFile.prepare("INSERT INTO message (body) VALUES (?)");

  const contenders: Contender[] = [
    { name: "bare SQLite insert", run: async (caller, n) => insert.run(JSON.stringify(eventOf(caller, n))) },
    { name: "SQLite store", run: (caller, n) => append(sqlite, caller, n) },
    {
      name: "bare PostgreSQL insert, at most 16 connections",
      run: (caller, n) => pool.query("INSERT INTO message (body) VALUES ($1)", [JSON.stringify(eventOf(caller, n))]),
    },
    { name: "PostgreSQL store", run: (caller, n) => append(postgres, caller, n) },
  ];
  const lines: string[] = [];
  for (const callers of [1, 16, 128]) {
    const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < rounds; round += 1)
      for (const { name, run } of contenders) rates.get(name)?.push(await rateOf(run, callers));
    for (const [name, values] of rates)
      lines.push(`${String(callers).padStart(3)} callers, ${name.padEnd(48)} ${Math.round(median(values))}/s`);
  }
  return lines;
}

let firstOfRound = 0;

async function rateOf(run: Contender["run"], callers: number): Promise<number> {
  const first = firstOfRound;
  const started = performance.now();
  const until = started + roundMs;
  let count = 0;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let n = first; performance.now() < until; n += 1) {
        await run(caller, n);
        count += 1;
        firstOfRound = Math.max(firstOfRound, n + 1);
      }
    }),
  );
  return (count * 1_000) / (performance.now() - started);
}

async function append(store: Store, caller: number, n: number): Promise<void> {
  await store.events.append(eventOf(caller, n), Date.now());
}

function eventOf(caller: number, n: number): InboundEvent {
  return {
    id: `01J8ZQ4X5T-${n}`,
    connectorId: "web",
    conversationId: `web:conversation-number-${caller}`,
    address: direct(`visitor-${caller}`),
    at: 1_760_000_000_000,
    content: { type: "text", text: "What is the weather like in Lyon today?" },
  };
}
