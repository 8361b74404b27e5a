import type { ReportInput } from "#store/report-input.ts";
import type { Database } from "#store/sqlite/database.ts";
import { lostAfterMs } from "#store/lost-delivery.ts";

/** `held`: ids that this process is sending right now. */
export type BeginInput = { lane: string; now: number; held: string[] };

export type BegunDelivery = {
  id: string;
  connectorId: string;
  conversationId: string;
  userId: string;
  address: string;
  payload: string;
  attempt: number;
  resent: boolean;
  waitedMs: number;
  /** Of the message that this one replaces; null: it is a message of its own. */
  editsExternalId: string | null;
  partsOut: number;
};

type Head = {
  id: string;
  state: "queued" | "sending" | "unknown";
  /** When it can go out. */
  due: number;
  payload: string;
  attempts: number;
  maybe_delivered: number;
  edits: string | null;
  edits_external_id: string | null;
  interim: number;
  queued_at: number;
  covers_until: number | null;
  parts_out: number;
  connector_id: string;
  user_id: string;
  address: string;
};

/**
 * Marks the head of the lane as sending, if it is due. From now on it may have been delivered. A head that is marked so and
 * that nobody holds was lost by its sender, and goes out again at its time.
 */
export function beginDelivery(db: Database, { lane, now, held }: BeginInput): BegunDelivery | undefined {
  const head = findHead(db, lane);
  if (head === undefined || head.due > now) return undefined;
  if (head.state === "sending" && held.includes(head.id)) return undefined;

  const resent = head.maybe_delivered === 1 || head.state === "sending";
  db.run(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1, maybe_delivered = ?1, not_before = ?2, updated_at = ?3,
       covers_until = iif(covers_until IS NULL, NULL, ?3) WHERE id = ?4`,
    resent ? 1 : 0,
    now + lostAfterMs,
    now,
    head.id,
  );
  updateDeliveryDue(db, lane);
  return {
    id: head.id,
    connectorId: head.connector_id,
    conversationId: lane,
    userId: head.user_id,
    address: head.address,
    payload: head.payload,
    attempt: head.attempts + 1,
    resent,
    waitedMs: head.covers_until === null ? Math.max(0, now - head.queued_at) : 0,
    editsExternalId: head.edits_external_id,
    partsOut: head.parts_out,
  };
}

/** The oldest delivery that waits, after edits that nobody needs to see are dropped. */
function findHead(db: Database, lane: string): Head | undefined {
  const head = db.get<Head>(selectHead, lane);
  if (head?.edits === undefined || head.edits === null || head.state !== "queued") return head;
  const dropped = dropSuperseded(db, lane, head.edits) + dropHomeless(db, head);
  if (dropped === 0) return head;
  updateDeliveryDue(db, lane);
  return findHead(db, lane);
}

/** Edits that a newer edit of the same message replaces. */
function dropSuperseded(db: Database, lane: string, edits: string): number {
  return db.run(
    `UPDATE outbox AS old SET state = 'sent', payload = 'null', reason = 'superseded'
     WHERE conversation = ?1 AND edits = ?2 AND state = 'queued'
       AND EXISTS (SELECT 1 FROM outbox WHERE conversation = ?1 AND edits = ?2 AND state = 'queued' AND position > old.position)`,
    lane,
    edits,
  );
}

/** A text so far that has no message to replace. As a message of its own it would be one more each second. */
function dropHomeless(db: Database, { id, interim, edits_external_id }: Head): number {
  if (interim === 0 || edits_external_id !== null) return 0;
  return db.run(
    "UPDATE outbox SET state = 'sent', payload = 'null', reason = 'superseded' WHERE id = ? AND state = 'queued'",
    id,
  );
}

/** An edit replaces the message, or the first edit that became one because the message was never delivered. */
const selectHead = `
  SELECT o.id, o.state, max(o.not_before, c.deliver_after) AS due, o.payload, o.attempts, o.maybe_delivered, o.edits, o.interim,
    o.queued_at, o.covers_until, o.parts_out, c.connector_id, c.user_id, c.address,
    (SELECT external_id FROM outbox WHERE (id = o.edits OR edits = o.edits) AND external_id IS NOT NULL
     ORDER BY position LIMIT 1) AS edits_external_id
  FROM outbox o JOIN conversation c ON c.id = o.conversation
  WHERE o.conversation = ? AND o.state IN ('queued', 'sending', 'unknown') ORDER BY o.position LIMIT 1`;

export type DeliveredInput = {
  id: string;
  externalId: string | null;
  now: number;
  /** The lane's next delivery does not go out before. */
  nextNotBefore: number;
};

/** The channel has answered that it has the message. A failure that it has reported in the meantime stays. */
export function markDelivered(db: Database, { id, externalId, now, nextNotBefore }: DeliveredInput): void {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = CASE state WHEN 'failed' THEN 'failed' ELSE 'sent' END, payload = 'null',
       external_id = coalesce(external_id, ?), updated_at = ? WHERE id = ? RETURNING conversation`,
    externalId,
    now,
    id,
  );
  if (row === undefined) return;
  db.run(
    "UPDATE conversation SET deliver_after = ?1 WHERE id = ?2 AND deliver_after < ?1",
    nextNotBefore,
    row.conversation,
  );
  updateDeliveryDue(db, row.conversation);
}

