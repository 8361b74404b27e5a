import type { Logger } from "#app/logger.ts";
import { isAnythingLeft, type QueueRow, toStats } from "#store/queue-stats.ts";
import type { Store, StoreStats, WaitingDeliveries } from "#store/store.ts";
import { createConversationIndex } from "./conversation-index.ts";
import { createConversationLog } from "./conversation-log.ts";
import { lockFolder, prepareFolder } from "./data-folder.ts";
import type { Database } from "./database.ts";
import { createCaseStore } from "./desk/case-store.ts";
import { createDeskRecords } from "./desk/desk-records.ts";
import { keptIn } from "#store/desk/kept-texts.ts";
import { createFiguresStore } from "./desk/figures-store.ts";
import { createEventStore } from "./event-store.ts";
import { createGrowthLog } from "./growth-log.ts";
import { admitDatabase } from "./integrity/admit-database.ts";
import type { SecretFacts } from "#store/secret-facts.ts";
import { DamageWatch } from "./integrity/watch-damage.ts";
import { openForReading } from "./open-database.ts";
import { createOperator } from "./operator/create-operator.ts";
import { createOutboxStore } from "./outbox-store.ts";
import { createPeople } from "./people.ts";
import { createPersonLinks } from "./person-links.ts";
import { createSessionStore } from "./session-store.ts";
import { takeOwnership } from "./ownership.ts";
import { createTurns } from "./turns.ts";
import { createPushStore } from "./push-store.ts";
import { createUnknownSentences } from "./desk/unknown-sentences.ts";
import { createUploadStore } from "./upload-store.ts";
import { Writer } from "./writer.ts";

export type SqliteOptions = {
  /** Holds `causerie.db`; made if there is none. */
  folder: string;
  now?: () => number;
  logger?: Logger;
  /** Opens the store although another process has it: that one cannot write from then on. */
  takeOver?: boolean;
  /** What the server signs with, to say it when that is another secret than before. */
  secret?: SecretFacts;
};

/**
 * The store in one file: what is written goes through one thread, what is read comes straight from the file.
 *
 * @throws ConfigError when the folder cannot be used, another process uses it, or its database is of a newer version.
 */
export async function openSqliteStore({
  folder,
  now = Date.now,
  logger,
  takeOver = false,
  secret,
}: SqliteOptions): Promise<Store> {
  await using parts = new AsyncDisposableStack();
  prepareFolder(folder, logger);
  if (!takeOver) parts.use(lockFolder(folder));

  const { interrupted, ...own } = admitDatabase(folder, { now: now(), logger, secret }, (db) =>
    // The lock of the folder shows that the last process is dead; one that is only replaced may live on for a while.
    takeOwnership(db, now(), !takeOver),
  );
  const { owner, epoch } = own;
  if (interrupted > 0)
    logger?.warn({ deliveries: interrupted }, "deliveries were interrupted, and wait for their echo");

  const writer = parts.use(new Writer({ folder, ...own }, logger));
  const reader = parts.use(openForReading(folder));
  const damage = parts.use(new DamageWatch(folder, logger));
  const ready = async (): Promise<void> => {
    damage.require();
    await writer.run("checkWrite", { now: now() });
  };
  await ready();
  logLeftOver(readStats(reader, now()), logger);

  const open = parts.move();
  const records = createDeskRecords(reader, writer);
  return {
    events: createEventStore(writer),
    people: createPeople(reader),
    conversations: createConversationIndex(reader, writer),
    tokens: {
      read: async (connectorId, token) => reader.get<{ value: string }>(selectToken, connectorId, token)?.value,
    },
    turns: createTurns({ reader, writer, owner, openedAt: now(), logger }),
    outbox: createOutboxStore({ reader, writer }),
    log: createConversationLog({ reader, epoch }),
    growth: createGrowthLog(reader),
    leases: {
      hold: (name, holder, at, ms) => writer.run("renewLease", { name, holder, now: at, expiresAt: at + ms }),
      release: (name, holder) => writer.run("releaseLease", { name, holder }),
    },
    sessions: createSessionStore(reader, writer),
    links: createPersonLinks(reader, writer),
    uploads: createUploadStore(reader, writer),
    push: createPushStore(reader, writer),
    texts: keptIn(records, now),
    desk: {
      records,
      cases: createCaseStore(reader, writer),
      sentences: createUnknownSentences(reader, writer),
      figures: createFiguresStore(reader, writer),
    },
    operator: createOperator({ reader, run: (name, input) => writer.run(name, input) }),
    ready,
    stats: async () => readStats(reader, now()),
    waitingWrites: () => writer.waiting,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

const selectToken = `SELECT value FROM token WHERE connector_id = ? AND token = ?`;

function logLeftOver(stats: StoreStats, logger: Logger | undefined): void {
  if (isAnythingLeft(stats)) logger?.info(stats, "left over: events and deliveries that wait, and dead letters");
}

function readStats(reader: Database, now: number): StoreStats {
  return toStats(reader.get<QueueRow>(selectQueue, now), reader.all<WaitingDeliveries>(selectWaiting, now));
}

const selectQueue = `
  SELECT (SELECT count(*) FROM work) AS unanswered, (SELECT count(*) FROM dead_letter) AS deadLetters,
    (SELECT ?1 - min(e.at) FROM work w JOIN event e ON e.conversation = w.conversation AND e.seq = w.seq)
      AS oldestUnansweredMs`;

const selectWaiting = `
  SELECT c.connector_id AS connectorId, o.state, count(*) AS count, ?1 - min(o.queued_at) AS oldestMs
  FROM outbox o JOIN conversation c ON c.id = o.conversation WHERE o.state IN ('queued', 'sending', 'unknown')
  GROUP BY 1, 2 ORDER BY 1, 2`;
