import { ChatError } from "#chat/chat-error.ts";
import { withTimeout } from "#chat/clock.ts";
import type { Settings } from "#chat/options.ts";
import { toJson } from "#chat/to-json.ts";
import { readAnswer, type TockAnswer } from "./answer.ts";
import type { TockRequest } from "./to-request.ts";

/** A bot may ask a model, and a proxy seldom waits for longer than this. */
const timeoutMs = 60_000;

/**
 * One turn. Rejects with a ChatError. It is `retryable` only where the server says that it has not begun to work on it: Tock knows no
 * message again, so whatever else went wrong may not be sent again unasked.
 */
export async function postTurn(settings: Settings, request: TockRequest, stopping: AbortSignal): Promise<TockAnswer> {
  const { endpoint, clock } = settings;
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const headers = await settings.headers(); // Before anything is sent: a page that cannot give them loses nothing.
  stopping.throwIfAborted();
  stopping.addEventListener("abort", end);
  try {
    return await withTimeout(clock, timeoutMs, ask());
  } catch (error) {
    throw error instanceof ChatError ? error : new ChatError("network", { cause: error, retryable: false });
  } finally {
    stopping.removeEventListener("abort", end);
    end();
  }

  async function ask(): Promise<TockAnswer> {
    const response = await settings.fetch(endpoint, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: toJson(request),
      cache: "no-store",
      // The cookie by which Tock may know a visitor: across origins no browser keeps it without more of the server's leave.
      credentials: "same-origin",
      signal: ending.signal,
    });
    const text = await response.text();
    // A status alone says little: Tock's own clients show a good body under any of them.
    const answer = text === "" && response.ok ? noAnswer : readAnswer(parse(text));
    if (answer !== undefined) return answer;
    throw toError(response);
  }
}

const noAnswer: TockAnswer = { messages: [], responseId: "", replaces: false, metadata: {} };

function toError({ status, headers }: Response): ChatError {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  if (status === 429) return new ChatError("rate_limited", { retryable: true, retryAfterMs });
  if (status === 503) return new ChatError("unavailable", { retryable: true, retryAfterMs });
  if (status === 413) return new ChatError("too_large");
  if (status >= 500) return new ChatError("internal");
  return new ChatError(status >= 400 ? "invalid_request" : "bad_answer", { retryable: false });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
