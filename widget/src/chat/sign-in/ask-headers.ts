import { ChatError } from "#chat/chat-error.ts";
import type { Clock } from "#chat/clock.ts";
import type { Headers } from "#chat/connection/http.ts";

const patienceMs = 5_000;

/**
 * The page's headers for one request. Fetched by a chat that has them.
 * @throws ChatError `headers_failed` when the page threw, gave something else than texts by name, or did not answer in time. What it threw is
 * not passed on, because that may hold a secret.
 */
export async function askHeaders(headers: Headers, clock: Clock): Promise<Record<string, string>> {
  const answer = Promise.resolve()
    .then(headers)
    .catch(() => undefined);
  const given = await new Promise<unknown>((resolve) => {
    const cancel = clock.after(patienceMs, () => resolve(undefined));
    void answer.then(resolve).finally(cancel);
  });
  if (!areHeaders(given)) throw new ChatError("headers_failed", { retryable: true });
  return given;
}

function areHeaders(given: unknown): given is Record<string, string> {
  if (!(given instanceof Object)) return false;
  try {
    const headers = new globalThis.Headers(given as Record<string, string>); // Refuses what no request can have.
    return Object.entries(given).every(([name, value]) => typeof value === "string" && headers.has(name));
  } catch {
    return false;
  }
}
