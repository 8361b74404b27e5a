import { errors, jwtVerify, type JWTPayload } from "jose";
import type { KeySet } from "./key-set.ts";

export type BearerRules = {
  readonly keys: Pick<KeySet, "find">;
  readonly issuer: string | readonly string[];
  readonly audience: string | readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** `reason`: one of a fixed set of names; it quotes nothing of the token. */
export type Bearer = { type: "proved"; claims: JWTPayload } | { type: "refused"; reason: string };

/** Seconds by which the platform's clock may differ from ours. */
const skewSeconds = 300;
/** Characters. Those of platforms have about 1,000. */
const longest = 12_000;

/**
 * Proves the token of a platform that signs its requests (RFC 7519, section 7.2).
 * @throws RequestError `unavailable` while the platform's keys are not known: it must send the request again.
 */
export async function readBearer(header: string | undefined, rules: BearerRules): Promise<Bearer> {
  const token = /^Bearer ([\w.-]+)$/i.exec(header ?? "")?.[1];
  if (token === undefined || token.length > longest) return { type: "refused", reason: "no_token" };
  const { keys, issuer, audience, now } = rules;
  try {
    const { payload } = await jwtVerify(token, keys.find, {
      // A platform's key is public: with HS256 it would be anybody's secret.
      algorithms: ["RS256"],
      issuer: listOf(issuer),
      audience: listOf(audience),
      requiredClaims: ["exp"],
      clockTolerance: skewSeconds,
      currentDate: new Date(now),
    });
    return { type: "proved", claims: payload };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { type: "refused", reason: error.code };
    // A key of the set that cannot be one, e.g. RSA with less than 2,048 bits.
    if (error instanceof TypeError || error instanceof DOMException) return { type: "refused", reason: "unfit_key" };
    throw error;
  }
}

function listOf(given: string | readonly string[]): string[] {
  return typeof given === "string" ? [given] : [...given];
}
