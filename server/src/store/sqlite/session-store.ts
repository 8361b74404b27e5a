import { endedPageSize, judgeToken, type SessionId, type SessionStore } from "#sessions/session-store.ts";
import type { Database } from "./database.ts";
import { readSession } from "./operations/sessions.ts";
import type { OperatorParts } from "./operator/create-operator.ts";

export function createSessionStore(reader: Database, writer: Pick<OperatorParts, "run">): SessionStore {
  return {
    renew: (token, keepMs, now) => writer.run("renewSession", { ...token, keepMs, now }),
    judge: async (token, now) => {
      const verdict = judgeToken(readSession(reader, token), token.generation, now);
      return verdict === "ended" || verdict === "replayed" ? verdict : undefined;
    },
    use: (token, now) => writer.run("useSession", { ...token, now }),
    end: (session, keepMs, now) => writer.run("endSession", { ...session, keepMs, now }),
    endedAfter: async (after, withinMs, now) => {
      const newest = reader.get<{ position: number }>(selectPosition)?.position ?? 0;
      const rows = reader.all<SessionId & { ended: number }>(selectEnded, after, now - withinMs, endedPageSize);
      const more = rows.length >= endedPageSize;
      return { position: (more ? rows.at(-1)?.ended : undefined) ?? newest, sessions: rows.map(toSessionId), more };
    },
  };
}

const selectPosition = "SELECT sessions_ended AS position FROM meta";

/** In a database that was restored the numbers lie below the position. */
const selectEnded = `
  SELECT connector_id AS connectorId, visitor_id AS visitorId, ended FROM session
  WHERE ended > min(?, (SELECT sessions_ended FROM meta)) AND ended_at > ? ORDER BY ended LIMIT ?`;

function toSessionId({ connectorId, visitorId }: SessionId): SessionId {
  return { connectorId, visitorId };
}
