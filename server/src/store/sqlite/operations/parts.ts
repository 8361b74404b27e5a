import type { Database } from "#store/sqlite/database.ts";
import { updateDeliveryDue } from "./deliveries.ts";

export type RestInput = { id: string; payload: string; partsOut: number; now: number };

/**
 * What is left of the delivery that is being sent is its payload from now on.
 *
 * @returns whether it is still being sent.
 */
export function keepRest(db: Database, { id, payload, partsOut, now }: RestInput): boolean {
  const changed = db.run(
    "UPDATE outbox SET payload = ?, parts_out = max(parts_out, ?), updated_at = ? WHERE id = ? AND state = 'sending'",
    payload,
    partsOut,
    now,
    id,
  );
  return changed > 0;
}

export type PartInput = { connectorId: string; id: string; partsOut: number; now: number };

/**
 * An echo: the channel has so many parts. If that was in doubt, the others go out now.
 *
 * @returns its lane; undefined when the connector has no such delivery.
 */
export function confirmPart(db: Database, { connectorId, id, partsOut, now }: PartInput): string | undefined {
  const row = db.get<{ conversation: string }>(
    `SELECT o.conversation FROM outbox o JOIN conversation c ON c.id = o.conversation
     WHERE o.id = ? AND c.connector_id = ?`,
    id,
    connectorId,
  );
  if (row === undefined) return undefined;
  db.run(
    `UPDATE outbox SET parts_out = ?1, updated_at = ?2, state = iif(state = 'unknown', 'queued', state),
       maybe_delivered = iif(state = 'unknown', 0, maybe_delivered), not_before = iif(state = 'unknown', ?2, not_before)
     WHERE id = ?3 AND parts_out < ?1 AND state IN ('queued', 'sending', 'unknown')`,
    partsOut,
    now,
    id,
  );
  updateDeliveryDue(db, row.conversation);
  return row.conversation;
}
