import { type ClientMessage, formatCursor, limits, type SendResult, type Session } from "@causerie/protocol";
import type { Http } from "./http.ts";
import { type ReadPage, readPage, readSendResult, readSession, type ReadSnapshot, readSnapshot } from "./parse.ts";

/** The server's REST side, as far as it does not stay open. */
export type Api = {
  mintSession(): Promise<Session>;
  refreshSession(refreshToken: string): Promise<Session>;
  snapshot(session: Session): Promise<ReadSnapshot>;
  /** The events before `seq`, at most `count`, oldest first. */
  earlier(session: Session, seq: number, count: number): Promise<ReadPage>;
  send(session: Session, message: ClientMessage, timeoutMs: number): Promise<SendResult>;
  /** Asks for the end of the answer under way. Resolves when the server has heard it. */
  stop(session: Session): Promise<void>;
};

const timeoutMs = 15_000;

/** @param closed aborts what is under way when the chat is disposed. */
export function createApi(http: Http, closed: AbortSignal): Api {
  const ask = (path: string, { token }: Session): Promise<unknown> =>
    http.json(path, { token, signal: closed }, timeoutMs);
  return {
    mintSession: async () => readSession(await http.json("/v1/session", { body: {}, signal: closed }, timeoutMs)),
    refreshSession: async (refreshToken) =>
      readSession(await http.json("/v1/session/refresh", { body: { refreshToken }, signal: closed }, timeoutMs)),
    snapshot: async (session) => readSnapshot(await ask(conversationPath(session), session)),
    earlier: async (session, seq, count) =>
      readPage(await ask(`${conversationPath(session)}/events?before=${seq}&limit=${count}`, session)),
    send: async (session, message, timeoutMs) =>
      readSendResult(
        await http.json(
          `${conversationPath(session)}/messages`,
          { token: session.token, body: message, signal: closed },
          timeoutMs,
        ),
      ),
    stop: async (session) => {
      await http.open(`${conversationPath(session)}/stop`, { token: session.token, body: {}, signal: closed });
    },
  };
}

export function conversationPath(session: { conversationId: string }): string {
  return `/v1/conversations/${encodeURIComponent(session.conversationId)}`;
}

/** Query of a read from a cursor; without one it begins at the oldest event. */
export function sinceQuery(since: { epoch: string; seq: number } | undefined, waitSeconds?: number): string {
  const query = new URLSearchParams();
  if (since !== undefined) query.set("since", formatCursor(since));
  if (waitSeconds !== undefined) {
    query.set("limit", String(limits.pageOfEvents));
    query.set("wait", String(waitSeconds));
  }
  return query.size === 0 ? "" : `?${query}`;
}
