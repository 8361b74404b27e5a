import { Worker } from "node:worker_threads";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { databaseFile, isDamaged } from "#store/sqlite/data-folder.ts";
import { threadFile, threadOptions } from "#store/sqlite/thread-file.ts";
import type { DamageMessage } from "./damage-thread.ts";
import { checkedAtStart } from "./find-damage.ts";
import { stateOf } from "./file-state.ts";

/** What the check of a large database has found so far. */
export class DamageWatch implements AsyncDisposable {
  readonly #thread: Worker | undefined;
  #problem: ConfigError | undefined;

  /** @param limit bytes above which the database was not checked before. */
  constructor(folder: string, logger: Logger | undefined, limit = checkedAtStart) {
    if ((stateOf(databaseFile(folder))?.size ?? 0) <= limit) return;
    this.#thread = new Worker(threadFile(import.meta.url, "damage-thread"), {
      ...threadOptions(import.meta.url),
      workerData: { folder },
      name: "store check",
    });
    this.#thread.on("message", ({ damage }: DamageMessage) => {
      if (damage === undefined) return;
      this.#problem = new ConfigError([isDamaged(databaseFile(folder))]);
      logger?.error({ damage }, this.#problem.message);
    });
    this.#thread.on("error", (error) => logger?.warn({ err: error }, "the database could not be checked for damage"));
    this.#thread.unref();
  }

  /** @throws ConfigError when a page is damaged. */
  require(): void {
    if (this.#problem !== undefined) throw this.#problem;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread?.terminate();
  }
}