export type ConfirmedInput = { connectorId: string; id: string; externalId: string | null; now: number };

/**
 * An echo: the channel has the message, whatever we thought before. Its id stays for further echoes, its content does not.
 *
 * @returns its lane; undefined when the connector has no such delivery.
 */
export function confirmDelivery(
  db: Database,
  { connectorId, id, externalId, now }: ConfirmedInput,
): string | undefined {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = 'sent', payload = 'null', external_id = coalesce(external_id, ?), updated_at = ?
     WHERE id = ? AND ? = (SELECT connector_id FROM conversation WHERE conversation.id = outbox.conversation)
     RETURNING conversation`,
    externalId,
    now,
    id,
    connectorId,
  );
  if (row !== undefined) updateDeliveryDue(db, row.conversation);
  return row?.conversation;
}

export type EndInput = {
  id: string;
  /** `queued`: not delivered. `unknown`: perhaps. `failed`: never will be. */
  state: "queued" | "unknown" | "failed";
  reason: string;
  /** Of the DeliveryError; null for a defect. */
  errorKind: string | null;
  notBefore: number;
};

/**
 * An attempt has ended without success. A delivery that an echo has confirmed in the meantime stays confirmed. The content
 * of a delivery that is given up is not kept.
 */
export function endAttempt(db: Database, { id, state, reason, errorKind, notBefore }: EndInput): void {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = ?1, reason = ?2, error_kind = ?3, not_before = ?4,
       maybe_delivered = max(maybe_delivered, ?1 = 'unknown'),
       payload = CASE ?1 WHEN 'failed' THEN 'null' ELSE payload END
     WHERE id = ?5 AND state = 'sending' RETURNING conversation`,
    state,
    reason,
    errorKind,
    notBefore,
    id,
  );
  if (row !== undefined) updateDeliveryDue(db, row.conversation);
}

export type ReleasedInput = { id: string; notBefore: number };

/** Takes back the attempt that `beginDelivery` counted. Whether an earlier one may have been delivered stays known. */
export function releaseDelivery(db: Database, { id, notBefore }: ReleasedInput): void {
  const row = db.get<{ conversation: string }>(
    `UPDATE outbox SET state = 'queued', attempts = attempts - 1, not_before = ?
     WHERE id = ? AND state = 'sending' RETURNING conversation`,
    notBefore,
    id,
  );
  if (row !== undefined) updateDeliveryDue(db, row.conversation);
}

/** Names the message by our id or by the channel's; `conversation` limits it to the messages of one. */
export type StatusInput = ReportInput & { now: number };

/**
 * What the channel reports later of a message that it has accepted; of an edited one, of the message itself.
 *
 * @returns its lane; undefined if it is not ours.
 */
export function reportStatus(db: Database, input: StatusInput): string | undefined {
  const row = db.get<{ id: string; conversation: string; state: string }>(
    `SELECT o.id, o.conversation, o.state FROM outbox o JOIN conversation c ON c.id = o.conversation
     WHERE c.connector_id = ?1 AND (o.id = ?2 OR o.external_id = ?3) AND (?4 IS NULL OR c.id = ?4) ORDER BY o.position LIMIT 1`,
    input.connectorId,
    input.id,
    input.externalId,
    input.conversation,
  );
  if (row === undefined) return undefined;
  if (input.status === "failed")
    db.run(
      `UPDATE outbox SET state = 'failed', payload = 'null', reason = ?, error_kind = ?, updated_at = ?
       WHERE id = ? AND receipt IS NULL`,
      input.reason ?? "failed",
      input.errorKind,
      input.now,
      row.id,
    );
  else {
    // A report says that the channel has the message, also where its answer to the call was lost.
    db.run(
      `UPDATE outbox SET state = 'sent', payload = 'null', external_id = coalesce(external_id, ?1), updated_at = ?2,
         receipt = CASE WHEN receipt = 'read' THEN 'read' ELSE ?3 END WHERE id = ?4`,
      input.externalId,
      input.now,
      input.status,
      row.id,
    );
  }
  updateDeliveryDue(db, row.conversation);
  return row.conversation;
}

/** Keeps the time at which the head of a lane can go out, or counts as lost while it is being sent. */
export function updateDeliveryDue(db: Database, conversation: string): void {
  db.run(
    `UPDATE conversation SET delivery_due = (
       SELECT max(not_before, deliver_after) FROM outbox
       WHERE conversation = ?1 AND state IN ('queued', 'sending', 'unknown') ORDER BY position LIMIT 1)
     WHERE id = ?1`,
    conversation,
  );
}
