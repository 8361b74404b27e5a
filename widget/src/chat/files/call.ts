import type { Session } from "@causerie/protocol";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import type { Clock } from "#chat/clock.ts";
import type { Fetch, Headers } from "#chat/connection/http.ts";
import { readProblem } from "./read-answer.ts";

export type CallOptions = {
  json?: unknown;
  /** A piece of a file, and where it begins in it. */
  piece?: { bytes: ArrayBuffer; offset: number };
  /** Ends it: its answer is wanted no more. */
  signal?: AbortSignal;
};

/**
 * One request about files, below the conversation. A token that was refused is renewed once. Every failure is a `ChatError`, but for
 * an offset that is another one: that answer tells the true one.
 */
export type Call = (method: string, path: string, options?: CallOptions) => Promise<Response>;

export type CallParts = {
  endpoint: string;
  fetch: Fetch;
  headers: Headers;
  clock: Clock;
  current: () => Promise<Session>;
  reject: (token: string) => void;
};

const timeoutMs = 15_000;
/** A piece takes as long as its line needs. One that died in silence must end some time. */
const pieceTimeoutMs = 60_000;

export function createCall(parts: CallParts): Call {
  async function once(session: Session, method: string, path: string, options: CallOptions): Promise<Response> {
    const { json, piece, signal } = options;
    const ending = new AbortController();
    let code = "timeout";
    const cancel = parts.clock.after(piece === undefined ? timeoutMs : pieceTimeoutMs, () => ending.abort());
    const end = (): void => {
      code = "unwanted";
      ending.abort();
    };
    signal?.addEventListener("abort", end);
    try {
      if (signal?.aborted === true) end();
      return await parts.fetch(
        `${parts.endpoint}/v1/conversations/${encodeURIComponent(session.conversationId)}/${path}`,
        {
          method,
          headers: {
            ...(await parts.headers()),
            accept: "application/json",
            authorization: `Bearer ${session.token}`,
            ...(json !== undefined && { "content-type": "application/json" }),
            ...(piece !== undefined && {
              "content-type": "application/offset+octet-stream",
              "upload-offset": String(piece.offset),
            }),
          },
          ...(json !== undefined && { body: JSON.stringify(json) }),
          ...(piece !== undefined && { body: piece.bytes }),
          cache: "no-store",
          credentials: "omit",
          signal: ending.signal,
        },
      );
    } catch (error) {
      throw ending.signal.aborted ? new ChatError(code, { cause: error }) : toChatError(error);
    } finally {
      cancel();
      signal?.removeEventListener("abort", end);
    }
  }

  return async function call(method, path, options = {}) {
    let session = await parts.current();
    let response = await once(session, method, path, options);
    if (response.status === 401) {
      parts.reject(session.token);
      session = await parts.current();
      response = await once(session, method, path, options);
    }
    if (response.ok) return response;
    const answer = response.clone();
    const error = await toError(response);
    if (error.code === "offset_mismatch") return answer;
    throw error;
  };
}

/** A refusal by a proxy or a captive portal says nothing about the file: it can be retried. */
async function toError(response: Response): Promise<ChatError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = readProblem(body);
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = problem?.retryAfterMs ?? (Number.isFinite(seconds) ? seconds * 1000 : undefined);
  if (problem === undefined) return new ChatError("bad_answer", { retryAfterMs });
  const { code, retryable, reason } = problem;
  // It says what the visitor can do about it.
  const exact = code === "file_refused" ? `file_${reason ?? "refused"}` : code;
  // The token was replaced meanwhile: the next try has another one.
  return new ChatError(exact, { retryable: retryable || code === "unauthorized", retryAfterMs });
}
