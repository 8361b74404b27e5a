import type { DeskRecords } from "#desk/records/desk-records.ts";
import { type DeskAuditRow, type DeskRecordRow, toAuditEntry, toDeskRecord } from "#store/desk/desk-rows.ts";
import type { Database } from "#store/sqlite/database.ts";
import type { OperatorParts } from "#store/sqlite/operator/create-operator.ts";

export function createDeskRecords(reader: Database, writer: Pick<OperatorParts, "run">): DeskRecords {
  const one = (row: DeskRecordRow | undefined) => (row === undefined ? undefined : toDeskRecord(row));
  return {
    read: async (kind, id) => one(reader.get<DeskRecordRow>(`${select} AND id = ?`, kind, id)),
    find: async (kind, key) => one(reader.get<DeskRecordRow>(`${select} AND key = ?`, kind, key)),
    list: async (kind) => reader.all<DeskRecordRow>(`${select} ORDER BY id`, kind).map(toDeskRecord),
    write: (changes, audit, now) => writer.run("writeDesk", { changes, audit, now }),
    expire: async (now) => {
      // Asked every hour or so: where nothing has ended, nothing is written.
      const due = reader.get(selectDue, now, now);
      return due === undefined ? 0 : await writer.run("expireDesk", { now });
    },
    audit: async ({ before = Number.MAX_SAFE_INTEGER, by, act }, limit) =>
      reader.all<DeskAuditRow>(selectAudit, before, by ?? null, act ?? null, limit).map(toAuditEntry),
  };
}

const select = "SELECT id, version, body FROM desk_record WHERE kind = ?";
const selectDue = `
  SELECT 1 FROM desk_record WHERE expires_at <= ? UNION ALL SELECT 1 FROM desk_audit WHERE expires_at <= ? LIMIT 1`;
const selectAudit = `
  SELECT seq, at, by_id AS "by", by_name AS byName, act, target, detail FROM desk_audit
  WHERE seq < ?1 AND (?2 IS NULL OR by_id = ?2) AND (?3 IS NULL OR act = ?3) ORDER BY seq DESC LIMIT ?4`;
