import { createHmac, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler } from "express";
import { toAddressBlock } from "./client-address.ts";

/** What a line of the log may say of a request: nothing that a person wrote, and no token. */
export type RequestFacts = {
  /**
   * What many requests have in common. `route` is a pattern, e.g. `/web/v1/conversations/:id/messages`; `/desk/*` is whatever is
   * below the path of a connector, whose paths may hold a secret.
   */
  kind: { method: string; route?: string };
  /** What tells this one from the others. `path`: where no route is known. `address` is a keyed hash of the peer's address block. */
  one: { requestId?: string; path?: string; address?: string };
};

/** As proxies and applications make them: a UUID, a ULID, a trace id. */
const wellFormed = /^[\w.:-]{8,128}$/;
const longestPath = 200;

/** Of the key: the same for all that log addresses, so that one address has one hash. */
export const addressPurpose = "addresses in the log";

/** The path of the connector that a request is for, as it was asked for. */
const connectorPaths = new WeakMap<IncomingMessage, string>();
const identities = new WeakMap<IncomingMessage, { requestId: string; hash: (address: string) => string }>();

/**
 * Gives each request an id, or keeps that of the proxy before this server, and tells it to the peer as `X-Request-Id`: with
 * it an operator finds the line of the log that belongs to what somebody reports.
 * @param key keeps addresses apart in the log without naming them.
 */
export function identifyRequests(key: Uint8Array): RequestHandler {
  const hash = (address: string): string => hashAddress(key, toAddressBlock(address));
  return (request, response, next) => {
    const given = request.headers["x-request-id"];
    const requestId = typeof given === "string" && wellFormed.test(given) ? given : randomUUID();
    identities.set(request, { requestId, hash });
    response.setHeader("X-Request-Id", requestId);
    next();
  };
}

/** Stands before a connector, at its path. */
export const rememberConnectorPath: RequestHandler = (request, _response, next) => {
  connectorPaths.set(request, request.baseUrl);
  next();
};

/** @returns twelve characters, the same for the same block and key. */
export function hashAddress(key: Uint8Array, block: string): string {
  return createHmac("sha256", key).update(block).digest("base64url").slice(0, 12);
}

/** Without the query, which may hold a token. */
export function factsOf(request: Request): RequestFacts {
  const { method, baseUrl, ip } = request;
  const route = routeOf(request);
  const identity = identities.get(request);
  return {
    kind: { method, ...(route === undefined ? {} : { route }) },
    one: {
      ...(route === undefined ? { path: `${baseUrl}${request.path}`.slice(0, longestPath) } : {}),
      ...(identity === undefined ? {} : { requestId: identity.requestId }),
      ...(identity === undefined || ip === undefined ? {} : { address: identity.hash(ip) }),
    },
  };
}

/** A router within a connector's may be at a path with a parameter, and only what was asked for is known of that. */
function routeOf(request: Request): string | undefined {
  const { baseUrl } = request;
  const connectorPath = connectorPaths.get(request);
  const path = (request.route as { path?: unknown } | undefined)?.path;
  if (typeof path === "string")
    return connectorPath === undefined || connectorPath === baseUrl ? baseUrl + path : `${connectorPath}/*${path}`;
  return connectorPath === undefined ? undefined : `${connectorPath}/*`;
}
