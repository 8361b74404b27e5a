import {
  judgeToken,
  nextGeneration,
  type SessionId,
  type SessionState,
  type ShownToken,
  type TokenRefusal,
} from "#sessions/session-store.ts";
import type { Database } from "#store/sqlite/database.ts";

type Row = { generation: number; used_at: number | null; ended: number | null };

/** Rows that one write takes away: it must not hold up the others. */
const mostRemoved = 20;

export function renewSession(
  db: Database,
  { connectorId, visitorId, generation, keepMs, now }: ShownToken & { keepMs: number; now: number },
): number | TokenRefusal {
  removeExpired(db, now);
  const state = readSession(db, { connectorId, visitorId });
  if (state?.isEnded === true) return "ended";
  const verdict = judgeToken(state, generation, now);
  switch (verdict) {
    case "ended":
      return verdict;
    case "replayed":
      endSession(db, { connectorId, visitorId, keepMs, now });
      return verdict;
    case "replaced":
    case "current": {
      const next = nextGeneration(state, generation, now);
      db.run(
        `INSERT INTO session (connector_id, visitor_id, generation, expires_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET used_at = CASE WHEN generation = ?3 THEN used_at END, generation = ?3,
           expires_at = max(expires_at, ?4)`,
        connectorId,
        visitorId,
        next,
        now + keepMs,
      );
      return next;
    }
  }
}

export function useSession(
  db: Database,
  { connectorId, visitorId, generation, now }: ShownToken & { now: number },
): void {
  db.run(
    `UPDATE session SET used_at = ? WHERE connector_id = ? AND visitor_id = ? AND generation = ? AND used_at IS NULL`,
    now,
    connectorId,
    visitorId,
    generation,
  );
}

export function endSession(
  db: Database,
  { connectorId, visitorId, keepMs, now }: SessionId & { keepMs: number; now: number },
): void {
  db.run("UPDATE meta SET sessions_ended = sessions_ended + 1");
  db.run(
    `INSERT INTO session (connector_id, visitor_id, ended, expires_at, ended_at)
     VALUES (?1, ?2, (SELECT sessions_ended FROM meta), ?3, ?4)
     ON CONFLICT DO UPDATE SET ended = coalesce(ended, excluded.ended), ended_at = coalesce(ended_at, ?4),
       expires_at = max(expires_at, ?3)`,
    connectorId,
    visitorId,
    now + keepMs,
    now,
  );
}

export function readSession(db: Database, { connectorId, visitorId }: SessionId): SessionState | undefined {
  const row = db.get<Row>(
    "SELECT generation, used_at, ended FROM session WHERE connector_id = ? AND visitor_id = ?",
    connectorId,
    visitorId,
  );
  return row === undefined
    ? undefined
    : { generation: row.generation, usedAt: row.used_at, isEnded: row.ended !== null };
}

function removeExpired(db: Database, now: number): void {
  db.run(
    `DELETE FROM session WHERE (connector_id, visitor_id) IN
       (SELECT connector_id, visitor_id FROM session WHERE expires_at < ? ORDER BY expires_at LIMIT ?)`,
    now,
    mostRemoved,
  );
}
