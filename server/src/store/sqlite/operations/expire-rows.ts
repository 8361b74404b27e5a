import { type Expired, expiryPage, type Kind } from "#operator/operator.ts";
import type { Database } from "#store/sqlite/database.ts";
import { unusedOf } from "./blob-use.ts";

type RowKind = Exclude<Kind, "conversations" | "events">;

/** `after`: the key of the last row of the page before, as JSON. */
type Page = { connectorId: string; before: number; after?: string };

/**
 * Removes old rows that are found by themselves, not by their conversation. The writer looks at one page of their table, in the
 * order of its key: with a limit alone it would walk through all of a large table in which little is too old.
 */
export function expireRows(
  db: Database,
  kind: RowKind,
  { connectorId, before, after = "" }: Page,
  limit: number,
): Expired {
  const { remove, end, first } = statementsOf[kind];
  const from = after === "" ? first : after;
  const gone = db.all<{ blob?: string }>(remove, connectorId, before, limit, from, expiryPage);
  const files = unusedOf(
    db,
    gone.flatMap(({ blob }) => (blob === undefined ? [] : [{ blob }])),
  );
  // A page is looked at until nothing in it is too old.
  if (gone.length > 0) return { count: gone.length, files, next: from };
  const last = db.get<{ key: string }>(end, connectorId, from, expiryPage - 1);
  return { count: 0, files, ...(last === undefined ? {} : { next: last.key }) };
}

type Statements = { remove: string; end: string; first: string };

/**
 * The page comes first, and CROSS JOIN keeps it there: SQLite would begin with all conversations of the connector.
 *
 * `?1` connector, `?2` time, `?3` how many at most, `?4` the key to begin after, `?5` rows of a page; of `end` `?2` the key, `?3` how many to pass over.
 */
const statementsOf: Record<RowKind, Statements> = {
  // The events that name them stay.
  files: {
    first: '["","",0]',
    remove: `
      DELETE FROM blob_use WHERE (blob, conversation, seq) IN (
        SELECT u.blob, u.conversation, u.seq FROM (
          SELECT * FROM blob_use WHERE (blob, conversation, seq) > (?4->>0, ?4->>1, ?4->>2)
          ORDER BY blob, conversation, seq LIMIT ?5) u
          CROSS JOIN event e ON e.conversation = u.conversation AND e.seq = u.seq
          CROSS JOIN conversation c ON c.id = u.conversation
        WHERE c.connector_id = ?1 AND e.at < ?2 AND NOT EXISTS (
          SELECT 1 FROM work w WHERE w.conversation = u.conversation AND w.seq = u.seq) LIMIT ?3)
      RETURNING blob`,
    end: `
      SELECT json_array(blob, conversation, seq) AS key FROM blob_use
      WHERE ?1 IS NOT NULL AND (blob, conversation, seq) > (?2->>0, ?2->>1, ?2->>2)
      ORDER BY blob, conversation, seq LIMIT 1 OFFSET ?3`,
  },
  deliveries: {
    first: "0",
    remove: `
      DELETE FROM outbox WHERE position IN (
        SELECT o.position FROM (SELECT * FROM outbox WHERE position > CAST(?4 AS INTEGER) ORDER BY position LIMIT ?5) o
          CROSS JOIN conversation c ON c.id = o.conversation
        WHERE c.connector_id = ?1 AND o.updated_at < ?2 AND o.state IN ('sent', 'failed') LIMIT ?3)
      RETURNING position`,
    end: `
      SELECT CAST(position AS TEXT) AS key FROM outbox WHERE ?1 IS NOT NULL AND position > CAST(?2 AS INTEGER)
      ORDER BY position LIMIT 1 OFFSET ?3`,
  },
  deadLetters: {
    first: '["",0]',
    remove: `
      DELETE FROM dead_letter WHERE (conversation, seq) IN (
        SELECT d.conversation, d.seq FROM (
          SELECT * FROM dead_letter WHERE (conversation, seq) > (?4->>0, ?4->>1) ORDER BY conversation, seq LIMIT ?5) d
          CROSS JOIN conversation c ON c.id = d.conversation
        WHERE c.connector_id = ?1 AND d.at < ?2 LIMIT ?3)
      RETURNING seq`,
    end: `
      SELECT json_array(conversation, seq) AS key FROM dead_letter
      WHERE ?1 IS NOT NULL AND (conversation, seq) > (?2->>0, ?2->>1) ORDER BY conversation, seq LIMIT 1 OFFSET ?3`,
  },
  tokens: {
    first: "",
    remove: `
      DELETE FROM token WHERE connector_id = ?1 AND token IN (
        SELECT token FROM (SELECT * FROM token WHERE connector_id = ?1 AND token > ?4 ORDER BY token LIMIT ?5)
        WHERE created_at < ?2 LIMIT ?3)
      RETURNING token`,
    end: "SELECT token AS key FROM token WHERE connector_id = ?1 AND token > ?2 ORDER BY token LIMIT 1 OFFSET ?3",
  },
};
