import type { Logger } from "#app/logger.ts";
import type { DatabaseAddress } from "./address.ts";
import { describeProblem } from "./problems.ts";

/** Tells the operator once for each reason that the database is away, and once that it is back. */
export class Health {
  readonly #address: DatabaseAddress;
  readonly #logger: Logger | undefined;
  /** What was said since the database last answered. Two lines that fail in different ways take turns. */
  readonly #said = new Set<string>();

  constructor(address: DatabaseAddress, logger: Logger | undefined) {
    this.#address = address;
    this.#logger = logger;
  }

  failed(error: unknown): void {
    const problem = describeProblem(error, this.#address);
    if (this.#said.has(problem)) return;
    this.#said.add(problem);
    this.#logger?.error(
      { database: this.#address.shown },
      `${problem} What was acknowledged is kept; new messages are turned away until it answers.`,
    );
  }

  succeeded(): void {
    if (this.#said.size === 0) return;
    this.#said.clear();
    this.#logger?.warn({ database: this.#address.shown }, "PostgreSQL answers again");
  }
}
