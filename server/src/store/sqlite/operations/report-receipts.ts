import type { ReceiptsInput } from "#store/report-input.ts";
import type { Database } from "#store/sqlite/database.ts";

/**
 * All messages of a conversation that had been written by then have reached the person, or were read. What was read stays so.
 * @returns its lane; undefined: there is no such conversation.
 */
export function reportReceipts(
  db: Database,
  { connectorId, conversationId, until, status, now }: ReceiptsInput & { now: number },
): string | undefined {
  const known = db.get("SELECT 1 FROM conversation WHERE id = ? AND connector_id = ?", conversationId, connectorId);
  if (known === undefined) return undefined;
  db.run(
    `UPDATE outbox SET receipt = ?1, updated_at = ?2
     WHERE conversation = ?3 AND state = 'sent' AND queued_at <= ?4 AND receipt IS NOT 'read' AND receipt IS NOT ?1`,
    status,
    now,
    conversationId,
    until,
  );
  return conversationId;
}
