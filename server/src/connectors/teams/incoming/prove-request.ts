import type { RawRequest } from "#channel/kit/webhook.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { KeySet } from "#channel/kit/issuer/key-set.ts";
import { readBearer } from "#channel/kit/issuer/read-bearer.ts";

export type ProofParts = {
  readonly appId: string;
  readonly issuer: string;
  readonly keys: Pick<KeySet, "find">;
  /** Where answers may be sent to, with the bot's token. */
  readonly serviceOrigins: readonly string[];
  readonly now: () => number;
};

/** `refused`: nobody proves that it is Microsoft's. `foreign_service`: it is, and names an address that the operator does not know. */
export type Proof =
  | { type: "proved"; activity: JsonObject }
  | { type: "refused"; reason: string }
  | { type: "unreadable" }
  | { type: "foreign_service"; origin: string };

/**
 * Proves that Microsoft sends a request (learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Connector to
 * bot"): the token is signed by one of its keys for this app, and names the address to which the answer goes.
 * @throws RequestError `unavailable` while Microsoft's keys are not known.
 */
export async function proveRequest(
  { body, header }: Pick<RawRequest, "body" | "header">,
  { appId, issuer, keys, serviceOrigins, now }: ProofParts,
): Promise<Proof> {
  const bearer = await readBearer(header("authorization"), { keys, issuer, audience: appId, now: now() });
  if (bearer.type === "refused") return bearer;
  const activity = parse(body.toString());
  if (activity === undefined) return { type: "unreadable" };
  const { serviceurl: claimed, serviceUrl: alsoClaimed } = bearer.claims;
  const serviceUrl = asText(activity["serviceUrl"]) ?? "";
  // Else whoever has a token for this app could have the bot's own token sent to them.
  if (serviceUrl === "" || withoutSlash(serviceUrl) !== withoutSlash(asText(claimed ?? alsoClaimed) ?? ""))
    return { type: "refused", reason: "other_service_url" };
  const origin = URL.canParse(serviceUrl) ? new URL(serviceUrl).origin : "";
  return serviceOrigins.includes(origin) ? { type: "proved", activity } : { type: "foreign_service", origin };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "").toLowerCase();
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    // RangeError: it is nested too deeply. Microsoft never sends that.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
