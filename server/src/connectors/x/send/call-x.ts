import { DeliveryError, type DeliveryErrorKind } from "#channel/delivery-error.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { notAnswered } from "#channel/kit/platform/call-failure.ts";
import { type RateWatch, untilReset } from "./rate-watch.ts";

/** How the API is called. `token`: of the bot's account, or of the app alone. `reject`: X does not take it any more. */
export type XAccess = {
  readonly apiUrl: string;
  readonly token: () => Promise<string>;
  readonly reject: (token: string) => void;
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

/** `path`: with its version, e.g. `2/users/me`. `watch`: notices how many such calls are left. */
export type XCall = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  readonly form?: FormData;
  readonly watch?: RateWatch;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
};

/** X answers within a second or so. */
const usualMs = 20_000;

/**
 * Calls the API (docs.x.com).
 * @throws DeliveryError whose `code` is the end of the address by which X names the problem, e.g. `client-forbidden`, or the status.
 */
export async function callX(access: XAccess, given: XCall): Promise<JsonObject> {
  const { method, path, body, form, watch, timeoutMs = usualMs, signal } = given;
  const token = await access.token();
  const content = form ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await access
    .fetch(`${access.apiUrl}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(content === undefined ? {} : { body: content }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: "error",
    })
    .catch((cause: unknown) => {
      throw notAnswered("X", cause);
    });
  watch?.see(response.headers);
  if (response.status === 401) access.reject(token);
  if (!response.ok) throw await toError(response, access.now());
  return asObject(
    await response.json().catch((cause: unknown) => {
      throw new DeliveryError("X's answer broke off", "unknown", { cause });
    }),
  );
}

async function toError(response: Response, now: number): Promise<DeliveryError> {
  const { status, headers } = response;
  const answer = asObject(await response.json().catch(() => undefined));
  const code = codeOf(answer) ?? String(status);
  const waitMs = status === 429 ? untilReset(headers, now) : undefined;
  return new DeliveryError(`X answered ${status} (${code})`, kindOf(status, answer), {
    code,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}

/** X's words may quote what was sent: only the name of the problem is kept. */
function codeOf(answer: JsonObject): string | undefined {
  const [, named] = /\/problems\/([a-z0-9-]{1,60})$/.exec(asText(answer["type"]) ?? "") ?? [];
  return named;
}

/** In X's words for somebody who takes no messages of this account, or is not there any more. */
const unreachable =
  /not following you|cannot send messages to this user|participant|recipient|not find user|suspended/i;

function kindOf(status: number, answer: JsonObject): DeliveryErrorKind {
  if (status === 429) return "rate";
  if (status === 401) return "auth";
  // Between the two servers: it may have arrived.
  if (status === 502 || status === 504) return "unknown";
  if (status >= 500) return "transient";
  const [first] = asList(answer["errors"]).map(asObject);
  const words = [answer["detail"], first?.["message"], first?.["detail"]].map((each) => asText(each) ?? "").join(" ");
  if (status === 404 || unreachable.test(words)) return "recipient";
  return status === 403 || status === 402 ? "platform" : "content";
}
