import type { Database } from "#store/sqlite/database.ts";
import { wakeLane } from "./wake-lane.ts";

export type EndInput = {
  id: string;
  /** `queued`: not taken. `unknown`: perhaps. `failed`: never will be. */
  state: "queued" | "unknown" | "failed";
  reason: string;
  notBefore: number;
};

/**
 * An attempt has ended without success. One that an echo has confirmed in the meantime stays confirmed; of one that is
 * given up, what it said is not kept.
 */
export function endAttempt(db: Database, { id, state, reason, notBefore }: EndInput): void {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = ?1, reason = ?2, not_before = ?3, maybe_taken = max(maybe_taken, ?1 = 'unknown'),
       payload = CASE ?1 WHEN 'failed' THEN 'null' ELSE payload END
     WHERE id = ?4 AND state = 'sending' RETURNING conversation`,
    state,
    reason,
    notBefore,
    id,
  );
  if (row !== undefined) wakeLane(db, row.conversation);
}
