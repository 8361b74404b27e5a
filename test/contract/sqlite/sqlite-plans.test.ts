import { join } from "node:path";
import { createConversationLog } from "@causerie/server/store/sqlite/conversation-log.ts";
import { Database } from "@causerie/server/store/sqlite/database.ts";
import { createEventStore } from "@causerie/server/store/sqlite/event-store.ts";
import { createGrowthLog } from "@causerie/server/store/sqlite/growth-log.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { kinds } from "@causerie/server/operator/operator.ts";
import { expire } from "@causerie/server/store/sqlite/operations/expire.ts";
import { type Job, runJob } from "@causerie/server/store/sqlite/operations.ts";
import { createOutboxStore } from "@causerie/server/store/sqlite/outbox-store.ts";
import { createPeople } from "@causerie/server/store/sqlite/people.ts";
import { createTurns } from "@causerie/server/store/sqlite/turns.ts";
import type { Writer } from "@causerie/server/store/sqlite/writer.ts";
import { expect, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { takeHotRoad } from "#contract/store/hot-road.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** A connection that knows what it was asked. */
class ObservedDatabase extends Database {
  readonly asked = new Set<string>();

  override run(...[sql, ...values]: Parameters<Database["run"]>): number {
    this.asked.add(sql);
    return super.run(sql, ...values);
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as the class that it stands for
  override get<Row>(...[sql, ...values]: Parameters<Database["get"]>): Row | undefined {
    this.asked.add(sql);
    return super.get<Row>(sql, ...values);
  }

  override all<Row>(...[sql, ...values]: Parameters<Database["all"]>): Row[] {
    this.asked.add(sql);
    return super.all<Row>(sql, ...values);
  }

  /** The steps of its statements that walk through a whole table, each with its statement. */
  scans(): string[] {
    return this.steps((detail) => isScan(detail));
  }

  steps(isMeant: (detail: string) => boolean): string[] {
    return Array.from(this.asked).flatMap((sql) => {
      if (!/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(sql)) return [];
      const steps = super.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      return steps.filter(({ detail }) => isMeant(detail)).map(({ detail }) => `${detail}: ${sql.trim()}`);
    });
  }
}

/** Of what waits only, and walked no further than rows are wanted. */
const ofWaiting = /USING (?:COVERING )?INDEX (?:conversation_answer_due|conversation_delivery_due)$/;

/** JSON, a row of constants, what a step made, and the one row of `meta` are no tables that grow. */
function isScan(detail: string): boolean {
  return /^SCAN (?!CONSTANT|\(|json_each|meta\b|m\b|\w+ VIRTUAL TABLE)/.test(detail) && !ofWaiting.test(detail);
}

test("no statement on the road of a message walks through a table", async () => {
  const folder = temporaryFolder();
  {
    await using _made = await openSqliteStore({ folder });
  }
  using db = new ObservedDatabase(join(folder, "causerie.db"));
  const writer = {
    run: async (name: string, input: object) => db.transaction(() => runJob(db, { name, input } as Job)),
    flushSoon: () => undefined,
    waiting: 0,
  } as unknown as Writer;
  const store = {
    events: createEventStore(writer),
    turns: createTurns({ reader: db, writer, owner: 1, openedAt: 0, logger: undefined }),
    outbox: createOutboxStore({ reader: db, writer }),
    log: createConversationLog({ reader: db, epoch: "e" }),
    growth: createGrowthLog(db),
    people: createPeople(db),
    tokens: { read: () => Promise.resolve(undefined) },
  };
  await takeHotRoad(store, "ada", 1);
  expect(db.asked.size).toBeGreaterThan(30);
  expect(db.scans()).toEqual([]);
  db.all("SELECT body FROM event WHERE body = ?", "");
  expect(db.scans()).toEqual(["SCAN event: SELECT body FROM event WHERE body = ?"]);
});

test("retention walks through one page of a table, and never through all conversations of a connector", async () => {
  const folder = temporaryFolder();
  {
    await using _made = await openSqliteStore({ folder });
  }
  using db = new ObservedDatabase(join(folder, "causerie.db"));
  for (const kind of kinds) expire(db, { kind, connectorId: "web", before: 1, limit: 10, now: 1 });
  // Two for each kind, of which two share the one for the end of a page.
  expect(db.asked.size).toBe(2 * kinds.length - 1);
  // The pages themselves stand under a name of one letter.
  const isTooMuch = (detail: string): boolean =>
    detail.endsWith("(connector_id=?)") || (isScan(detail) && !/^SCAN [ucod]$/.test(detail));
  expect(db.steps(isTooMuch)).toEqual([]);
});

test("a receipt reads the messages that have none yet, and no others of the conversation", async () => {
  const folder = temporaryFolder();
  {
    await using store = await openSqliteStore({ folder });
    await store.events.append(textEvent("a", "hi"), 1_000);
  }
  using db = new ObservedDatabase(join(folder, "causerie.db"));
  const input = { connectorId: "web", conversationId: "ada", until: 2_000, now: 3_000 };
  for (const status of ["delivered", "read"] as const)
    runJob(db, { name: "reportReceipts", input: { ...input, status } });
  const updates = Array.from(db.asked).filter((sql) => sql.includes("UPDATE outbox"));
  expect(updates).toHaveLength(2);
  for (const sql of updates)
    expect(db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail)).toEqual([
      "SEARCH outbox USING INDEX outbox_receipt (conversation=? AND receipt=? AND queued_at<?)",
    ]);
});
