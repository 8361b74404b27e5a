import { DatabaseSync } from "node:sqlite";
import { Cluster, type ClusterOptions } from "#support/processes/cluster.ts";
import { type PostgresServer, startPostgres } from "#support/postgres/postgres-server.ts";
import { sql } from "#support/postgres/test-database.ts";
import { type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import { ServerProcess } from "#support/server/server-process.ts";

export type StoredEvent = { conversation: string; seq: number; key: string; body: string };

const allEvents = "SELECT conversation, seq, key, body FROM event ORDER BY conversation, seq";

/** What the faults are done to: one process on SQLite, or several behind a balancer, on a PostgreSQL of their own. */
export interface Target extends AsyncDisposable {
  readonly name: string;
  /** How many processes there are. */
  readonly size: number;
  /** The port that clients come to. */
  port(): number;
  /** The web connector's address, past any broken line. */
  base(): string;
  /** Ends a process without warning, and does not start it again. */
  kill(process?: number): Promise<void>;
  /** Asks it to end, as an operator does. @returns its exit code. */
  stop(process?: number): Promise<number | null>;
  start(process?: number): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  freeze(process?: number): void;
  thaw(process?: number): void;
  /** Address of one process. */
  url(process: number): string;
  /** All events of the store, past the processes, by conversation and number. */
  events(): Promise<StoredEvent[]>;
  readonly postgres?: PostgresServer;
  readonly redis?: RedisServer;
}

/** One process that owns its SQLite file. */
export async function startOneProcess(
  options: ConstructorParameters<typeof ServerProcess>[0] = {},
): Promise<Target & { server: ServerProcess }> {
  const server = new ServerProcess(options);
  await server.start();
  return {
    name: "one process on SQLite",
    size: 1,
    server,
    port: () => Number(new URL(server.url).port),
    base: () => `${server.url}/web`,
    kill: () => server.kill(),
    stop: () => server.stop(),
    start: () => server.start(),
    freeze: () => server.signal("SIGSTOP"),
    thaw: () => server.signal("SIGCONT"),
    url: () => server.url,
    events: async () => {
      using database = new DatabaseSync(server.databaseFile, { readOnly: true });
      return database.prepare(allEvents).all() as StoredEvent[];
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The processes of one service, with the PostgreSQL of their own that they share. */
export type ClusterTarget = Target & { readonly cluster: Cluster; readonly postgres: PostgresServer };

/** @param services what they share beside PostgreSQL. */
export async function startSeveral(
  count: number,
  services: "PostgreSQL" | "PostgreSQL and Redis",
  options: Pick<ClusterOptions, "messenger" | "metricsToken" | "limits"> = {},
): Promise<ClusterTarget> {
  await using parts = new AsyncDisposableStack();
  const postgres = parts.use(await startPostgres());
  const redis = services === "PostgreSQL and Redis" ? parts.use(await startRedis()) : undefined;
  const cluster = parts.use(
    await Cluster.start({ ...options, count, database: postgres.url, ...(redis && { redis: redis.url }) }),
  );
  const kept = parts.move();
  return {
    name: `${count} processes on ${services}`,
    size: count,
    cluster,
    postgres,
    ...(redis && { redis }),
    port: () => Number(new URL(cluster.url).port),
    base: () => `${cluster.server(0).url}/web`,
    kill: async (process = 0) => void (await cluster.server(process).signal("SIGKILL")),
    stop: (process = 0) => cluster.server(process).signal("SIGTERM"),
    start: (process = 0) => cluster.server(process).start(),
    freeze: (process = 0) => cluster.server(process).freeze(),
    thaw: (process = 0) => cluster.server(process).thaw(),
    url: (process) => cluster.server(process).url,
    events: () => sql<StoredEvent>(postgres.url, allEvents),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
