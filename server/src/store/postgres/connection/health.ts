import type { Logger } from "#app/logger.ts";
import type { DatabaseAddress } from "./address.ts";
import { describeProblem } from "./problems.ts";

/** Tells the operator once that the database is away, and once that it is back. */
export class Health {
  readonly #address: DatabaseAddress;
  readonly #logger: Logger | undefined;
  #problem: string | undefined;

  constructor(address: DatabaseAddress, logger: Logger | undefined) {
    this.#address = address;
    this.#logger = logger;
  }

  failed(error: unknown): void {
    const problem = describeProblem(error, this.#address);
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#logger?.error(
      { database: this.#address.shown },
      `${problem} What was acknowledged is kept; new messages are turned away until it answers.`,
    );
  }

  succeeded(): void {
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#logger?.warn({ database: this.#address.shown }, "PostgreSQL answers again");
  }
}
