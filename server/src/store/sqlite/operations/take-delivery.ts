import type { Database } from "#store/sqlite/database.ts";
import { wakeLane } from "./wake-lane.ts";

export type TakenInput = { id: string; externalId: string | null; now: number };

/**
 * The channel has it, whatever we thought before. Its id stays for echoes, what it said does not.
 *
 * @returns its lane; undefined when there is no such delivery.
 */
export function takeDelivery(db: Database, { id, externalId, now }: TakenInput): string | undefined {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = 'sent', payload = 'null', external_id = coalesce(external_id, ?), updated_at = ? WHERE id = ?
     RETURNING conversation`,
    externalId,
    now,
    id,
  );
  if (row !== undefined) wakeLane(db, row.conversation);
  return row?.conversation;
}
