import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Session } from "@causerie/protocol";
import { errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult, SignJWT } from "jose";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { SessionKeeper } from "#channel/session-keeper.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { hashAddress } from "#http/connections/request-facts.ts";

/** The visitor and conversation that a token stands for. */
export type SessionClaims = {
  visitorId: string;
  conversationId: string;
  /** Stands for the address from which the session was minted or renewed. Tokens of older versions have none. */
  network: string | undefined;
  /** How often the session was renewed before this token. Null: a server of an older version made it, which did not count. */
  generation: number | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
};

/**
 * Sessions of anonymous visitors. A visitor's ids exist in signed tokens alone, so a client cannot choose who it is. Each
 * renewal replaces the refresh token; the server keeps how often that was, and which sessions have ended.
 */
export type Sessions = {
  mint(addressBlock: string): Promise<Session>;
  /** @throws RequestError `unauthorized` */
  refresh(refreshToken: string, addressBlock: string): Promise<Session>;
  /** @throws RequestError `unauthorized` */
  verify(accessToken: string): Promise<SessionClaims>;
  /** @throws RequestError `unauthorized` */
  verifyRefresh(refreshToken: string): Promise<SessionClaims>;
  /**
   * Ends the session: its tokens are refused and its connections closed. A repeat does nothing more.
   * @param forget removes what is kept of the visitor. A token that was replaced, which another may have, is refused then.
   *   Called before the end, so that a failure leaves the page its session to ask again with, and after it, for what came in
   *   meanwhile.
   * @throws RequestError `unauthorized`, and what `forget` throws.
   */
  end(refreshToken: string, forget?: (visitorId: string) => Promise<void>): Promise<void>;
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
  keeper: SessionKeeper;
};

type TokenType = "access" | "refresh";

const issuer = "causerie";
const maxTokenLength = 4096;
/** How many access tokens are remembered as genuine: of those whose visitors are writing now. */
const rememberedTokens = 4096;
/** A server whose clock is set wrong for some hours must cost nobody their conversation. */
export const refreshToleranceSeconds = 24 * 3600;
const generationSchema = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 2)));
const claimsSchema = v.object({
  sub: v.string(),
  cid: v.string(),
  net: v.optional(v.string()),
  gen: v.optional(generationSchema, null),
  exp: v.number(),
});

export function createSessions(options: SessionOptions): Sessions {
  const { key, formerKeys, addressKey, audience, tokenTtl, refreshTtl, now, keeper } = options;
  const secret = createSecretKey(key);
  const secrets = [secret, ...formerKeys.map((former) => createSecretKey(former))];

  const sign = (
    typ: TokenType,
    { visitorId, conversationId, network, generation, expiresAt }: SessionClaims,
  ): Promise<string> =>
    new SignJWT({ cid: conversationId, net: network, gen: generation })
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
      const { sub, cid, net, gen, exp } = v.parse(claimsSchema, payload);
      return { visitorId: sub, conversationId: cid, network: net, generation: gen, expiresAt: exp * 1000 };
    } catch (cause) {
      if (cause instanceof errors.JOSEError || v.isValiError(cause)) throw unauthorized(cause);
      throw cause;
    }
  }

  const genuine = new BoundedMap<string, SessionClaims>(rememberedTokens);

  /** A proof of the signature is work for another thread, and a visitor comes with one token many times: only its age changes. */
  async function verifyAccess(token: string): Promise<SessionClaims> {
    const known = genuine.get(token);
    if (known !== undefined && known.expiresAt > now()) return known;
    const claims = await verify(token, "access");
    genuine.set(token, claims);
    return claims;
  }

  /** Sockets see the address of a proxy only, so the token says where its visitor came from; not in clear, as tokens travel. */
  const networkOf = (addressBlock: string): string => hashAddress(addressKey, addressBlock);

  type Subject = Pick<SessionClaims, "visitorId" | "conversationId" | "generation">;

  async function issue(subject: Subject, addressBlock: string): Promise<Session> {
    const claims = { ...subject, network: networkOf(addressBlock) };
    const { visitorId, conversationId } = subject;
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

  /** Until no token of the session is taken. One may be older than a `refreshTtl` that was made shorter. */
  const keepMsOf = ({ expiresAt }: SessionClaims): number =>
    Math.max(refreshTtl * 1000, expiresAt - now()) + refreshToleranceSeconds * 1000;

  /** Of a token that arrived with its answer, so the one before may go. */
  function requireLive(claims: SessionClaims): SessionClaims {
    const { visitorId, generation } = claims;
    if (keeper.hasEnded(visitorId)) throw unauthorized();
    keeper.use(visitorId, generation);
    return claims;
  }

  /** A replaced token ends its session. An end that was before excuses none: whoever has a stolen one could ask for it. */
  async function requireNotReplaced(claims: SessionClaims): Promise<"ended" | undefined> {
    const { visitorId, generation } = claims;
    const refusal = await keeper.refusalOf(visitorId, generation);
    if (refusal !== "replayed") return refusal;
    if (!keeper.hasEnded(visitorId)) await keeper.end(visitorId, keepMsOf(claims));
    throw replayed();
  }

  return {
    mint: (addressBlock) =>
      issue({ visitorId: randomId("v_"), conversationId: randomId("c_"), generation: 0 }, addressBlock),
    async refresh(refreshToken, addressBlock) {
      const claims = await verify(refreshToken, "refresh");
      const { visitorId, conversationId, generation } = claims;
      if (keeper.hasEnded(visitorId)) throw unauthorized();
      const next = await keeper.renew(visitorId, generation, keepMsOf(claims));
      if (next !== undefined) return issue({ visitorId, conversationId, generation: next }, addressBlock);
      throw replayed();
    },
    verify: async (accessToken) => requireLive(await verifyAccess(accessToken)),
    async verifyRefresh(refreshToken) {
      const claims = requireLive(await verify(refreshToken, "refresh"));
      if ((await requireNotReplaced(claims)) === "ended") throw unauthorized();
      return claims;
    },
    async end(refreshToken, forget) {
      const claims = await verify(refreshToken, "refresh");
      const { visitorId } = claims;
      if (forget !== undefined) {
        await requireNotReplaced(claims);
        await forget(visitorId);
      }
      await keeper.end(visitorId, keepMsOf(claims));
      await forget?.(visitorId);
    },
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

/** For the log: a stolen token is worth to know of. */
function replayed(): RequestError {
  const facts = { why: "a replaced refresh token was used again" };
  return new RequestError("unauthorized", unauthorized().message, { facts });
}

/** The error is the same for every reason, so that a forger learns nothing. */
function unauthorized(cause?: unknown): RequestError {
  return new RequestError("unauthorized", "get a new token by session/refresh or session", { cause });
}
