import type { Database } from "#store/sqlite/database.ts";
import { wakeLane } from "./wake-lane.ts";

export type ReleasedInput = { id: string; notBefore: number };

/** Takes back the try that `beginDelivery` counted. Whether an earlier one may have been taken stays known. */
export function releaseDelivery(db: Database, { id, notBefore }: ReleasedInput): void {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = 'queued', attempts = attempts - 1, not_before = ?
     WHERE id = ? AND state = 'sending' RETURNING conversation`,
    notBefore,
    id,
  );
  if (row !== undefined) wakeLane(db, row.conversation);
}
