import type { GetHeaders } from "#chat/chat.ts";
import { ChatError, fromProblem, toChatError } from "#chat/chat-error.ts";
import type { Clock } from "#chat/clock.ts";
import { readProblem } from "./parse.ts";
import { toJson } from "#chat/to-json.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export type Headers = GetHeaders;

export type Request = {
  token?: string;
  /** Sent as JSON by POST; without it the request is a GET. */
  body?: unknown;
  accept?: string;
  signal: AbortSignal;
};

/** Requests below the endpoint. Every failure is a ChatError. */
export type Http = {
  json(path: string, request: Request, timeoutMs: number): Promise<unknown>;
  /** Resolves with the head of the response, before its body has arrived. */
  open(path: string, request: Request): Promise<Response>;
};

export function createHttp(parts: { endpoint: string; fetch: Fetch; headers: Headers; clock: Clock }): Http {
  const { endpoint, clock } = parts;

  async function open(path: string, { token, body, accept, signal }: Request): Promise<Response> {
    const response = await parts.fetch(endpoint + path, {
      headers: {
        ...(await parts.headers()),
        accept: accept ?? "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { method: "POST", body: toJson(body) }),
      cache: "no-store",
      credentials: "omit",
      signal,
    });
    if (!response.ok) throw await toError(response);
    return response;
  }

  async function json(path: string, request: Request, timeoutMs: number): Promise<unknown> {
    const ending = new AbortController();
    const end = (): void => ending.abort();
    request.signal.addEventListener("abort", end);
    let late = false;
    const cancel = clock.after(timeoutMs, () => {
      late = true;
      end();
    });
    try {
      request.signal.throwIfAborted();
      const response = await open(path, { ...request, signal: ending.signal });
      return await readJson(response);
    } catch (error) {
      throw late ? new ChatError("timeout", { cause: error }) : toChatError(error);
    } finally {
      cancel();
      request.signal.removeEventListener("abort", end);
    }
  }

  return {
    json,
    open: async (path, request) => {
      try {
        return await open(path, request);
      } catch (error) {
        throw toChatError(error);
      }
    },
  };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text(); // a cut body fails here, and counts as a fault of the network
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChatError("bad_answer", { cause });
  }
}

/** A refusal by a proxy or a captive portal, not by the server, says nothing about the message: it can be retried. */
async function toError(response: Response): Promise<ChatError> {
  const problem = readProblem(await readJson(response).catch(() => undefined));
  if (problem === undefined) return new ChatError("bad_answer", { retryAfterMs: readRetryAfter(response) });
  return fromProblem({ retryAfterMs: readRetryAfter(response), ...problem });
}

function readRetryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
