import {
  endedPageSize,
  judgeToken,
  nextGeneration,
  type SessionState,
  type SessionId,
  type SessionStore,
} from "#sessions/session-store.ts";

type Kept = SessionState & { session: SessionId; expiresAt: number };

export function createMemorySessions(): SessionStore {
  const kept = new Map<string, Kept>();
  const ended: { session: SessionId; at: number }[] = [];
  const keyOf = ({ connectorId, visitorId }: SessionId): string => `${connectorId} ${visitorId}`;

  function end({ connectorId, visitorId }: SessionId, expiresAt: number, now: number): void {
    const session = { connectorId, visitorId };
    const state = kept.get(keyOf(session)) ?? { session, generation: 0, usedAt: null, isEnded: false, expiresAt };
    if (!state.isEnded) ended.push({ session, at: now });
    kept.set(keyOf(session), { ...state, isEnded: true, expiresAt: Math.max(state.expiresAt, expiresAt) });
  }

  function removeExpired(now: number): void {
    for (const [key, { expiresAt }] of kept) if (expiresAt < now) kept.delete(key);
  }

  return {
    renew: async ({ generation: shown, ...session }, keepMs, now) => {
      removeExpired(now);
      const expiresAt = now + keepMs;
      const state = kept.get(keyOf(session));
      if (state?.isEnded === true) return "ended";
      const verdict = judgeToken(state, shown, now);
      if (verdict === "replayed") end(session, expiresAt, now);
      if (verdict === "ended" || verdict === "replayed") return verdict;
      const generation = nextGeneration(state, shown, now);
      const usedAt = state?.generation === generation ? state.usedAt : null;
      kept.set(keyOf(session), { session, generation, usedAt, isEnded: false, expiresAt });
      return generation;
    },
    judge: async (token, now) => {
      const verdict = judgeToken(kept.get(keyOf(token)), token.generation, now);
      return verdict === "ended" || verdict === "replayed" ? verdict : undefined;
    },
    use: async (token, now) => {
      const state = kept.get(keyOf(token));
      if (state?.generation === token.generation) state.usedAt ??= now;
    },
    end: async (session, keepMs, now) => end(session, now + keepMs, now),
    endedAfter: async (position, withinMs, now) => {
      const next = Math.min(position + endedPageSize, ended.length);
      const page = ended.slice(position, next).filter(({ at }) => at > now - withinMs);
      return { position: next, sessions: page.map(({ session }) => session), more: next < ended.length };
    },
  };
}
