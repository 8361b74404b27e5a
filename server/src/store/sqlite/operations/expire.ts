import { type Expired, type Expiry, expiryPage } from "#operator/operator.ts";
import type { Database } from "#store/sqlite/database.ts";
import { endBlobUse } from "./blob-use.ts";
import { deleteConversation } from "./delete-conversation.ts";
import { expireRows } from "./expire-rows.ts";

export type ExpireInput = Expiry & { limit: number; now: number };

/** Removes what is older, and nothing that waits to be answered or delivered. A page is looked at until nothing in it is too old. */
export function expire(db: Database, { limit, now, ...what }: ExpireInput): Expired {
  if (what.kind !== "conversations" && what.kind !== "events") return expireRows(db, what.kind, what, limit);
  const page = { ...what, after: what.after ?? "" };
  const gone =
    what.kind === "conversations" ? removeConversations(db, page, limit, now) : removeEvents(db, page, limit);
  if (gone.count > 0) return { ...gone, next: page.after };
  const last = db.get<{ id: string }>(selectEndOfPage, page.after, expiryPage - 1);
  return last === undefined ? gone : { ...gone, next: last.id };
}

type Page = { connectorId: string; before: number; after: string };

function removeConversations(db: Database, { connectorId, before, after }: Page, limit: number, now: number): Expired {
  const old = db.all<{ id: string; size: number }>(
    selectOldConversations,
    connectorId,
    before,
    limit,
    after,
    expiryPage,
  );
  // Long conversations: the rest of them comes with the next call.
  const bounded = atMost(old, limit * 20);
  const files = bounded.flatMap(({ id }) => deleteConversation(db, { conversation: id, now })?.files ?? []);
  return { count: bounded.length, files };
}

function removeEvents(db: Database, { connectorId, before, after }: Page, limit: number): Expired {
  const found = db.all<{ id: string; upTo: number; size: number }>(
    selectOldEvents,
    connectorId,
    before,
    limit,
    after,
    expiryPage,
  );
  const old = atMost(found, limit);
  const files = old.flatMap(({ id, upTo }) => endBlobUse(db, id, upTo));
  return { count: old.reduce((sum, { id, upTo }) => sum + deleteEvents(db, id, upTo), 0), files };
}

/** The first ones, until they have so many events together; at least one. */
function atMost<Log extends { size: number }>(logs: readonly Log[], most: number): Log[] {
  let events = 0;
  return logs.filter(({ size }) => {
    const fits = events < most;
    if (fits) events += size;
    return fits;
  });
}

function deleteEvents(db: Database, conversation: string, upTo: number): number {
  db.run("UPDATE conversation SET oldest_seq = ? WHERE id = ?", upTo + 1, conversation);
  return db.run("DELETE FROM event WHERE conversation = ? AND seq <= ?", conversation, upTo);
}

/** A dead letter waits for the operator, and holds its conversation for as long as it is kept itself. */
const selectOldConversations = `
  SELECT id, last_seq - oldest_seq + 1 AS size FROM (SELECT * FROM conversation WHERE id > ?4 ORDER BY id LIMIT ?5)
  WHERE connector_id = ?1 AND updated_at < ?2 AND answer_due IS NULL AND delivery_due IS NULL
    AND NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.conversation = id)
  LIMIT ?3`;

const selectEndOfPage = "SELECT id FROM conversation WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?";

/**
 * Up to which event each log may go: the last old one before all that waits, at most so many at once. One event of a log
 * stays as its end.
 */
const selectOldEvents = `
  SELECT id, upTo, upTo - oldest_seq + 1 AS size FROM (
    SELECT c.id, min(
      (SELECT coalesce(max(seq), 0) FROM (
        SELECT e.seq, e.at FROM event e WHERE e.conversation = c.id AND e.seq >= c.oldest_seq ORDER BY e.seq LIMIT ?3
      ) oldest WHERE oldest.at < ?2),
      c.last_seq - 1,
      coalesce((SELECT min(w.seq) - 1 FROM work w WHERE w.conversation = c.id), c.last_seq),
      coalesce((SELECT min(d.seq) - 1 FROM dead_letter d WHERE d.conversation = c.id), c.last_seq)) AS upTo, c.oldest_seq
    FROM (SELECT * FROM conversation WHERE id > ?4 ORDER BY id LIMIT ?5) c WHERE c.connector_id = ?1 AND c.oldest_seq < c.last_seq
      AND (SELECT e.at FROM event e WHERE e.conversation = c.id AND e.seq = c.oldest_seq) < ?2)
  WHERE upTo >= oldest_seq LIMIT ?3`;
