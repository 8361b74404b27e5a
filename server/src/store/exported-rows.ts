import type { ExportedConversation, KeptBeside } from "#operator/operator.ts";
import { caseColumns, type StoredCase, type StoredNote, toCase, toNote } from "./desk/case-rows.ts";

/** What an export has beside the log, in every database. `?1` and `?2` are `$1` and `$2` on PostgreSQL. */
export const exportedSelects = {
  case: `SELECT d.conversation, ${caseColumns} FROM desk_case d WHERE d.conversation = ?1`,
  notes: `
    SELECT id, conversation, author, author_name AS "authorName", text, at FROM desk_note WHERE conversation = ?1
    ORDER BY at, id`,
  uploads: `
    SELECT name, media_type AS "mediaType", bytes, received, expires_at AS "expiresAt" FROM upload WHERE conversation = ?1
    ORDER BY id`,
  pushSubscriptions: `
    SELECT endpoint, title, url, saved_at AS "savedAt", expires_at AS "expiresAt" FROM push_subscription
    WHERE conversation = ?1 ORDER BY endpoint`,
  besides: `
    SELECT s.generation AS renewals, s.used_at AS "usedAt", s.ended_at AS "endedAt", s.expires_at AS "expiresAt",
      b.at AS "blockedAt"
    FROM (SELECT 1 AS one) always
      LEFT JOIN session s ON s.connector_id = ?1 AND s.visitor_id = ?2
      LEFT JOIN blocked b ON b.connector_id = ?1 AND b.user_id = ?2`,
  /** From one to the next by the index: however many rows there are, it reads one of each connector. */
  connectorIds: `
    WITH RECURSIVE known(id) AS (
      SELECT (SELECT min(connector_id) FROM conversation)
      UNION ALL
      SELECT (SELECT min(connector_id) FROM conversation WHERE connector_id > known.id) FROM known WHERE known.id IS NOT NULL
    ), named(id) AS (
      SELECT (SELECT min(connector_id) FROM token)
      UNION ALL
      SELECT (SELECT min(connector_id) FROM token WHERE connector_id > named.id) FROM named WHERE named.id IS NOT NULL
    )
    SELECT id FROM known WHERE id IS NOT NULL UNION SELECT id FROM named WHERE id IS NOT NULL`,
} as const;

type Beside = Pick<ExportedConversation, "case" | "remarks" | "uploads" | "pushSubscriptions">;

type BesideRows = Pick<Beside, "uploads" | "pushSubscriptions"> & {
  cases: readonly StoredCase[];
  notes: readonly StoredNote[];
};

export function toBeside({ cases, notes, uploads, pushSubscriptions }: BesideRows): Beside {
  const [kept] = cases.map(toCase);
  if (kept === undefined) return { remarks: notes.map(toRemark), uploads, pushSubscriptions };
  // Whose it is is said already; the rest is bookkeeping of the desk.
  const { conversationId: _id, version: _version, openedBy: _openedBy, ...rest } = kept;
  return { case: rest, remarks: notes.map(toRemark), uploads, pushSubscriptions };
}

function toRemark(row: StoredNote): Beside["remarks"][number] {
  const { by, text, at } = toNote(row);
  return { by, text, at };
}

/** All null where there is none. */
export type KeptBesideRow = {
  renewals: number | null;
  usedAt: number | null;
  endedAt: number | null;
  expiresAt: number | null;
  blockedAt: number | null;
};

export function toKeptBeside(row: KeptBesideRow | undefined): KeptBeside {
  if (row === undefined) return {};
  const { renewals, usedAt, endedAt, expiresAt, blockedAt } = row;
  return {
    ...(renewals === null || expiresAt === null ? {} : { session: { renewals, usedAt, endedAt, expiresAt } }),
    ...(blockedAt === null ? {} : { blockedAt }),
  };
}
