import {
  endedPageSize,
  graceMs,
  type SessionId,
  type SessionStore,
  type TokenRefusal,
} from "#sessions/session-store.ts";
import type { Pools } from "./connection/pools.ts";

/** Two that end at once may become visible in another order than that of their numbers. */
const overlap = 100;

/**
 * Over the connections for reading: those for writing carry what people say. All times are the database's. A statement whose
 * answer was lost may be repeated: what was replaced already is replaced by the same again.
 */
export function createSessionStore(pools: Pick<Pools, "read">): SessionStore {
  return {
    renew: async ({ connectorId, visitorId, generation }, keepMs) => {
      const sql = "SELECT renew_session($1, $2, $3, $4, $5) AS outcome";
      const [row] = await pools.read<{ outcome: number | TokenRefusal }>(
        sql,
        connectorId,
        visitorId,
        generation,
        keepMs,
        graceMs,
      );
      return row?.outcome ?? "ended";
    },
    judge: async ({ connectorId, visitorId, generation }) => {
      const [row] = await pools.read<{ verdict: string }>(selectVerdict, connectorId, visitorId, generation, graceMs);
      const verdict = row?.verdict;
      return verdict === "ended" || verdict === "replayed" ? verdict : undefined;
    },
    use: async ({ connectorId, visitorId, generation }) => {
      await pools.read(markUsed, connectorId, visitorId, generation);
    },
    end: async ({ connectorId, visitorId }, keepMs) => {
      await pools.read("SELECT end_session($1, $2, $3)", connectorId, visitorId, keepMs);
    },
    endedAfter: async (after, withinMs) => {
      const [newest] = await pools.read<{ position: number }>(selectPosition);
      const rows = await pools.read<SessionId & { ended: number }>(
        selectEnded,
        after - overlap,
        withinMs,
        endedPageSize,
      );
      const sessions = rows.map(({ connectorId, visitorId }) => ({ connectorId, visitorId }));
      const last = rows.at(-1);
      // The next page begins behind this one, without overlap, or many with near numbers would fill one page for ever.
      if (last !== undefined && rows.length >= endedPageSize)
        return { position: last.ended + overlap, sessions, more: true };
      return { position: newest?.position ?? 0, sessions, more: false };
    },
  };
}

const selectVerdict = `
  SELECT judge_token(s, $3, $4) AS verdict FROM session s WHERE s.connector_id = $1 AND s.visitor_id = $2`;

const markUsed = `
  UPDATE session SET used_at = now_ms()
  WHERE connector_id = $1 AND visitor_id = $2 AND generation = $3 AND used_at IS NULL`;

const selectPosition = "SELECT coalesce(max(ended), 0) AS position FROM session";

/** When the newest ones have gone by their age, or the database was restored, the highest number lies below the position. */
const selectEnded = `
  WITH newest AS (SELECT coalesce(max(ended), 0) AS ended FROM session)
  SELECT connector_id AS "connectorId", visitor_id AS "visitorId", ended FROM session
  WHERE ended > (SELECT CASE WHEN $1::bigint > ended THEN ended - ${overlap} ELSE $1 END FROM newest)
    AND ended_at > now_ms() - $2::bigint
  ORDER BY ended FETCH FIRST $3 ROWS WITH TIES`;
