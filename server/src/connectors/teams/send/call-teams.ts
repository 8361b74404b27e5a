import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { notAnswered, waitIn } from "#channel/kit/platform/call-failure.ts";
import { kindOfRefusal } from "./refusals.ts";

/** `serviceOrigins`: where the token may be sent. */
export type TeamsAccess = {
  readonly token: Pick<AccessToken, "get" | "forget">;
  readonly serviceOrigins: readonly string[];
  readonly fetch: typeof fetch;
};

export type TeamsCall = {
  readonly method: "POST" | "PUT";
  readonly url: string;
  readonly body: object;
  readonly signal: AbortSignal;
};

/** Teams answers within a second or so. */
const timeoutMs = 20_000;

/**
 * Calls the connector service (learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference).
 * @throws DeliveryError whose `code` is Microsoft's own, e.g. `ConversationNotFound`.
 */
export async function callTeams(access: TeamsAccess, call: TeamsCall): Promise<JsonObject> {
  // The address is stored with the conversation: it must be one that the operator knows today.
  if (!URL.canParse(call.url) || !access.serviceOrigins.includes(new URL(call.url).origin))
    throw new DeliveryError("the conversation's address is none of Teams", "platform", { code: "foreign_service" });
  const token = await access.token.get();
  const response = await send(access, call, token);
  if (response.status !== 401) return await read(response);
  // The secret may have been changed since: nothing was delivered.
  await response.body?.cancel();
  access.token.forget(token);
  return await read(await send(access, call, await access.token.get()));
}

async function send(access: TeamsAccess, { method, url, body, signal }: TeamsCall, token: string): Promise<Response> {
  return await access
    .fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: "error",
    })
    .catch((cause: unknown) => {
      throw notAnswered("Teams", cause);
    });
}

async function read(response: Response): Promise<JsonObject> {
  const { ok, status, headers } = response;
  if (ok)
    // The message is there, whatever the answer says.
    return asObject(await response.json().catch(() => undefined));
  const answer = asObject(await response.json().catch(() => undefined));
  const named = asText(asObject(answer["error"])["code"]) ?? asText(answer["errorCode"]) ?? "";
  // The words of an error may quote what was sent.
  const code = /^\w{1,60}$/.test(named) ? named : String(status);
  throw new DeliveryError(`Teams refused: ${status} ${code}`, kindOfRefusal(status, code), {
    code,
    ...waitIn(headers),
  });
}
