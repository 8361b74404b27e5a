import { StaleLeaseError } from "#app/errors.ts";
import type { Database } from "./database.ts";
import { type Job, runJob } from "./operations.ts";
import { type Outcome, toOutcome } from "./outcome.ts";

/**
 * Runs the jobs in one transaction, so that one wait for the disk serves them all. A job that fails takes back its own
 * writes only; if the commit fails, they have all failed. Nothing is written by a process that another has replaced.
 */
export function commitTogether(db: Database, owner: number, jobs: readonly Job[]): Committed {
  try {
    return db.transaction(() => {
      const position = nextPosition(db, owner);
      return { position, outcomes: jobs.map((job) => runAlone(db, job)) };
    });
  } catch (error) {
    const outcome = toOutcome(error);
    return { position: undefined, outcomes: jobs.map(() => outcome) };
  }
}

/** `position`: how many commits there were with this one; undefined when nothing was committed. */
export type Committed = { position: number | undefined; outcomes: Outcome[] };

function nextPosition(db: Database, owner: number): number {
  const meta = db.get<{ position: number }>(
    "UPDATE meta SET position = position + 1 WHERE owner = ? RETURNING position",
    owner,
  );
  if (meta === undefined) throw new StaleLeaseError("Another process has taken over this store");
  return meta.position;
}

function runAlone(db: Database, job: Job): Outcome {
  db.run("SAVEPOINT job");
  try {
    const value = runJob(db, job);
    db.run("RELEASE job");
    return { type: "done", value };
  } catch (error) {
    // On some errors (a full disk, say) SQLite itself has taken back the whole transaction: nobody's job is done.
    if (!db.inTransaction) throw error;
    db.run("ROLLBACK TO job");
    db.run("RELEASE job");
    return toOutcome(error);
  }
}
