import type { ReceiptsInput } from "#store/report-input.ts";
import type { Database } from "#store/sqlite/database.ts";

/** By the index `outbox_receipt` only what is to be changed is read, however long the conversation is. */
const setReceipts = (before: string): string => `
  UPDATE outbox SET receipt = ?1, updated_at = ?2
  WHERE conversation = ?3 AND state = 'sent' AND ${before} AND queued_at <= ?4`;

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
  db.run(setReceipts("receipt IS NULL"), status, now, conversationId, until);
  if (status === "read") db.run(setReceipts("receipt = 'delivered'"), status, now, conversationId, until);
  return conversationId;
}
