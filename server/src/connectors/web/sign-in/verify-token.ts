import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from "jose";
import type { SignInRefusal } from "@causerie/protocol";
import { RequestError } from "#app/errors.ts";
import type { KeySet } from "#channel/kit/issuer/key-set.ts";
import { isOfOtherTenant, type TrustedIssuer } from "./issuers.ts";

/** Signed with a key that only the issuer has. HS256 with a public key as its secret would be anybody's. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Characters. Node refuses heads of requests from 16 kB on. */
const longest = 12_000;
/** Keys that are tried for a token which names none. */
const mostTries = 10;

export type Trust = { issuer: TrustedIssuer; keys: KeySet };

export type VerifierOptions = {
  trusts: readonly Trust[];
  /** Seconds. */
  clockSkew: number;
  now: () => number;
};

/** What a genuine token says. */
export type VerifiedToken = { issuer: TrustedIssuer; claims: JWTPayload & { exp: number } };

/**
 * Proves a token: RFC 7519 section 7.2, RFC 8725, and for access tokens RFC 9068 section 4.
 * @throws RequestError `sign_in_failed` with the reason; `unavailable` while the issuer's keys are not known.
 */
export async function verifyToken(token: string, { trusts, clockSkew, now }: VerifierOptions): Promise<VerifiedToken> {
  if (token.length > longest) throw refused("too_large");
  const iss = issuerOf(token);
  const issuers = trusts.map(({ issuer }) => issuer);
  const trust = trusts.find(({ issuer }) => issuer.issuer === iss);
  if (trust === undefined) throw refused(isOfOtherTenant(iss, issuers) ? "tenant" : "issuer");
  const { issuer, keys } = trust;
  const claims = await prove(token, keys, {
    algorithms,
    issuer: issuer.issuer,
    audience: issuer.audience,
    requiredClaims: ["exp"],
    clockTolerance: clockSkew,
    currentDate: new Date(now()),
  });
  const { exp, iat, tid } = claims;
  if (exp === undefined) throw refused("claims");
  if (iat !== undefined && iat > now() / 1000 + clockSkew) throw refused("not_yet_valid");
  if (issuer.tenant !== undefined && tid !== issuer.tenant) throw refused("tenant");
  if (issuer.scope !== undefined && !scopesOf(claims).includes(issuer.scope)) throw refused("scope");
  return { issuer, claims: { ...claims, exp } };
}

/** Whose it says it is, before anything is proved. */
function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === "string" ? iss : "";
  } catch {
    throw refused("malformed");
  }
}

async function prove(token: string, { find }: KeySet, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, find, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return await proveWithAny(token, error, options);
    throw toRefusal(error);
  }
}

/** The token names no key, and several could have signed it. */
async function proveWithAny(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  let tries = 0;
  for await (const key of keys) {
    if ((tries += 1) > mostTries) break;
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw toRefusal(error);
    }
  }
  throw refused("signature");
}

function toRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refused("expired");
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case "aud":
        return refused("audience");
      case "iss":
        return refused("issuer");
      case "nbf":
        return refused("not_yet_valid");
      default:
        return refused("claims");
    }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused("signature");
  if (error instanceof errors.JWKSNoMatchingKey) return refused("key");
  if (error instanceof errors.JOSEAlgNotAllowed) return refused("algorithm");
  // Other faults of the token, and a key of the set that cannot be one, e.g. RSA with less than 2,048 bits.
  if (error instanceof errors.JOSEError) return refused("malformed");
  if (error instanceof RequestError) return error;
  return error instanceof TypeError || error instanceof DOMException ? refused("key") : error;
}

function scopesOf({ scp, scope }: JWTPayload): string[] {
  return [scp, scope].flatMap((given) =>
    typeof given === "string"
      ? given.split(" ")
      : Array.isArray(given)
        ? given.filter((each) => typeof each === "string")
        : [],
  );
}

const details: Readonly<Record<SignInRefusal, string>> = {
  malformed: "this is no signed JWT",
  too_large: `a token may have at most ${longest} characters`,
  algorithm: "the token must be signed with an asymmetric algorithm, e.g. RS256",
  key: "the issuer has no such key",
  signature: "the signature is not the issuer's",
  issuer: "this issuer is not in signIn.issuers",
  tenant: "this tenant is not in signIn.issuers",
  audience: "the token is made for another audience",
  scope: "the token lacks the scope",
  expired: "the token has expired; get a new one",
  not_yet_valid: "the token is not valid yet; look at the clocks",
  claims: "the token lacks a claim that it must have",
};

/** Says which check has failed, and nothing of what is in the token. */
export function refused(reason: SignInRefusal): RequestError {
  return new RequestError("sign_in_failed", details[reason], { reason, facts: { why: reason } });
}
