import type { Database } from "./database.ts";
import { newEpoch } from "./epoch.ts";
import { wakeLane } from "./operations/wake-lane.ts";

/** How long the echo of a message that was on its way when the process ended has to come in. */
const echoWaitMs = 10_000;

export type Ownership = {
  /** Our number: whoever has a newer one has taken the store over. */
  owner: number;
  epoch: string;
  /** Deliveries that were on their way when the last owner ended. */
  interrupted: number;
  /** Conversations whose answer was under way then. */
  suspects: string[];
};

/** Makes this process the one that writes, and sorts out what the last one left half done. */
export function takeOwnership(db: Database, now: number): Ownership {
  return db.transaction(() => {
    db.run(
      "INSERT INTO meta (one, epoch, owner, checked_at) VALUES (1, ?, 0, ?) ON CONFLICT DO NOTHING",
      newEpoch(),
      now,
    );
    const meta = db.get<{ owner: number; epoch: string }>(
      "UPDATE meta SET owner = owner + 1 WHERE one = 1 RETURNING owner, epoch",
    );
    if (meta === undefined) throw new Error("the store has no meta row");
    const suspects = db.all<{ conversation: string }>("SELECT conversation FROM work WHERE begun = 1");
    return {
      ...meta,
      interrupted: questionInterruptedDeliveries(db, now),
      suspects: suspects.map(({ conversation }) => conversation),
    };
  });
}

/** Nobody knows whether they were taken; until the wait is over, their echo may tell. */
function questionInterruptedDeliveries(db: Database, now: number): number {
  const rows = db.all<{ conversation: string }>(
    `UPDATE outbox SET state = 'unknown', maybe_taken = 1, reason = 'the process ended', not_before = ?, updated_at = ?
     WHERE state IN ('queued', 'sending', 'unknown') AND state = 'sending' RETURNING conversation`,
    now + echoWaitMs,
    now,
  );
  for (const { conversation } of rows) wakeLane(db, conversation);
  return rows.length;
}
