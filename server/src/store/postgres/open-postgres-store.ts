import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "#app/logger.ts";
import type { LimitStore } from "#limits/shared-limits.ts";
import { isAnythingLeft, type QueueRow, toStats } from "#store/queue-stats.ts";
import type { Store, StoreStats, WaitingDeliveries } from "#store/store.ts";
import { ProcessClock } from "./clock.ts";
import { type DatabaseAddress, parseAddress } from "./connection/address.ts";
import { Health } from "./connection/health.ts";
import { Pools } from "./connection/pools.ts";
import { isStarting, toConfigError } from "./connection/problems.ts";
import { createConversationIndex } from "./conversation-index.ts";
import { createConversationLog } from "./conversation-log.ts";
import { createCaseStore } from "./desk/case-store.ts";
import { createDeskRecords } from "./desk/desk-records.ts";
import { keptIn } from "#store/desk/kept-texts.ts";
import { createFiguresStore } from "./desk/figures-store.ts";
import { createEventStore } from "./event-store.ts";
import { createGrowthLog } from "./growth-log.ts";
import { createNotifications, type Notifications } from "./notifications.ts";
import { createOperator } from "./operator/create-operator.ts";
import { createOutboxStore } from "./outbox-store.ts";
import { createPeople } from "./people.ts";
import { createPersonLinks } from "./person-links.ts";
import { checkServer } from "./schema/check-server.ts";
import { migrate } from "./schema/migrate.ts";
import { createPostgresLimits } from "./postgres-limits.ts";
import { type SecretFacts, warnOfOtherSecret } from "#store/secret-facts.ts";
import { createSessionStore } from "./session-store.ts";
import { createTurns } from "./turns.ts";
import { createPushStore } from "./push-store.ts";
import { createUnknownSentences } from "./desk/unknown-sentences.ts";
import { createUploadStore } from "./upload-store.ts";
import { Writer } from "./writer.ts";

export type PostgresOptions = {
  /** As in `DATABASE_URL`. */
  url: string;
  /** The clock of those who call the store; how far it is from the database's makes no difference. */
  now?: () => number;
  logger?: Logger;
  /** Undefined: nobody signs with one. */
  secret?: SecretFacts;
  /** Milliseconds that a database which does not answer yet is waited for. Default 10,000. */
  startWithinMs?: number;
};

/** A store that several processes may have open at once. */
export type PostgresStore = Store & {
  /** A way to tell the other processes something at once. */
  readonly notifications: Notifications;
  /** Where the processes count together. */
  readonly limits: LimitStore;
};

/**
 * The store in PostgreSQL: what is written goes through two connections in groups, what is read through the others.
 *
 * @throws ConfigError when the database cannot be reached or used, each time with a sentence that says what to do.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const { url, now = Date.now, logger, secret, startWithinMs = 10_000 } = options;
  const address = parseAddress(url);
  await using parts = new AsyncDisposableStack();
  const connectionOptions = await prepare(address, startWithinMs, logger);

  const health = new Health(address, logger);
  const pools = parts.use(new Pools(address, health, connectionOptions));
  const writer = parts.use(new Writer(pools, health));
  const processId = randomUUID();
  let owners = 0;
  const newOwner = (): string => `${processId}/${(owners += 1)}`;
  const shared = { pools, writer, clock: new ProcessClock(now), newOwner };
  const outbox = parts.use(createOutboxStore(shared));
  const ready = (): Promise<void> => writer.run("checkWrite", {}, "meta");
  await ready();
  await logLeftOver(pools, logger);
  if (secret !== undefined) await keepFingerprint(pools, secret, logger);

  const open = parts.move();
  const records = createDeskRecords(pools);
  return {
    events: createEventStore(writer, pools),
    people: createPeople(pools),
    conversations: createConversationIndex(pools),
    tokens: {
      read: async (connectorId, token) =>
        (await pools.read<{ value: string }>(selectToken, connectorId, token))[0]?.value,
    },
    turns: createTurns(shared),
    outbox,
    log: createConversationLog(pools),
    growth: createGrowthLog(pools),
    leases: {
      hold: (name, holder, _now, ms) => writer.run("holdLease", { name, holder, ms }, `lease ${name}`),
      release: (name, holder) => writer.run("releaseLease", { name, holder }, `lease ${name}`),
    },
    sessions: createSessionStore(pools),
    links: createPersonLinks(pools),
    uploads: createUploadStore(pools),
    push: createPushStore(pools),
    texts: keptIn(records, now),
    desk: {
      records,
      cases: createCaseStore(pools),
      sentences: createUnknownSentences(pools),
      figures: createFiguresStore(pools),
    },
    operator: createOperator(
      (options) =>
        (sql, ...values) =>
          pools.work(options, sql, ...values),
    ),
    notifications: createNotifications(address, pools, health),
    limits: createPostgresLimits(pools),
    ready,
    stats: () => readStats(pools),
    waitingWrites: () => writer.waiting,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** Notes which secret is in use. */
async function keepFingerprint(pools: Pools, secret: SecretFacts, logger: Logger | undefined): Promise<void> {
  const [row] = await pools.read<{ known: string | null }>(exchangeFingerprint, secret.prints[0] ?? "");
  warnOfOtherSecret(row?.known, secret, logger);
}

const exchangeFingerprint = `
  WITH before AS (SELECT secret_print AS known FROM meta FOR UPDATE)
  UPDATE meta SET secret_print = $1 FROM before RETURNING known`;

const selectToken = `SELECT value FROM token WHERE connector_id = $1 AND token = $2`;

/** Waits for a database that is still starting. @returns options for every connection. */
async function prepare(address: DatabaseAddress, withinMs: number, logger: Logger | undefined): Promise<string> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      const connectionOptions = await checkServer(address, logger);
      await migrate(address);
      return connectionOptions;
    } catch (error) {
      const isLate = performance.now() + retryMs > deadline;
      if (isLate || !isStarting(error)) throw toConfigError(error, address);
    }
    await sleep(retryMs);
  }
}

const retryMs = 250;

async function logLeftOver(pools: Pools, logger: Logger | undefined): Promise<void> {
  if (logger === undefined) return;
  const stats = await readStats(pools);
  if (isAnythingLeft(stats)) logger.info(stats, "waiting in the database: events and deliveries, and dead letters");
}

async function readStats(pools: Pools): Promise<StoreStats> {
  const [[row], deliveries] = await Promise.all([
    pools.read<QueueRow>(selectQueue),
    pools.read<WaitingDeliveries>(selectWaiting),
  ]);
  return toStats(row, deliveries);
}

const selectQueue = `
  SELECT (SELECT count(*) FROM work) AS unanswered, (SELECT count(*) FROM dead_letter) AS "deadLetters",
    (SELECT now_ms() - min(e.at) FROM work w JOIN event e ON e.conversation = w.conversation AND e.seq = w.seq)
      AS "oldestUnansweredMs"`;

const selectWaiting = `
  SELECT c.connector_id AS "connectorId", o.state, count(*) AS count, now_ms() - min(o.queued_at) AS "oldestMs"
  FROM outbox o JOIN conversation c ON c.id = o.conversation WHERE o.state IN ('queued', 'sending', 'unknown')
  GROUP BY 1, 2 ORDER BY 1, o.state COLLATE "C"`;
