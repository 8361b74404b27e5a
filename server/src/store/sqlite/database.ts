import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { serverStops } from "#app/errors.ts";

export type DatabaseOptions = { readOnly?: boolean; timeoutMs?: number };

/** A connection that keeps its prepared statements. Rows are typed by who asks: the tables are STRICT and ours. */
export class Database implements Disposable {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, { readOnly = false, timeoutMs = 5_000 }: DatabaseOptions = {}) {
    this.#connection = new DatabaseSync(file, { readOnly, timeout: timeoutMs, enableForeignKeyConstraints: true });
  }

  get inTransaction(): boolean {
    return this.#connection.isTransaction;
  }

  /** @returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names its row: better than a cast at each call
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** Runs one or more statements that are not kept. */
  exec(sql: string): void {
    this.#connection.exec(sql);
  }

  /** All of what `work` writes, or nothing of it. */
  transaction<Result>(work: () => Result): Result {
    this.run("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.run("COMMIT");
      return result;
    } catch (error) {
      if (this.inTransaction) this.run("ROLLBACK");
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  /** @throws RequestError once it is closed: whoever reads then has come while the server goes down, and may come again. */
  #statement(sql: string): StatementSync {
    if (!this.#connection.isOpen) throw serverStops();
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
