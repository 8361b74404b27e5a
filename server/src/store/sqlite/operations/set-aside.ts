import { tooOld } from "#pipeline/outbox/outbox.ts";
import type { Database } from "#store/sqlite/database.ts";
import { updateDeliveryDue } from "./deliveries.ts";

export type SetAsideInput = { id: string; notice: { id: string; payload: string }[]; now: number };

/** Too old to be of use. The person is told by a notice, unless one tells them already. */
export function setAside(db: Database, { id, notice, now }: SetAsideInput): void {
  const row = db.get<{ conversation: string; queued_at: number }>(
    `UPDATE outbox SET state = 'failed', payload = 'null', reason = ?, error_kind = NULL, updated_at = ?
     WHERE id = ? AND state = 'sending' RETURNING conversation, queued_at`,
    tooOld.reason,
    now,
    id,
  );
  if (row === undefined) return;
  const { conversation, queued_at: queuedAt } = row;
  if (db.get(selectNotice, conversation, queuedAt) === undefined)
    for (const { id: noticeId, payload } of notice) db.run(insertNotice, noticeId, conversation, payload, now);
  updateDeliveryDue(db, conversation);
}

/** One that waits, or that was tried last after the delivery was queued. */
const selectNotice = `
  SELECT 1 FROM outbox WHERE conversation = ? AND covers_until IS NOT NULL
    AND (state IN ('queued', 'sending', 'unknown') OR state = 'sent' AND covers_until >= ?)`;

const insertNotice = `
  INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at, queued_at, covers_until)
  VALUES (?1, ?2, ?3, 'queued', ?4, ?4, ?4, ?4) ON CONFLICT (id) DO NOTHING`;
