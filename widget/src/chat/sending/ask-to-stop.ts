import type { Api } from "#chat/connection/api.ts";
import { toChatError } from "#chat/chat-error.ts";
import type { StopState } from "#chat/chat.ts";
import type { Sessions } from "#chat/connection/session.ts";

/** Asks the server to end the answer under way. @returns what the visitor can do about it from now on. */
export async function askToStop(api: Api, sessions: Sessions, mayRenew = true): Promise<StopState> {
  let token = "";
  try {
    const session = await sessions.current();
    ({ token } = session);
    await api.stop(session);
    return "asked";
  } catch (thrown) {
    const { code, retryable } = toChatError(thrown);
    if (code === "unauthorized" && mayRenew) {
      sessions.reject(token);
      return askToStop(api, sessions, false);
    }
    // An older server has no such address, and says so in its own words or in those of its framework.
    return retryable && code !== "bad_answer" ? "ready" : "unsupported";
  }
}
