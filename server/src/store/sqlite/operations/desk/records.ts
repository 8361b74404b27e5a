import type { NewAuditEntry, RecordChange } from "#desk/records/desk-records.ts";
import type { Database } from "#store/sqlite/database.ts";

type Written = { changes: readonly RecordChange[]; audit: readonly NewAuditEntry[]; now: number };

/** @returns false: one of the changes was meant for another version, or its key is another record's. */
export function writeDesk(db: Database, { changes, audit, now }: Written): boolean {
  db.run("SAVEPOINT desk");
  const isDone = changes.every((change) => apply(db, change));
  if (isDone) for (const entry of audit) addEntry(db, entry, now);
  else db.run("ROLLBACK TO desk");
  db.run("RELEASE desk");
  return isDone;
}

function apply(db: Database, change: RecordChange): boolean {
  const { kind, id, version } = change;
  const known = db.get<{ version: number }>("SELECT version FROM desk_record WHERE kind = ? AND id = ?", kind, id);
  if (version !== undefined && version !== (known?.version ?? 0)) return false;
  if (change.type === "remove") {
    db.run("DELETE FROM desk_record WHERE kind = ? AND id = ?", kind, id);
    return true;
  }
  const { key = null, body, expiresAt = null } = change;
  const other = "SELECT id FROM desk_record WHERE kind = ? AND key = ? AND id <> ?";
  if (key !== null && db.get(other, kind, key, id) !== undefined) return false;
  db.run(
    `INSERT INTO desk_record (kind, id, version, key, body, expires_at) VALUES (?, ?, 1, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET version = version + 1, key = excluded.key, body = excluded.body,
       expires_at = excluded.expires_at`,
    kind,
    id,
    key,
    JSON.stringify(body),
    expiresAt,
  );
  return true;
}

function addEntry(db: Database, entry: NewAuditEntry, now: number): void {
  const { by, byName, act, target = null, detail, expiresAt = null } = entry;
  db.run(
    "INSERT INTO desk_audit (at, by_id, by_name, act, target, detail, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    now,
    by,
    byName,
    act,
    target,
    detail === undefined ? null : JSON.stringify(detail),
    expiresAt,
  );
}

export function expireDesk(db: Database, { now }: { now: number }): number {
  const records = db.run("DELETE FROM desk_record WHERE expires_at <= ?", now);
  // The newest one stays: its number would be given out again.
  const sql = "DELETE FROM desk_audit WHERE expires_at <= ? AND seq < (SELECT max(seq) FROM desk_audit)";
  return records + db.run(sql, now);
}
