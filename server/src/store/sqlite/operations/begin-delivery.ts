import type { Database } from "#store/sqlite/database.ts";
import { lostAfterMs } from "#store/lost-delivery.ts";
import { wakeLane } from "./wake-lane.ts";

/** `held`: ids that this process is sending right now. */
export type BeginInput = { lane: string; now: number; held: string[] };

export type BegunDelivery = {
  id: string;
  connectorId: string;
  conversationId: string;
  userId: string;
  payload: string;
  attempt: number;
  resent: boolean;
};

type Head = {
  id: string;
  state: "queued" | "sending" | "unknown";
  not_before: number;
  payload: string;
  attempts: number;
  maybe_taken: number;
  connector_id: string;
  user_id: string;
};

/**
 * Marks the head of the lane as on its way, if it is due: from now on it may have been taken. One that is so marked and
 * that nobody holds was lost sight of, and goes out again at its time.
 */
export function beginDelivery(db: Database, { lane, now, held }: BeginInput): BegunDelivery | undefined {
  const head = db.get<Head>(
    `SELECT o.id, o.state, o.not_before, o.payload, o.attempts, o.maybe_taken, c.connector_id, c.user_id
     FROM outbox o JOIN conversation c ON c.id = o.conversation
     WHERE o.conversation = ? AND o.state IN ('queued', 'sending', 'unknown') ORDER BY o.place LIMIT 1`,
    lane,
  );
  if (head === undefined || head.not_before > now) return undefined;
  if (head.state === "sending" && held.includes(head.id)) return undefined;

  const resent = head.maybe_taken === 1 || head.state === "sending";
  db.run(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1, maybe_taken = ?, not_before = ?, updated_at = ?
     WHERE id = ?`,
    resent ? 1 : 0,
    now + lostAfterMs,
    now,
    head.id,
  );
  wakeLane(db, lane);
  return {
    id: head.id,
    connectorId: head.connector_id,
    conversationId: lane,
    userId: head.user_id,
    payload: head.payload,
    attempt: head.attempts + 1,
    resent,
  };
}
