import type { Request, Response } from "express";
import { RequestError } from "#app/errors.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { bearerOf } from "#connectors/web/authorize.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import { firstConversationOf } from "#connectors/web/sign-in/person.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import { toAddressBlock } from "#http/connections/client-address.ts";
import { addressPurpose, hashAddress } from "#http/connections/request-facts.ts";
import { createVisitorCookies } from "./cookie.ts";
import type { TockSettings } from "#connectors/web/tock/options.ts";
import { visitorIdOf } from "./visitor-id.ts";

/**
 * Whose request it is.
 * @param userId what the page says.
 * @throws RequestError `unauthorized`, `invalid_request`, `unavailable`, `rate_limited`, and those of signing in
 */
export type Identify = (request: Request, response: Response, userId: string | undefined) => Promise<SessionClaims>;

/** Characters of a page's own id. */
const longestUserId = 500;
/** Tokens of issuers for which a session was opened: each request brings one. */
const rememberedTokens = 4096;

export function createIdentify(web: WebContext, { identity }: TockSettings, acrossSites: boolean): Identify {
  switch (identity) {
    case "cookie":
      return identifyByCookie(web, acrossSites);
    case "jwt":
      return identifyByToken(web);
    case "passthrough":
      return identifyByPage(web);
  }
}

function identifyByCookie(web: WebContext, acrossSites: boolean): Identify {
  const { host, id, refreshTtl } = web;
  const purpose = `web:${id}:tock`;
  const cookies = createVisitorCookies({
    key: host.key(purpose),
    formerKeys: host.formerKeys(purpose),
    maxAgeSeconds: refreshTtl,
    acrossSites,
  });
  let isWarned = false;
  /** Else the operator would only see that nobody is known twice. */
  const warn = ({ headers }: Request): void => {
    if (isWarned || headers.origin === undefined || headers.origin === new URL(host.publicUrl).origin) return;
    isWarned = true;
    host.logger.warn(
      { origin: headers.origin.slice(0, 200) },
      "a page of another origin has come without the cookie: Tock's kits send none there, so each of its requests is a new visitor; put the page and the server behind one host name, or choose another tock.identity",
    );
  };
  return async (request, response) => {
    const known = cookies.read(request);
    if (known === undefined) {
      warn(request);
      await web.limits.sessions(addressOf(request));
      refuseIfBusy(web);
    }
    const own = known ?? cookies.make();
    cookies.set(response, own, request.baseUrl === "" ? "/" : request.baseUrl);
    return claimsOf(web, request, own);
  };
}

function identifyByPage(web: WebContext): Identify {
  return async (request, _response, userId) => {
    if (userId === undefined) throw new RequestError("invalid_request", "userId: is missing");
    if (userId.length > longestUserId)
      throw new RequestError("invalid_request", `userId: must have at most ${longestUserId} characters`);
    const claims = claimsOf(web, request, userId);
    if (web.host.refuseNewcomer() !== undefined && (await isNew(web, claims))) refuseIfBusy(web);
    return claims;
  };
}

/** A token comes in the header, or in the place of the page's id: the kits send no headers with a stream. */
function identifyByToken(web: WebContext): Identify {
  const sessions = new BoundedMap<string, string>(rememberedTokens);
  return async (request, _response, userId) => {
    const token = bearerOf(request) ?? userId;
    if (token === undefined)
      throw new RequestError("unauthorized", "send a token as Authorization: Bearer, or as userId");
    const own = await claimsOfSession(web, sessions.get(token) ?? token);
    if (own !== undefined) return own;
    if (web.signIn === undefined)
      throw new RequestError("unauthorized", "the token is not one of a session; get a new one by session");
    const address = addressOf(request);
    await web.limits.sessions(address);
    const session = await web.signIn.open(token, undefined, address);
    sessions.set(token, session.token);
    return await web.sessions.verify(session.token);
  };
}

/** Undefined: it is no token of a session that lasts. */
async function claimsOfSession(web: WebContext, token: string): Promise<SessionClaims | undefined> {
  try {
    return await web.sessions.verify(token);
  } catch (error) {
    if (error instanceof RequestError && error.code === "unauthorized") return undefined;
    throw error;
  }
}

function claimsOf(web: WebContext, request: Request, secret: string): SessionClaims {
  const visitorId = visitorIdOf(web.id, secret);
  return {
    visitorId,
    sessionId: visitorId,
    person: undefined,
    conversationId: firstConversationOf(visitorId),
    network: hashAddress(web.host.key(addressPurpose), addressOf(request)),
    generation: 0,
    expiresAt: web.host.now() + web.refreshTtl * 1000,
  };
}

async function isNew({ host }: WebContext, { conversationId }: SessionClaims): Promise<boolean> {
  return (await host.log.position(conversationId)).lastSeq === 0;
}

function refuseIfBusy({ host }: WebContext): void {
  const retryAfterMs = host.refuseNewcomer();
  if (retryAfterMs !== undefined)
    throw new RequestError("unavailable", "the server is too busy for new conversations; come again", { retryAfterMs });
}

function addressOf(request: Request): string {
  return toAddressBlock(request.ip ?? "");
}
