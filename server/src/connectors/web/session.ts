import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Session } from "@causerie/protocol";
import { errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult, SignJWT } from "jose";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { hashAddress } from "#http/request-facts.ts";

/** The visitor and conversation that a token stands for. */
export type SessionClaims = {
  visitorId: string;
  conversationId: string;
  /** Stands for the address from which the session was minted or renewed. Tokens of older versions have none. */
  network: string | undefined;
  /** Milliseconds since 1970. */
  expiresAt: number;
};

/**
 * Sessions of anonymous visitors. A visitor's ids exist in signed tokens alone, so a client cannot choose who it is, and
 * nothing is stored for a visitor who never writes.
 */
export type Sessions = {
  mint(addressBlock: string): Promise<Session>;
  /** @throws RequestError `unauthorized` */
  refresh(refreshToken: string, addressBlock: string): Promise<Session>;
  /** @throws RequestError `unauthorized` */
  verify(accessToken: string): Promise<SessionClaims>;
  /** @throws RequestError `unauthorized` */
  verifyRefresh(refreshToken: string): Promise<SessionClaims>;
};

export type SessionOptions = {
  key: Uint8Array;
  /** Tokens that these signed are believed, too; whoever renews one gets a token of `key`. */
  formerKeys: readonly Uint8Array[];
  /** The log's, so that an address has one hash everywhere. */
  addressKey: Uint8Array;
  /** The connector's id: tokens of other connectors are refused. */
  audience: string;
  /** Seconds. */
  tokenTtl: number;
  refreshTtl: number;
  now: () => number;
};

type TokenType = "access" | "refresh";

const issuer = "causerie";
const maxTokenLength = 4096;
/** A server whose clock is set wrong for some hours must cost nobody their conversation. */
const refreshToleranceSeconds = 24 * 3600;
const claimsSchema = v.object({ sub: v.string(), cid: v.string(), net: v.optional(v.string()), exp: v.number() });

export function createSessions({
  key,
  formerKeys,
  addressKey,
  audience,
  tokenTtl,
  refreshTtl,
  now,
}: SessionOptions): Sessions {
  const secret = createSecretKey(key);
  const secrets = [secret, ...formerKeys.map((former) => createSecretKey(former))];

  const sign = (typ: TokenType, { visitorId, conversationId, network, expiresAt }: SessionClaims): Promise<string> =>
    new SignJWT({ cid: conversationId, net: network })
      .setProtectedHeader({ alg: "HS256", typ })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(visitorId)
      .setExpirationTime(expiresAt / 1000)
      .sign(secret);

  async function verify(token: string, typ: TokenType): Promise<SessionClaims> {
    if (token.length > maxTokenLength) throw unauthorized();
    const currentDate = new Date(now());
    try {
      const clockTolerance = typ === "refresh" ? refreshToleranceSeconds : 0;
      const options = { algorithms: ["HS256"], issuer, audience, typ, currentDate, clockTolerance };
      const { payload } = await verifyWithAny(token, secrets, options);
      const { sub, cid, net, exp } = v.parse(claimsSchema, payload);
      return { visitorId: sub, conversationId: cid, network: net, expiresAt: exp * 1000 };
    } catch (cause) {
      if (cause instanceof errors.JOSEError || v.isValiError(cause)) throw unauthorized(cause);
      throw cause;
    }
  }

  /** Sockets see the address of a proxy only, so the token says where its visitor came from; not in clear, as tokens travel. */
  const networkOf = (addressBlock: string): string => hashAddress(addressKey, addressBlock);

  async function issue(visitorId: string, conversationId: string, addressBlock: string): Promise<Session> {
    const claims = { visitorId, conversationId, network: networkOf(addressBlock) };
    // Tokens expire at whole seconds. The time that the client gets must not be later than that.
    const second = Math.floor(now() / 1000) * 1000;
    const expiresAt = second + tokenTtl * 1000;
    return {
      visitorId,
      conversationId,
      token: await sign("access", { ...claims, expiresAt }),
      expiresInMs: expiresAt - now(),
      refreshToken: await sign("refresh", { ...claims, expiresAt: second + refreshTtl * 1000 }),
    };
  }

  return {
    mint: (addressBlock) => issue(randomId("v_"), randomId("c_"), addressBlock),
    async refresh(refreshToken, addressBlock) {
      const { visitorId, conversationId } = await verify(refreshToken, "refresh");
      return issue(visitorId, conversationId, addressBlock);
    },
    verify: (accessToken) => verify(accessToken, "access"),
    verifyRefresh: (refreshToken) => verify(refreshToken, "refresh"),
  };
}

/** By the key of today or one of before. A token is refused for its own faults by the first key that signed it. */
async function verifyWithAny(
  token: string,
  [secret, ...others]: readonly KeyObject[],
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  if (secret === undefined) throw new errors.JWSSignatureVerificationFailed();
  try {
    return await jwtVerify(token, secret, options);
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed && others.length > 0)
      return verifyWithAny(token, others, options);
    throw error;
  }
}

function randomId(prefix: string): string {
  return prefix + randomBytes(16).toString("base64url");
}

/** The error is the same for every reason, so that a forger learns nothing. */
function unauthorized(cause?: unknown): RequestError {
  return new RequestError("unauthorized", "get a new token by session/refresh or session", { cause });
}
