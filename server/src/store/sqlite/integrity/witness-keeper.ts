import { databaseFile } from "#store/sqlite/data-folder.ts";
import type { Database } from "#store/sqlite/database.ts";
import { commitTogether } from "#store/sqlite/group-commit.ts";
import type { Job } from "#store/sqlite/operations.ts";
import { type Outcome, storageAway } from "#store/sqlite/outcome.ts";
import { bootName, type FileState, stateOf } from "./file-state.ts";
import { FileWatch } from "./watch-files.ts";
import { type Witness, WitnessWriter } from "./witness.ts";

export type KeeperOptions = { folder: string; owner: number; identity: string; epoch: string };

/**
 * Commits, and notes each commit beside the database before anybody is told of it. Once the files are not those that were
 * opened, nothing is acknowledged any more.
 */
export class WitnessKeeper {
  readonly #db: Database;
  readonly #options: KeeperOptions;
  readonly #lost: () => void;
  readonly #watch: FileWatch;
  readonly #witness: WitnessWriter;
  readonly #boot = bootName();
  #isLost = false;

  /** @param lost called once, when the files are not those that were opened. */
  constructor(db: Database, options: KeeperOptions, lost: () => void) {
    this.#db = db;
    this.#options = options;
    this.#lost = lost;
    this.#watch = new FileWatch(databaseFile(options.folder));
    this.#witness = new WitnessWriter(options.folder);
  }

  run(jobs: readonly Job[]): Outcome[] {
    if (this.#isLost) return jobs.map(() => storageAway);
    const { position, outcomes } = commitTogether(this.#db, this.#options.owner, jobs);
    if (position === undefined) return outcomes;
    const state = this.#watch.look();
    if (state === undefined) {
      this.#isLost = true;
      this.#lost();
      return jobs.map(() => storageAway);
    }
    // The check of health waits for the drive; it comes at most once a second.
    this.#write(state, position, { clean: false, durable: jobs.some(({ name }) => name === "checkWrite") });
    return outcomes;
  }

  /** Closes the database, and notes that all of it is there. */
  close(): void {
    const meta = this.#db.get<{ owner: number; position: number }>("SELECT owner, position FROM meta");
    this.#db.get("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#db[Symbol.dispose]();
    const state = stateOf(databaseFile(this.#options.folder));
    // A successor has its own witness by now.
    if (!this.#isLost && state !== undefined && meta?.owner === this.#options.owner)
      this.#write(state, meta.position, { clean: true, durable: true });
    this.#watch[Symbol.dispose]();
    this.#witness[Symbol.dispose]();
  }

  #write(
    { inode, changed }: FileState,
    position: number,
    { clean, durable }: { clean: boolean; durable: boolean },
  ): void {
    const { owner, identity, epoch } = this.#options;
    const witness: Witness = { identity, epoch, owner, position, inode, changed, clean, boot: this.#boot };
    this.#witness.write(witness, { durable });
  }
}
