import type { Pool, PoolClient, QueryConfig } from "pg";
import { serverStops } from "#app/errors.ts";
import type { Health } from "./health.ts";
import { codeOf, problemOf, unavailable, withoutTexts } from "./problems.ts";

/** What an operator or the retention asks for, e.g. counts of all tables. */
const workWithinMs = 60_000;
/** From so many connections on two may be at work, and visitors still have one to read with. */
const connectionsForTwo = 3;
/** The database's own limits, for a statement and for a lock: it is there, and has other work. */
const limitCodes = new Set(["57014", "55P03"]);

/** `person`: a person, or one conversation, which a visitor may wait for. `all`: whatever looks through many. */
export type Lane = "person" | "all";

/** `signal`: cancels the statement. */
export type WorkOptions = { lane: Lane; signal?: AbortSignal | undefined };

type Parts = { pool: Pool; connections: number; cancel: (pid: number) => Promise<unknown>; health: Health };

/** Statements that may take longer than what visitors wait for. One at a time of each lane has a connection. */
export class Work implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  readonly #lanes = new Map<Lane, Promise<unknown>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Runs a statement as a transaction of its own.
   *
   * @throws RequestError `unavailable` when the database does not answer, or the statement was cancelled.
   */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as in `Pools`
  run<Result>({ lane: wanted, signal }: WorkOptions, sql: string, values: unknown[]): Promise<Result[]> {
    const lane = this.#parts.connections < connectionsForTwo ? "all" : wanted;
    const signals = signal === undefined ? [this.#stopping.signal] : [this.#stopping.signal, signal];
    const before = this.#lanes.get(lane) ?? Promise.resolve();
    const done = before.then(() => this.#run<Result>(signals, sql, values));
    this.#lanes.set(
      lane,
      done.catch(() => undefined),
    );
    return done;
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
  async #run<Result>(signals: AbortSignal[], sql: string, values: unknown[], tries = 3): Promise<Result[]> {
    const isStopped = (): boolean => signals.some(({ aborted }) => aborted);
    if (isStopped()) throw serverStops();
    let client: PoolClient | undefined;
    try {
      client = await this.#parts.pool.connect();
      // The pool listens to the connections that nobody uses only. What breaks this one is told by its query.
      client.on("error", ignore);
      const rows = await this.#transact<Result>(client, signals, sql, values);
      client.off("error", ignore);
      // A request to cancel may still be on its way to this connection.
      client.release(isStopped());
      return rows;
    } catch (error) {
      // With the connection its transaction ends.
      client?.release(true);
      if (isStopped()) throw serverStops();
      const problem = problemOf(error);
      if (problem === "conflict" && tries > 1) return await this.#run(signals, sql, values, tries - 1);
      if (problem === "defect") throw withoutTexts(error);
      if (!limitCodes.has(codeOf(error))) this.#parts.health.failed(error);
      throw unavailable();
    }
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
  async #transact<Result>(
    client: PoolClient,
    signals: AbortSignal[],
    sql: string,
    values: unknown[],
  ): Promise<Result[]> {
    const { rows: own } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const stopped = Promise.withResolvers<never>();
    // The database would go on, and hold its locks, for a client that is gone.
    const stop = (): void => {
      const cancelled = this.#parts.cancel(own[0]?.pid ?? 0).catch(ignore);
      void cancelled.then(() => stopped.reject(serverStops()));
    };
    const transaction = async (): Promise<Result[]> => {
      await client.query(`BEGIN; SET LOCAL statement_timeout = ${workWithinMs}`);
      // The database's limit comes first, and ends the statement there, too.
      const query: QueryConfig & { query_timeout: number } = { text: sql, values, query_timeout: workWithinMs + 2_000 };
      const { rows } = await client.query(query);
      await client.query("COMMIT");
      return rows as Result[];
    };
    for (const signal of signals) signal.addEventListener("abort", stop);
    try {
      if (signals.some(({ aborted }) => aborted)) throw serverStops();
      return await Promise.race([transaction(), stopped.promise]);
    } finally {
      for (const signal of signals) signal.removeEventListener("abort", stop);
    }
  }

  /** Cancels what is at work. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#lanes.values());
  }
}

function ignore(): void {}
