import { graceMs, type SessionId, type SessionStore, type TokenRefusal } from "#sessions/session-store.ts";
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
    endedAfter: async (after) => {
      const [newest] = await pools.read<{ position: number }>(selectPosition);
      const sessions = await pools.read<SessionId>(selectEnded, after - overlap);
      return { position: newest?.position ?? 0, sessions };
    },
  };
}

const selectVerdict = `
  SELECT judge_token(s, $3, $4) AS verdict FROM session s WHERE s.connector_id = $1 AND s.visitor_id = $2`;

const markUsed = `
  UPDATE session SET used_at = now_ms()
  WHERE connector_id = $1 AND visitor_id = $2 AND generation = $3 AND used_at IS NULL`;

const selectPosition = "SELECT coalesce(max(ended), 0) AS position FROM session";

/** When the newest ones have gone by their age, the numbers begin again below the position. */
const selectEnded = `
  SELECT connector_id AS "connectorId", visitor_id AS "visitorId" FROM session
  WHERE ended > least($1::bigint, (SELECT coalesce(max(ended), 0) FROM session) - ${overlap}) ORDER BY ended`;
