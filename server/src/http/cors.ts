import type { RequestHandler } from "express";
import { RequestError } from "#app/errors.ts";
import type { OriginRule } from "./origins.ts";

/**
 * Lets pages of the allowed origins in and refuses all others before any work is done, not only their reading of the
 * answer. No cookies are involved, so no credentials are allowed. Without an Origin header (native clients, other
 * servers) the token alone decides.
 */
export function createCors(isAllowed: OriginRule): RequestHandler {
  return (request, response, next) => {
    response.setHeader("Vary", "Origin");
    const { origin } = request.headers;
    if (origin === undefined) {
      next();
      return;
    }
    if (!isAllowed(origin)) throw originRefused(origin);
    response.setHeader("Access-Control-Allow-Origin", origin);
    if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
      response.setHeader("Access-Control-Allow-Methods", "GET, POST");
      response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID");
      response.setHeader("Access-Control-Max-Age", "7200");
      response.writeHead(204).end();
      return;
    }
    response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    next();
  };
}

/** The log names the origin, for the operator who forgot to list it. */
export function originRefused(origin: string): RequestError {
  return new RequestError("origin_not_allowed", "add the origin of this page to `origins` of the web connector", {
    facts: { origin: origin.slice(0, 200) },
  });
}
