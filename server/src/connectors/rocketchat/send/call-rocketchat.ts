import { DeliveryError, type DeliveryErrorKind } from "#channel/delivery-error.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { notAnswered, waitIn } from "#channel/kit/platform/call-failure.ts";

/** How the REST API is called. */
export type RocketChatAccess = {
  readonly serverUrl: string;
  readonly userId: string;
  readonly authToken: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

/** `path`: below `/api/v1`. `form`: a file, in place of `body`. */
export type RocketChatCall = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  readonly form?: FormData;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
};

/** Rocket.Chat answers within a second or so. */
const usualMs = 20_000;

export function credentials({ userId, authToken }: Pick<RocketChatAccess, "userId" | "authToken">) {
  return { "x-auth-token": authToken, "x-user-id": userId };
}

/**
 * Calls the REST API (developer.rocket.chat).
 * @throws DeliveryError whose `code` is Rocket.Chat's own, e.g. `error-not-allowed`.
 */
export async function callRocketChat(access: RocketChatAccess, given: RocketChatCall): Promise<JsonObject> {
  const { method, path, body, form, timeoutMs = usualMs, signal } = given;
  const content = form ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await access
    .fetch(`${access.serverUrl}/api/v1/${path}`, {
      method,
      headers: { ...credentials(access), ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(content === undefined ? {} : { body: content }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: "error",
    })
    .catch((cause: unknown) => {
      throw notAnswered("Rocket.Chat", cause);
    });
  const answer = await response.json().catch((cause: unknown) => {
    if (response.ok) throw new DeliveryError("Rocket.Chat's answer broke off", "unknown", { cause });
  });
  const read = asObject(answer);
  if (response.ok && read["success"] !== false) return read;
  throw toError(response, read, access.now());
}

function toError({ status, headers }: Response, answer: JsonObject, now: number): DeliveryError {
  const words = asText(answer["error"]) ?? asText(answer["message"]) ?? "";
  // Some errors are named by a field, others between brackets at the end of a sentence.
  const [, named] = /\[(error-[a-z0-9-]+)\]\s*$/.exec(words) ?? [];
  const code = asText(answer["errorType"]) ?? named ?? (/^[a-z0-9-]{1,60}$/.test(words) ? words : String(status));
  return new DeliveryError(`Rocket.Chat answered ${status} (${code})`, kindOf(status, code), {
    code,
    ...wait(headers, now),
  });
}

/** The moment from which it takes more, in milliseconds since 1970. */
function wait(headers: Headers, now: number): { retryAfterMs?: number } {
  const said = waitIn(headers);
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  if (said.retryAfterMs !== undefined || !Number.isFinite(reset) || reset <= now) return said;
  return { retryAfterMs: Math.min(reset - now, 120_000) };
}

/** Of a room that is not there any more, or in which the bot is not. */
const gone = [
  "error-room-not-found",
  "error-invalid-room",
  "invalid-channel",
  "error-room-archived",
  "error-invalid-user",
  "error-not-allowed",
];

function kindOf(status: number, code: string): DeliveryErrorKind {
  if (status === 429 || code === "error-too-many-requests") return "rate";
  if (status === 401) return "auth";
  if (gone.includes(code)) return "recipient";
  if (status === 403 || code === "error-action-not-allowed" || code === "unauthorized") return "platform";
  // Between the two servers: it may have arrived.
  if (status === 502 || status === 504) return "unknown";
  return status >= 500 ? "transient" : "content";
}
