import type { Database } from "./database.ts";
import { updateDeliveryDue } from "./operations/deliveries.ts";

/** How long the echo of a message that was on its way when the process ended has to come in. */
const echoWaitMs = 10_000;

export type Ownership = {
  /** Our number: a process with a newer one has taken the store over. */
  owner: number;
  epoch: string;
  /** Names the database, for as long as it lives. */
  identity: string;
  /** Deliveries that were on their way when the last owner ended. */
  interrupted: number;
};

/**
 * Makes this process the one that writes, and sorts out what the last one left half done.
 *
 * @param isAlone the last one has ended, so what it had leased is free.
 */
export function takeOwnership(db: Database, now: number, isAlone: boolean): Ownership {
  return db.transaction(() => {
    const meta = db.get<{ owner: number; epoch: string; identity: string }>(
      "UPDATE meta SET owner = owner + 1 WHERE one = 1 RETURNING owner, epoch, identity",
    );
    if (meta === undefined) throw new Error("the store has no meta row");
    // Nobody lives who could use them; waiting for their end would leave connections closed for a while.
    if (isAlone) db.run("DELETE FROM lease");
    return { ...meta, interrupted: questionInterruptedDeliveries(db, now) };
  });
}

/** Nobody knows whether they were delivered; until the wait is over, their echo may tell. */
function questionInterruptedDeliveries(db: Database, now: number): number {
  const rows = db.all<{ conversation: string }>(
    `UPDATE outbox SET state = 'unknown', maybe_delivered = 1, reason = 'the process ended', not_before = ?, updated_at = ?
     WHERE state IN ('queued', 'sending', 'unknown') AND state = 'sending' RETURNING conversation`,
    now + echoWaitMs,
    now,
  );
  for (const { conversation } of rows) updateDeliveryDue(db, conversation);
  return rows.length;
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
