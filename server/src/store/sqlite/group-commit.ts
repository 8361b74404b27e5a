import { StaleLeaseError } from "#app/errors.ts";
import type { Database } from "./database.ts";
import { type Job, runJob } from "./operations.ts";
import { type Outcome, toOutcome } from "./outcome.ts";

/**
 * Runs the jobs in one transaction, so that one wait for the disk serves them all. A job that fails takes back its own
 * writes only; if the commit fails, they have all failed. Nothing is written by a process that another has replaced.
 */
export function commitTogether(db: Database, owner: number, jobs: readonly Job[]): Outcome[] {
  try {
    return db.transaction(() => {
      requireOwner(db, owner);
      return jobs.map((job) => runAlone(db, job));
    });
  } catch (error) {
    const outcome = toOutcome(error);
    return jobs.map(() => outcome);
  }
}

function requireOwner(db: Database, owner: number): void {
  const meta = db.get<{ owner: number }>("SELECT owner FROM meta");
  if (meta?.owner !== owner) throw new StaleLeaseError("Another process has taken over this store");
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
