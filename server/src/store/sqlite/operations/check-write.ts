import type { Database } from "#store/sqlite/database.ts";

/** A write like any other, to see that it goes through. */
export function checkWrite(db: Database, { now }: { now: number }): void {
  db.run("UPDATE meta SET checked_at = ?", now);
}
