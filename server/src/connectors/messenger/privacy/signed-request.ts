import { asId, asObject, parseJsonKeepingIds } from "#channel/kit/json-with-ids.ts";
import { isHmacOf } from "#channel/kit/constant-time.ts";

/** What Meta signs when somebody takes an app's rights away. `userId`: Facebook Login's name of them, not that of a page. */
export type SignedRequest = { userId: string; issuedAt: number | undefined };

/**
 * Reads `signed_request`: an HMAC-SHA256 over the second part as it is written, by the app's secret.
 * @returns undefined for anything that Meta has not signed.
 */
export function readSignedRequest(text: string, secrets: readonly string[]): SignedRequest | undefined {
  const match = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{1,4000})$/.exec(text);
  if (match === null) return undefined;
  const [, seal = "", body = ""] = match;
  const isSigned = isHmacOf(Buffer.from(body), Buffer.from(seal, "base64url"), { algorithm: "sha256", secrets });
  if (!isSigned) return undefined;
  const request = asObject(parse(Buffer.from(body, "base64url").toString()));
  const algorithm = request["algorithm"];
  const userId = asId(request["user_id"]);
  if (userId === undefined || !/^\d{1,30}$/.test(userId)) return undefined;
  if (typeof algorithm !== "string" || algorithm.toUpperCase() !== "HMAC-SHA256") return undefined;
  const seconds = Number(asId(request["issued_at"]) ?? Number.NaN);
  return { userId, issuedAt: Number.isFinite(seconds) ? seconds * 1000 : undefined };
}

function parse(text: string): unknown {
  try {
    return parseJsonKeepingIds(text);
  } catch {
    return undefined;
  }
}
