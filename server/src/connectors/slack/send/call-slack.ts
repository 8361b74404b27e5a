import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { notAnswered, waitIn } from "#connectors/shared/failed-call.ts";
import { kindOfRefusal } from "./refusals.ts";

/** How the Web API is called. `token`: of the bot, or of the app for Socket Mode. */
export type SlackAccess = { readonly apiUrl: string; readonly token: string; readonly fetch: typeof fetch };

/** `form`: some methods take no JSON. */
export type SlackCall = {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly form?: true;
  readonly signal: AbortSignal;
};

export type SlackAnswer = { readonly body: JsonObject; readonly headers: Headers };

/** Slack answers within a second or so. */
const timeoutMs = 20_000;

/**
 * Calls a method of the Web API (docs.slack.dev/apis/web-api).
 * @throws DeliveryError whose `code` is Slack's own, e.g. `channel_not_found`.
 */
export async function callSlack({ apiUrl, token, fetch: call }: SlackAccess, given: SlackCall): Promise<SlackAnswer> {
  const { method, body, form, signal } = given;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const response = await call(`${apiUrl}/${method}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": form === true ? "application/x-www-form-urlencoded" : "application/json; charset=utf-8",
    },
    body: form === true ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body),
    signal: limit,
    redirect: "error",
  }).catch((cause: unknown) => {
    throw notAnswered("Slack", cause);
  });
  if (!response.ok) throw await toError(response);
  const answer = asObject(await response.json().catch(notReadable));
  if (answer["ok"] === true) return { body: answer, headers: response.headers };
  throw refusal(asText(answer["error"]) ?? "no_error", response.headers);
}

/** Posts to an address by which Slack takes an answer that only one person sees. @throws DeliveryError */
export async function respond(
  { fetch: call }: Pick<SlackAccess, "fetch">,
  url: string,
  body: object,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const response = await call(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(body),
    signal: limit,
    redirect: "error",
  }).catch((cause: unknown) => {
    throw notAnswered("Slack", cause);
  });
  if (!response.ok) throw await toError(response);
  await response.body?.cancel();
}

function notReadable(cause: unknown): never {
  throw new DeliveryError("Slack's answer broke off", "unknown", { cause });
}

async function toError(response: Response): Promise<DeliveryError> {
  await response.body?.cancel();
  const { status, headers } = response;
  const kind = status === 429 ? "rate" : status >= 500 ? "transient" : status === 401 ? "auth" : "platform";
  return new DeliveryError(`Slack answered ${status}`, kind, { code: String(status), ...waitIn(headers) });
}

function refusal(code: string, headers: Headers): DeliveryError {
  return new DeliveryError(`Slack refused: ${code}`, kindOfRefusal(code), { code, ...waitIn(headers) });
}
