import { type ClientConfig, type CustomTypesConfig, Pool, types as pgTypes } from "pg";
import { serverStops } from "#app/errors.ts";
import type { DatabaseAddress } from "./address.ts";
import type { Health } from "./health.ts";
import { problemOf, unavailable, withoutTexts } from "./problems.ts";
import { Work, type WorkOptions } from "./work.ts";

/** Milliseconds after which a caller is told that the database does not answer: a visitor's page hears of it within 3 s. */
export const answerWithinMs = 2_500;
/** A connection that does not come, or does not answer, in this time is given up. */
export const connectWithinMs = 2_000;
const queryWithinMs = 2_000;
/** Two groups on their way: one is written while the next is collected. */
export const writingConnections = 2;
const listeningConnections = 1;

export type Row = Record<string, unknown>;

/** What every connection is opened with. Time-outs are the database's, too: it must not work for a client that is gone. */
export function clientConfig({ url, schema }: DatabaseAddress, extraOptions = ""): ClientConfig {
  return {
    connectionString: url,
    application_name: "causerie",
    keepAlive: true,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: queryWithinMs,
    statement_timeout: queryWithinMs,
    lock_timeout: queryWithinMs,
    idle_in_transaction_session_timeout: 10_000,
    // The isolation that the functions are written for, whatever the database's default is.
    options: `-c search_path=${schema} -c default_transaction_isolation=read\\ committed ${extraOptions}`,
    types,
  };
}

/** Times and positions fit into a number of JavaScript; the driver would hand them out as text. */
const types: CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === pgTypes.builtins.INT8 ? Number : (pgTypes.getTypeParser(id, format) as (value: string) => unknown),
};

const names = new Map<string, string>();

/** Each connection prepares a statement once, under this name. All texts are constants of ours, so they are few. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `causerie_${names.size}`;
  names.set(sql, name);
  return name;
}

/** A few connections for writing and the rest for reading, so that readers cannot keep writers waiting. */
export class Pools implements AsyncDisposable {
  readonly #writers: Pool;
  readonly #readers: Pool;
  readonly #health: Health;
  readonly #work: Work;

  constructor(address: DatabaseAddress, health: Health, extraOptions = "") {
    this.#health = health;
    const config = { ...clientConfig(address, extraOptions), idleTimeoutMillis: 30_000 };
    this.#writers = new Pool({ ...config, max: writingConnections });
    const connections = address.connections - writingConnections - listeningConnections;
    this.#readers = new Pool({ ...config, max: connections });
    const cancel = (pid: number): Promise<unknown> => this.#writers.query("SELECT pg_cancel_backend($1)", [pid]);
    this.#work = new Work({ pool: this.#readers, connections, cancel, health });
    // A connection that breaks while nobody uses it. Without a listener it would end the process.
    for (const pool of [this.#writers, this.#readers]) pool.on("error", (error) => health.failed(error));
  }

  /** @throws what the driver throws. */
  async write(sql: string, values: unknown[]): Promise<Row[]> {
    if (this.#writers.ending) throw serverStops();
    const { rows } = await this.#writers.query<Row>({ name: nameOf(sql), text: sql, values });
    this.#health.succeeded();
    return rows;
  }

  /**
   * A row is typed by who asks.
   *
   * @throws RequestError `unavailable` when the database does not answer in time.
   */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as in the SQLite store, better than a cast at each call
  async read<Result>(sql: string, ...values: unknown[]): Promise<Result[]> {
    if (this.#readers.ending) throw serverStops();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error("timeout")), answerWithinMs);
    try {
      const query = this.#readers.query<Row>({ name: nameOf(sql), text: sql, values });
      const { rows } = await Promise.race([query, late.promise]);
      return rows as Result[];
    } catch (error) {
      if (problemOf(error) === "defect") throw withoutTexts(error);
      this.#health.failed(error);
      throw unavailable();
    } finally {
      clearTimeout(timer);
    }
  }

  /** An operator's statement: see {@link Work.run}. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
  work<Result>(options: WorkOptions, sql: string, ...values: unknown[]): Promise<Result[]> {
    return this.#work.run<Result>(options, sql, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#work[Symbol.asyncDispose]();
    await Promise.all([this.#writers.end(), this.#readers.end()]);
  }
}
