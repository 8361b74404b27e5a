import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";

/** A name for a log that no other log has; it is part of every cursor, so it has no dot. */
export function newEpoch(): string {
  return randomBytes(9).toString("base64url");
}

/** Makes the row of the store's own facts if there is none yet. */
export function setEpoch(db: Database, epoch: string, now: number): void {
  db.run(
    `INSERT INTO meta (one, epoch, owner, checked_at) VALUES (1, ?, 0, ?)
     ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch`,
    epoch,
    now,
  );
}
