import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Session } from "@causerie/protocol";
import { errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult, SignJWT } from "jose";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { Json } from "#channel/json.ts";
import type { SessionKeeper } from "#channel/host/session-keeper.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { hashAddress } from "#http/connections/request-facts.ts";
import type { SignedIn } from "./sign-in/person.ts";
import { signInRequired } from "./sign-in/required.ts";

/** The visitor and conversation that a token stands for. */
export type SessionClaims = {
  visitorId: string;
  /** Of an anonymous visitor the same; a signed-in person has one on each page. */
  sessionId: string;
  /** Who is signed in. */
  person: SignedIn | undefined;
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
  /**
   * Of a signed-in person. It is not renewed: who it is must be proved again.
   * @param opening.endsAt milliseconds since 1970 at which the person's own token ends.
   */
  openFor(
    opening: { person: SignedIn; conversationId: string; endsAt: number },
    addressBlock: string,
  ): Promise<Session>;
  /** The anonymous session of a refresh token; undefined: it is over, or no such one. */
  anonymous(refreshToken: string): Promise<SessionClaims | undefined>;
  /** @throws RequestError `unauthorized` */
  refresh(refreshToken: string, addressBlock: string): Promise<Session>;
  /** @throws RequestError `unauthorized`, `sign_in_required` */
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
  /** Anonymous sessions are refused: from before it was so configured. */
  isSignInRequired: boolean;
};

type TokenType = "access" | "refresh";

const issuer = "causerie";
const maxTokenLength = 8192;
/** How many access tokens are remembered as genuine: of those whose visitors are writing now. */
const rememberedTokens = 4096;
/** A server whose clock is set wrong for some hours must cost nobody their conversation. */
export const refreshToleranceSeconds = 24 * 3600;
const generationSchema = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 2)));
const personSchema = v.object({
  alias: v.object({ type: v.string(), value: v.string() }),
  name: v.optional(v.string()),
  claims: v.record(v.string(), v.unknown()),
});
const claimsSchema = v.object({
  sub: v.string(),
  /** Of signed-in people. */
  sid: v.optional(v.string()),
  per: v.optional(personSchema),
  cid: v.string(),
  net: v.optional(v.string()),
  gen: v.optional(generationSchema, null),
  exp: v.number(),
});

export function createSessions(options: SessionOptions): Sessions {
  const { key, formerKeys, addressKey, audience, tokenTtl, refreshTtl, now, keeper, isSignInRequired } = options;
  const secret = createSecretKey(key);
  const secrets = [secret, ...formerKeys.map((former) => createSecretKey(former))];

  const sign = (
    typ: TokenType,
    { visitorId, sessionId, person, conversationId, network, generation, expiresAt }: SessionClaims,
  ): Promise<string> =>
    new SignJWT({ cid: conversationId, net: network, gen: generation, ...personClaims(sessionId, person, typ) })
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
      const { sub, sid, per, cid, net, gen, exp } = v.parse(claimsSchema, payload);
      return {
        visitorId: sub,
        sessionId: sid ?? sub,
        person: per && toPerson(sub, per),
        conversationId: cid,
        network: net,
        generation: gen,
        expiresAt: exp * 1000,
      };
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

  type Subject = Pick<SessionClaims, "visitorId" | "sessionId" | "person" | "conversationId" | "generation">;

  /** @param endsAt neither token is good after this time. */
  async function issue(subject: Subject, addressBlock: string, endsAt = Infinity): Promise<Session> {
    const claims = { ...subject, network: networkOf(addressBlock) };
    const { visitorId, conversationId } = subject;
    // Tokens expire at whole seconds. The time that the client gets must not be later than that.
    const second = Math.floor(now() / 1000) * 1000;
    const expiresAt = Math.min(second + tokenTtl * 1000, endsAt);
    return {
      visitorId,
      conversationId,
      token: await sign("access", { ...claims, expiresAt }),
      expiresInMs: expiresAt - now(),
      refreshToken: await sign("refresh", { ...claims, expiresAt: Math.min(second + refreshTtl * 1000, endsAt) }),
    };
  }

  /** Until no token of the session is taken. One may be older than a `refreshTtl` that was made shorter. */
  const keepMsOf = ({ expiresAt }: SessionClaims): number =>
    Math.max(refreshTtl * 1000, expiresAt - now()) + refreshToleranceSeconds * 1000;

  /** Of a token that arrived with its answer, so the one before may go. */
  function requireLive(claims: SessionClaims): SessionClaims {
    const { sessionId, person, generation } = claims;
    if (keeper.hasEnded(sessionId)) throw unauthorized();
    if (isSignInRequired && person === undefined) throw signInRequired();
    keeper.use(sessionId, generation);
    return claims;
  }

  /** A replaced token ends its session. An end that was before excuses none: whoever has a stolen one could ask for it. */
  async function requireNotReplaced(claims: SessionClaims): Promise<"ended" | undefined> {
    const { sessionId, generation } = claims;
    const refusal = await keeper.refusalOf(sessionId, generation);
    if (refusal !== "replayed") return refusal;
    if (!keeper.hasEnded(sessionId)) await keeper.end(sessionId, keepMsOf(claims));
    throw replayed();
  }

  return {
    mint(addressBlock) {
      const visitorId = randomId("v_");
      const conversationId = randomId("c_");
      return issue({ visitorId, sessionId: visitorId, person: undefined, conversationId, generation: 0 }, addressBlock);
    },
    openFor({ person, conversationId, endsAt }, addressBlock) {
      const subject = { visitorId: person.userId, sessionId: randomId("s_"), person, conversationId, generation: 0 };
      return issue(subject, addressBlock, Math.min(endsAt, now() + tokenTtl * 1000));
    },
    async anonymous(refreshToken) {
      try {
        const claims = await verify(refreshToken, "refresh");
        if (claims.person !== undefined || keeper.hasEnded(claims.sessionId)) return undefined;
        return (await requireNotReplaced(claims)) === undefined ? claims : undefined;
      } catch (error) {
        if (error instanceof RequestError && error.code === "unauthorized") return undefined;
        throw error;
      }
    },
    async refresh(refreshToken, addressBlock) {
      const claims = await verify(refreshToken, "refresh");
      const { visitorId, person, conversationId, generation } = claims;
      if (person !== undefined || isSignInRequired) throw signInRequired();
      if (keeper.hasEnded(visitorId)) throw unauthorized();
      const next = await keeper.renew(visitorId, generation, keepMsOf(claims));
      if (next !== undefined) {
        const subject = { visitorId, sessionId: visitorId, person, conversationId, generation: next };
        return issue(subject, addressBlock);
      }
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
      const { visitorId, sessionId } = claims;
      if (forget !== undefined) {
        await requireNotReplaced(claims);
        await forget(visitorId);
      }
      await keeper.end(sessionId, keepMsOf(claims));
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

/** The refresh token says who it is and no more: it signs nobody in. */
function personClaims(sessionId: string, person: SignedIn | undefined, typ: TokenType): object {
  if (person === undefined) return {};
  const { alias, name, claims } = person;
  return {
    sid: sessionId,
    per: { alias, claims: typ === "access" ? claims : {}, ...(name !== undefined && typ === "access" ? { name } : {}) },
  };
}

function toPerson(userId: string, { alias, name, claims }: v.InferOutput<typeof personSchema>): SignedIn {
  return { userId, alias, name, claims: claims as Record<string, Json> };
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
