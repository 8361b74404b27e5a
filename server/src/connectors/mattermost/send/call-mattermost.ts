import { DeliveryError, type DeliveryErrorKind } from "#channel/delivery-error.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { notAnswered, waitIn } from "#channel/kit/platform/call-failure.ts";
import { parseRetryAfter } from "#channel/kit/retry-after.ts";

/** How the REST API is called. */
export type MattermostAccess = { readonly serverUrl: string; readonly token: string; readonly fetch: typeof fetch };

/** `path`: below `/api/v4`. `bytes`: of a file, in place of `body`. */
export type MattermostCall = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: object;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
};

/** Mattermost answers within a second or so. */
const usualMs = 20_000;

/**
 * Calls the REST API (api.mattermost.com).
 * @returns its answer: an object or a list.
 * @throws DeliveryError whose `code` is Mattermost's own, e.g. `api.context.permissions.app_error`.
 */
export async function callMattermost(
  { serverUrl, token, fetch: call }: MattermostAccess,
  { method, path, body, bytes, timeoutMs = usualMs, signal }: MattermostCall,
): Promise<unknown> {
  const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await call(`${serverUrl}/api/v4/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(content === undefined
        ? {}
        : { "content-type": bytes === undefined ? "application/json" : "application/octet-stream" }),
    },
    ...(content === undefined ? {} : { body: content }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    redirect: "error",
  }).catch((cause: unknown) => {
    throw notAnswered("Mattermost", cause);
  });
  if (!response.ok) throw await toError(response);
  return await response.json().catch((cause: unknown) => {
    throw new DeliveryError("Mattermost's answer broke off", "unknown", { cause });
  });
}

/** The same where the answer is an object. */
export async function callForObject(access: MattermostAccess, given: MattermostCall): Promise<JsonObject> {
  return asObject(await callMattermost(access, given));
}

async function toError(response: Response): Promise<DeliveryError> {
  const { status, headers } = response;
  // What stands before Mattermost answers with a page of its own.
  const code = asText(asObject(await response.json().catch(() => undefined))["id"]) ?? String(status);
  const retryAfterMs =
    waitIn(headers).retryAfterMs ?? (status === 429 ? parseRetryAfter(headers.get("x-ratelimit-reset")) : undefined);
  const kind = kindOf(status, code);
  return new DeliveryError(`Mattermost answered ${status} (${code})`, kind, {
    code,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Of somebody who has gone, or a channel that was closed. */
const gone = [
  "api.post.create_post.can_not_post_to_deleted.error",
  "api.post.create_post.can_not_post_in_restricted_dm.error",
  "api.context.invalid_param.app_error",
  "api.channel.create_direct_channel.invalid_user.app_error",
];

/** The thread that is answered in is not there any more. */
export const threadGone = ["api.post.create_post.root_id.app_error", "api.post.create_post.channel_root_id.app_error"];

function kindOf(status: number, code: string): DeliveryErrorKind {
  if (status === 429) return "rate";
  if (status === 401) return "auth";
  if (status === 403) return "platform";
  // Between the two servers: it may have arrived.
  if (status === 502 || status === 504) return "unknown";
  if (status >= 500) return "transient";
  return status === 404 || gone.includes(code) || threadGone.includes(code) ? "recipient" : "content";
}
