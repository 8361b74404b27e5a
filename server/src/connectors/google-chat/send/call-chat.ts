import { DeliveryError } from "#channel/delivery-error.ts";
import type { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { notAnswered, waitIn } from "#channel/kit/platform/call-failure.ts";
import { kindOfRefusal } from "./refusals.ts";

export type ChatAccess = {
  readonly token: Pick<AccessToken, "get" | "forget">;
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
};

/** `path`: below `/v1/`. */
export type ChatCall = {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal: AbortSignal;
};

/** Google answers within a second or so. */
const timeoutMs = 20_000;

/**
 * Calls the Chat API (developers.google.com/workspace/chat/api/reference/rest).
 * @throws DeliveryError whose `code` is Google's own, e.g. `PERMISSION_DENIED`.
 */
export async function callChat(access: ChatAccess, call: ChatCall): Promise<JsonObject> {
  const token = await access.token.get();
  const response = await send(access, call, token);
  if (response.status !== 401) return await read(response);
  // The key may have been changed since: nothing was delivered.
  await response.body?.cancel();
  access.token.forget(token);
  return await read(await send(access, call, await access.token.get()));
}

async function send(
  { apiUrl, fetch }: ChatAccess,
  { method, path, query, body, signal }: ChatCall,
  token: string,
): Promise<Response> {
  const search = new URLSearchParams(query).toString();
  return await fetch(`${apiUrl}/v1/${path}${search === "" ? "" : `?${search}`}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    redirect: "error",
  }).catch((cause: unknown) => {
    throw notAnswered("Google Chat", cause);
  });
}

async function read(response: Response): Promise<JsonObject> {
  const { ok, status, headers } = response;
  const answer = asObject(await response.json().catch(() => undefined));
  // The message is there, whatever the answer says.
  if (ok) return answer;
  const error = asObject(answer["error"]);
  const reason = asList(error["details"]).flatMap((detail) => asText(asObject(detail)["reason"]) ?? [])[0];
  const named = reason ?? asText(error["status"]) ?? "";
  // The words of an error may quote what was sent.
  const code = /^\w{1,60}$/.test(named) ? named : String(status);
  throw new DeliveryError(`Google Chat refused: ${status} ${code}`, kindOfRefusal(status, code), {
    code,
    ...waitIn(headers),
  });
}
