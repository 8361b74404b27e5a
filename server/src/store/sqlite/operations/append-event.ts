import { blockedPerson, clientIdReused, endedSession, notTheirConversation } from "#store/refusals.ts";
import type { Accepted } from "#pipeline/inbox/inbox.ts";
import type { EventInput } from "#store/event-input.ts";
import type { Database } from "#store/sqlite/database.ts";
import { orderedAt } from "#store/order-of-waiting.ts";
import { updateAnswerDue } from "./answer-due.ts";
import { recordBlobUse } from "./blob-use.ts";
import { lastSeqBefore } from "./delete-conversation.ts";
import { readSession } from "./sessions.ts";

/** `now`: milliseconds since 1970. */
type AppendInput = EventInput & { now: number };

type ConversationRow = { last_seq: number; connector_id: string; user_id: string; address: string };

/** Logs an inbound event and queues its turn. A repeat changes nothing. */
export function appendEvent(db: Database, input: AppendInput): Accepted {
  refuseBlocked(db, input);
  refuseEnded(db, input);
  const known = openConversation(db, input);
  const seq = known.last_seq + 1;
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
    "INSERT INTO work (conversation, seq, acted_at, locale, not_before, ordered_at) VALUES (?, ?, ?, ?, ?, ?)",
    input.conversation,
    seq,
    input.actedAt,
    input.locale,
    input.now,
    orderedAt(input.reportedAt, input.now),
  );
  recordBlobUse(db, input.conversation, seq, input.body);
  db.run("UPDATE conversation SET last_seq = ?, updated_at = ? WHERE id = ?", seq, input.now, input.conversation);
  updateAnswerDue(db, input.conversation);
  if (input.writtenBy !== null)
    db.run("UPDATE conversation SET written_by = ? WHERE id = ?", input.writtenBy, input.conversation);
  if (input.movesAddress) keepAddress(db, known, input);
  for (const { type, value } of input.aliases) keepAlias(db, input, type, value);
  return { seq, duplicate: false };
}

/** In a group it is the member who is blocked, not the group. */
function refuseBlocked(db: Database, { connectorId, userId, personId }: AppendInput): void {
  const row = db.get(
    "SELECT 1 FROM blocked WHERE connector_id = ? AND user_id IN (?, ?)",
    connectorId,
    userId,
    personId,
  );
  if (row !== undefined) throw blockedPerson();
}

/** Asked here, or a message that was under way would bring back a conversation that was just forgotten. */
function refuseEnded(db: Database, { connectorId, userId, movesAddress }: AppendInput): void {
  if (movesAddress && readSession(db, { connectorId, visitorId: userId })?.isEnded === true) throw endedSession();
}

/** Makes the conversation if it is new. @returns it as it was before the event. */
function openConversation(db: Database, input: AppendInput): ConversationRow {
  const { conversation, connectorId, userId, address, newState, now } = input;
  const known = db.get<ConversationRow>(
    "SELECT last_seq, connector_id, user_id, address FROM conversation WHERE id = ?",
    conversation,
  );
  if (known === undefined) {
    const lastSeq = lastSeqBefore(db, conversation);
    db.run(
      `INSERT INTO conversation (id, connector_id, user_id, address, last_seq, oldest_seq, state, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      conversation,
      connectorId,
      userId,
      address,
      lastSeq,
      lastSeq + 1,
      newState,
      now,
      now,
    );
    return { last_seq: lastSeq, connector_id: connectorId, user_id: userId, address };
  }
  if (known.connector_id !== connectorId || !isSamePerson(db, known, input)) throw notTheirConversation();
  return known;
}

function isSamePerson(db: Database, { user_id }: ConversationRow, input: AppendInput): boolean {
  if (user_id === input.userId || user_id === input.previousUserId) return true;
  // The aliases of a member say nothing about their group.
  if (input.personId !== input.userId) return false;
  return input.aliases.some(({ type, value }) => {
    const row = db.get<{ user_id: string }>(
      "SELECT user_id FROM alias WHERE connector_id = ? AND type = ? AND value = ?",
      input.connectorId,
      type,
      value,
    );
    return row?.user_id === user_id;
  });
}

/** The newest route is the one that works: a service moves its address with the person's next message. */
function keepAddress(db: Database, known: ConversationRow, input: AppendInput): void {
  const { conversation, connectorId, userId, address } = input;
  if (known.user_id !== userId) changeUserId(db, connectorId, known.user_id, userId);
  if (known.address !== address) db.run("UPDATE conversation SET address = ? WHERE id = ?", address, conversation);
}

/** In everything that is theirs, or they would be a stranger in their other conversations, and free of a block. */
function changeUserId(db: Database, connectorId: string, former: string, userId: string): void {
  for (const table of ["conversation", "alias", "blocked"])
    db.run(
      `UPDATE OR REPLACE ${table} SET user_id = ? WHERE connector_id = ? AND user_id = ?`,
      userId,
      connectorId,
      former,
    );
}

function keepAlias(db: Database, { connectorId, personId }: AppendInput, type: string, value: string): void {
  db.run(
    `INSERT INTO alias (connector_id, type, value, user_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (connector_id, type, value) DO UPDATE SET user_id = excluded.user_id`,
    connectorId,
    type,
    value,
    personId,
  );
}

function seqOfRepeat(db: Database, { conversation, key, bodyHash }: AppendInput): number {
  const first = db.get<{ seq: number; body_hash: string }>(
    "SELECT seq, body_hash FROM event WHERE conversation = ? AND key = ?",
    conversation,
    key,
  );
  if (first === undefined) throw new Error("an event was refused as a repeat, and there is no first one");
  if (first.body_hash !== bodyHash) throw clientIdReused();
  return first.seq;
}
