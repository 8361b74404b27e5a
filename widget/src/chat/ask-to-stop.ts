import { toChatError } from "./chat-error.ts";
import type { StopState } from "./chat.ts";
import { type Clock, withTimeout } from "./clock.ts";
import type { Api } from "./connection/api.ts";
import type { Sessions } from "./connection/session.ts";

const stopTimeoutMs = 8_000;

/**
 * Asks the server to end the running answer.
 * @param send, current, reject of the requests and the sessions, which have short names of their own in the built chat.
 * @returns what the visitor can do from now on.
 */
export async function askToStop(
  send: Api["stop"],
  current: Sessions["current"],
  reject: Sessions["reject"],
  clock: Clock,
  mayRenew = true,
): Promise<StopState> {
  let token = "";
  try {
    const session = await current();
    ({ token } = session);
    await withTimeout(clock, stopTimeoutMs, send(session));
    return "asked";
  } catch (thrown) {
    const { code, retryable } = toChatError(thrown);
    if (code === "unauthorized" && mayRenew) {
      reject(token);
      return askToStop(send, current, reject, clock, false);
    }
    if (code === "network" || code === "timeout") return "asked"; // and again once there is a connection
    // An older server has no such route: it answers with a problem of its own, or with an error page of its framework.
    return retryable && code !== "bad_answer" ? "ready" : "unsupported";
  }
}
