import type { Case, CaseNote } from "#desk/inbox/case-store.ts";
import { valuesOf } from "#store/desk/case-rows.ts";
import type { Database } from "#store/sqlite/database.ts";

export function saveCase(db: Database, { changed, now }: { changed: Case; now: number }): number | undefined {
  const version = changed.version + 1;
  const values = [...valuesOf(changed), version, now];
  if (db.get("SELECT 1 FROM conversation WHERE id = ?", changed.conversationId) === undefined) return undefined;
  const kept =
    changed.version === 0
      ? db.run(insert, changed.conversationId, ...values)
      : db.run(update, ...values, changed.conversationId, changed.version);
  return kept > 0 ? version : undefined;
}

export function addNote(db: Database, { id, conversationId, by, text, at }: CaseNote): boolean {
  if (db.get("SELECT 1 FROM conversation WHERE id = ?", conversationId) === undefined) return false;
  db.run(
    "INSERT OR IGNORE INTO desk_note (id, conversation, author, author_name, text, at) VALUES (?, ?, ?, ?, ?, ?)",
    id,
    conversationId,
    by.id,
    by.name,
    text,
    at,
  );
  return true;
}

/** They go with a conversation. */
export function deleteCaseOf(db: Database, conversation: string): void {
  db.run("DELETE FROM desk_note WHERE conversation = ?", conversation);
  db.run("DELETE FROM desk_case WHERE conversation = ?", conversation);
}

const insert = `
  INSERT INTO desk_case (conversation, state, queue, operator, operator_name, language, story, summary, tags, waiting_since, assigned_at,
    replied_at, closed_at, opened_by, offer, version, changed_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conversation) DO NOTHING`;

const update = `
  UPDATE desk_case SET state = ?, queue = ?, operator = ?, operator_name = ?, language = ?, story = ?, summary = ?, tags = ?,
    waiting_since = ?, assigned_at = ?, replied_at = ?, closed_at = ?, opened_by = ?, offer = ?, version = ?, changed_at = ?
  WHERE conversation = ? AND version = ?`;
