import type { ClientMessage, SendResult } from "@causerie/protocol";
import type { Api } from "#chat/connection/api.ts";
import { ChatError, isRefusal, toChatError } from "#chat/chat-error.ts";
import { type Clock, withTimeout } from "#chat/clock.ts";
import type { Connector } from "#chat/connection/connection.ts";
import type { Sessions } from "#chat/connection/session.ts";

type DeliverParts = { api: Api; sessions: Sessions; clock: Clock; connection: Pick<Connector, "line" | "lose"> };

const ackTimeout = 8000;

/** One try to send, by the open line or by a request. Rejects with a ChatError; whoever asked tries again. */
export async function deliver(parts: DeliverParts, message: ClientMessage, tries: number): Promise<SendResult> {
  const { api, sessions, clock, connection } = parts;
  const timeout = ackTimeout * Math.min(tries, 4);
  const session = await sessions.current();
  const line = connection.line();
  try {
    // What a socket did not acknowledge goes by a request: that tells more, and gets through where a half-open line does not.
    if (tries === 1 && line?.send !== undefined) return await withTimeout(clock, timeout, line.send(message));
    return await api.send(session, message, timeout);
  } catch (thrown) {
    const error = toChatError(thrown);
    if (error.code === "unauthorized") sessions.reject(session.token);
    else if (error.code === "not_found" || isRefusal(error.code)) connection.lose(error);
    throw isEnvelope(error.code) ? again(error) : error;
  }
}

/** The message is as good as before; what was wrong around it is being put right. */
function isEnvelope(code: string): boolean {
  return code === "unauthorized" || code === "not_found";
}

function again(error: ChatError): ChatError {
  return new ChatError(error.code, { cause: error, retryable: true, retryAfterMs: error.retryAfterMs });
}
