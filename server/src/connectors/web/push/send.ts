/**
 * `gone`: the browser's subscription is over. `too_large`: the same with less may be taken. `refused`: the push service takes nothing of
 * this kind from us. `later`: it has no time now; `afterMs` if it says when.
 */
export type PushOutcome =
  | { type: "sent" }
  | { type: "gone" }
  | { type: "too_large" }
  | { type: "refused"; status: number }
  | { type: "later"; afterMs?: number; why: string };

export type PushMessage = {
  endpoint: string;
  authorization: string;
  body: Uint8Array<ArrayBuffer>;
  /** A newer message with the same topic takes the place of one that waits. 32 characters of base64url at most. */
  topic: string;
};

const patienceMs = 10_000;
/** Seconds that a push service keeps it for a browser that is off: an answer of last week calls nobody. */
const keepSeconds = 24 * 60 * 60;

/** One try to hand a message to its push service (RFC 8030). Rejects only when `signal` aborts. */
export async function sendPush(
  call: typeof fetch,
  { endpoint, authorization, body, topic }: PushMessage,
  signal: AbortSignal,
): Promise<PushOutcome> {
  try {
    const response = await call(endpoint, {
      method: "POST",
      // A redirect leads to an address that nobody has looked at.
      redirect: "error",
      headers: {
        Authorization: authorization,
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        TTL: String(keepSeconds),
        Urgency: "normal",
        Topic: topic,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    await response.body?.cancel();
    return outcomeOf(response.status, response.headers.get("retry-after"));
  } catch (error) {
    signal.throwIfAborted();
    return { type: "later", why: error instanceof Error ? error.name : "unknown" };
  }
}

function outcomeOf(status: number, retryAfter: string | null): PushOutcome {
  if (status >= 200 && status < 300) return { type: "sent" };
  if (status === 404 || status === 410) return { type: "gone" };
  if (status === 413) return { type: "too_large" };
  if (status === 408 || status === 429 || status >= 500) {
    const seconds = Number(retryAfter ?? Number.NaN);
    const why = `status ${status}`;
    return Number.isFinite(seconds) && seconds >= 0
      ? { type: "later", afterMs: seconds * 1000, why }
      : { type: "later", why };
  }
  return { type: "refused", status };
}
