import { type ClientMessage, type Cursor, formatCursor, type SendResult, type Session } from "@causerie/protocol";
import type { Http } from "./http.ts";
import {
  type ParsedEventPage,
  readEventPage,
  readSendResult,
  readSession,
  type ParsedSnapshot,
  readSnapshot,
} from "./parse.ts";

/** The requests to the server's REST side that end with their response. */
export type Api = {
  mintSession(): Promise<Session>;
  refreshSession(refreshToken: string): Promise<Session>;
  snapshot(session: Session): Promise<ParsedSnapshot>;
  /** The events before `seq`, at most `count`, oldest first. */
  earlier(session: Session, seq: number, count: number): Promise<ParsedEventPage>;
  /** The first event after `since`, if there is one. */
  next(session: Session, since: Cursor | undefined, timeoutMs: number): Promise<ParsedEventPage>;
  send(session: Session, message: ClientMessage, timeoutMs: number): Promise<SendResult>;
  /** Asks for the end of the running answer. Resolves when the server has received the request. */
  stop: (session: Session) => Promise<void>;
};

const timeoutMs = 15_000;

/** @param closed aborts running requests when the chat is disposed. */
export function createApi(http: Http, closed: AbortSignal): Api {
  const ask = (path: string, { token }: Session, ms = timeoutMs): Promise<unknown> =>
    http.json(path, { token, signal: closed }, ms);
  const getSession = async (path: string, body: object): Promise<Session> =>
    readSession(await http.json(path, { body, signal: closed }, timeoutMs));
  return {
    mintSession: () => getSession("/v1/session", {}),
    refreshSession: (refreshToken) => getSession("/v1/session/refresh", { refreshToken }),
    snapshot: async (session) => readSnapshot(await ask(conversationPath(session), session)),
    earlier: async (session, seq, count) =>
      readEventPage(await ask(`${conversationPath(session)}/events?before=${seq}&limit=${count}`, session)),
    next: async (session, since, ms) =>
      readEventPage(await ask(`${conversationPath(session)}/events${sinceQuery(since, { limit: 1 })}`, session, ms)),
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

/** The query of a read from a cursor. Without a cursor the read begins at the oldest event. */
export function sinceQuery(
  since: Cursor | undefined,
  rest: { limit?: number; wait?: number; heartbeat?: number } = {},
): string {
  const all = { ...(since && { since: formatCursor(since) }), ...rest };
  return `?${new URLSearchParams(Object.entries(all).map(([name, value]) => [name, String(value)]))}`;
}
