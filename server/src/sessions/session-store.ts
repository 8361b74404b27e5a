export type SessionId = { connectorId: string; visitorId: string };

/**
 * A refresh token of a visitor's session. `generation`: how many were handed out before it, one in the place of the other.
 * Null: a server of an older version made it, which did not count; it is taken until it expires, as that server would.
 */
export type ShownToken = SessionId & { generation: number | null };

/** Why a refresh token is refused. `replayed`: it was replaced, and whoever has its successor uses that. */
export type TokenRefusal = "ended" | "replayed";

/** How the sessions of visitors stand. One that was neither renewed nor ended is not kept. */
export interface SessionStore {
  /**
   * Replaces a refresh token. One that is replayed ends its session: two have it, and one of them has stolen it (RFC 9700,
   * section 4.14).
   * @param keepMs milliseconds after which every token of the session has expired.
   * @returns the generation of the token that comes next; the same again within the grace of {@link judgeToken}. `ended`
   *   for every token of a session that has ended.
   */
  renew(token: ShownToken, keepMs: number, now: number): Promise<number | TokenRefusal>;
  /** The same judgement, without replacing or ending anything. A replaced one is `replayed` after the end, too. */
  judge(token: ShownToken, now: number): Promise<TokenRefusal | undefined>;
  /** A token that was handed out with this generation has arrived: it is used. */
  use(token: ShownToken, now: number): Promise<void>;
  /** @param keepMs as for `renew`. */
  end(session: SessionId, keepMs: number, now: number): Promise<void>;
  /**
   * The sessions that ended after a position, 0 for all, and perhaps some again that ended before: a page of them.
   * @param withinMs leaves out those that ended longer ago.
   */
  endedAfter(position: number, withinMs: number, now: number): Promise<Ended>;
}

/** `position`: from where to go on. `more`: there may be another page already. */
export type Ended = { position: number; sessions: SessionId[]; more: boolean };

/** Ended sessions of one page, or some more that ended with the last one. */
export const endedPageSize = 1_000;

/** What is kept. `usedAt`: when the newest token was first used; null: its answer may have been lost. */
export type SessionState = { generation: number; usedAt: number | null; isEnded: boolean };

/** Milliseconds that a replaced token is still taken: tabs renew at the same time, and each answer takes its way. */
export const graceMs = 60_000;

/**
 * Whether a refresh token is taken. The newest one is; the one before as long as nobody has used the newest, since its answer
 * may have been lost, and {@link graceMs} longer. One from the future comes from a store that was restored. A session that
 * has ended takes none, and still tells which were replaced: what their holder wants of it must not be done.
 */
export function judgeToken(
  state: SessionState | undefined,
  generation: number | null,
  now: number,
): "current" | "replaced" | TokenRefusal {
  if (state === undefined) return "current";
  const live = state.isEnded ? "ended" : undefined;
  if (generation === null || generation >= state.generation) return live ?? "current";
  return generation === state.generation - 1 && isInGrace(state, now) ? (live ?? "replaced") : "replayed";
}

/**
 * The generation of the token that replaces one that is taken. One without a generation is never replaced itself, so tabs
 * that renew it at once must get the same: whichever they keep, the others are not ahead of it.
 */
export function nextGeneration(state: SessionState | undefined, generation: number | null, now: number): number {
  if (generation !== null) return generation + 1;
  if (state === undefined) return 1;
  return state.generation > 0 && isInGrace(state, now) ? state.generation : state.generation + 1;
}

function isInGrace({ usedAt }: SessionState, now: number): boolean {
  return usedAt === null || now - usedAt <= graceMs;
}
