import type { ClientMessage, SendResult } from "@causerie/protocol";
import type { Api } from "#chat/connection/api.ts";
import { ChatError, isRefusal, toChatError } from "#chat/chat-error.ts";
import { type Clock, withTimeout } from "#chat/clock.ts";
import type { LiveConnection } from "#chat/connection/connection.ts";
import type { Sessions } from "#chat/connection/session.ts";

type DeliverParts = {
  api: Api;
  sessions: Sessions;
  clock: Clock;
  connection: Pick<LiveConnection, "transport" | "lose" | "doubt" | "expect">;
  isWanted: () => boolean;
};

/**
 * Doubled at each try, up to 24 s. A repeat costs little, and a visitor waits for the answer. On a line that died in
 * silence a browser would use its old connection for the next request, too: giving one up makes it open another.
 */
const ackTimeoutMs = 3_000;

/** One try to send, by the open transport or by a request. Rejects with a ChatError; the caller tries again. */
export async function deliver(parts: DeliverParts, message: ClientMessage, tries: number): Promise<SendResult> {
  const { api, sessions, clock, connection } = parts;
  const session = await sessions.current();
  // It may be another session than the one in which this was written.
  if (!parts.isWanted()) throw new ChatError("session_ended");
  const transport = connection.transport();
  // A message that the socket did not acknowledge goes by a request: a request passes where a socket is half open, and its error is more exact.
  const bySocket = tries === 1 ? transport?.send?.(message) : undefined;
  const begunAt = clock.now();
  try {
    const result =
      bySocket === undefined
        ? await api.send(session, message, ackTimeoutMs * 2 ** Math.min(tries - 1, 3))
        : await withTimeout(clock, ackTimeoutMs, bySocket);
    connection.expect(result.seq, clock.now() - begunAt);
    return result;
  } catch (thrown) {
    const error = toChatError(thrown);
    if (error.code === "timeout") connection.doubt(bySocket !== undefined);
    if (error.code === "unauthorized") sessions.reject(session.token);
    else if (error.code === "not_found" || isRefusal(error.code)) connection.lose(error);
    throw concernsSession(error.code) ? toRetryable(error) : error;
  }
}

/** The message itself is good: the token or the conversation is being replaced. */
function concernsSession(code: string): boolean {
  return code === "unauthorized" || code === "not_found";
}

function toRetryable(error: ChatError): ChatError {
  return new ChatError(error.code, { cause: error, retryable: true, retryAfterMs: error.retryAfterMs });
}
