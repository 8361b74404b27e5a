import { clientIdReused, notTheirConversation } from "#store/refusals.ts";
import type { Accepted } from "#pipeline/inbox/inbox.ts";
import type { Database } from "#store/sqlite/database.ts";

export type EventInput = {
  conversation: string;
  connectorId: string;
  userId: string;
  key: string;
  body: string;
  bodyHash: string;
  actedAt: number;
  locale: string | null;
  /** State of the conversation, if this event is its first. */
  newState: string;
  now: number;
};

/** Logs what a person did and queues its turn; a repeat changes nothing. */
export function appendEvent(db: Database, input: EventInput): Accepted {
  const seq = openConversation(db, input) + 1;
  const isNew = db.run(
    "INSERT INTO event (conversation, seq, key, body, body_hash, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (conversation, key) DO NOTHING",
    input.conversation,
    seq,
    input.key,
    input.body,
    input.bodyHash,
    input.now,
  );
  if (isNew === 0) return { seq: seqOfRepeat(db, input), duplicate: true };

  db.run(
    "INSERT INTO work (conversation, seq, acted_at, locale, not_before) VALUES (?, ?, ?, ?, ?)",
    input.conversation,
    seq,
    input.actedAt,
    input.locale,
    input.now,
  );
  // An older event that waits keeps its place at the head.
  db.run(
    "UPDATE conversation SET last_seq = ?, updated_at = ?, answer_due = coalesce(answer_due, ?) WHERE id = ?",
    seq,
    input.now,
    input.now,
    input.conversation,
  );
  return { seq, duplicate: false };
}

/** @returns the last seq of the conversation, which is made if it is new. */
function openConversation(db: Database, { conversation, connectorId, userId, newState, now }: EventInput): number {
  const known = db.get<{ last_seq: number; connector_id: string; user_id: string }>(
    "SELECT last_seq, connector_id, user_id FROM conversation WHERE id = ?",
    conversation,
  );
  if (known !== undefined) {
    if (known.connector_id !== connectorId || known.user_id !== userId) throw notTheirConversation();
    return known.last_seq;
  }
  db.run(
    "INSERT INTO conversation (id, connector_id, user_id, last_seq, state, created_at, updated_at) VALUES (?, ?, ?, 0, ?, ?, ?)",
    conversation,
    connectorId,
    userId,
    newState,
    now,
    now,
  );
  return 0;
}

function seqOfRepeat(db: Database, { conversation, key, bodyHash }: EventInput): number {
  const first = db.get<{ seq: number; body_hash: string }>(
    "SELECT seq, body_hash FROM event WHERE conversation = ? AND key = ?",
    conversation,
    key,
  );
  if (first === undefined) throw new Error("an event is in the way of itself");
  if (first.body_hash !== bodyHash) throw clientIdReused();
  return first.seq;
}
