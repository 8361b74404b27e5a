import type { DeskRecords } from "#desk/records/desk-records.ts";
import { type DeskAuditRow, type DeskRecordRow, toAuditEntry, toDeskRecord } from "#store/desk/desk-rows.ts";
import type { Pools } from "#store/postgres/connection/pools.ts";

/**
 * Over the connections for reading: those for writing carry what people say. Times are the caller's: they stand in the documents, too, and
 * are compared there.
 */
export function createDeskRecords(pools: Pick<Pools, "read">): DeskRecords {
  const records = async (where: string, ...values: string[]) =>
    (await pools.read<DeskRecordRow>(`${select} ${where}`, ...values)).map(toDeskRecord);
  return {
    read: async (kind, id) => (await records("AND id = $2", kind, id))[0],
    find: async (kind, key) => (await records("AND key = $2", kind, key))[0],
    list: (kind) => records("ORDER BY id", kind),
    write: async (changes, audit, now) => {
      const written = changes.map((change) =>
        change.type === "put" ? { ...change, body: JSON.stringify(change.body) } : change,
      );
      const [row] = await pools.read<{ done: boolean }>(
        "SELECT write_desk($1::jsonb, $2::jsonb, $3) AS done",
        JSON.stringify(written),
        JSON.stringify(audit),
        now,
      );
      return row?.done === true;
    },
    expire: async (now) => {
      const [row] = await pools.read<{ count: number }>(expire, now);
      return row?.count ?? 0;
    },
    audit: async ({ before = Number.MAX_SAFE_INTEGER, by, act }, limit) =>
      (await pools.read<DeskAuditRow>(selectAudit, before, by ?? null, act ?? null, limit)).map(toAuditEntry),
  };
}

const select = "SELECT id, version, body FROM desk_record WHERE kind = $1";

/** The newest entry stays: its number would be given out again. */
const expire = `
  WITH records AS (DELETE FROM desk_record WHERE expires_at <= $1 RETURNING 1),
    entries AS (DELETE FROM desk_audit WHERE expires_at <= $1 AND seq < (SELECT max(seq) FROM desk_audit) RETURNING 1)
  SELECT (SELECT count(*) FROM records) + (SELECT count(*) FROM entries) AS count`;

const selectAudit = `
  SELECT seq, at, by_id AS "by", by_name AS "byName", act, target, detail FROM desk_audit
  WHERE seq < $1 AND ($2::text IS NULL OR by_id = $2) AND ($3::text IS NULL OR act = $3) ORDER BY seq DESC LIMIT $4`;
