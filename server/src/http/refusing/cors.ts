import type { RequestHandler } from "express";
import { RequestError } from "#app/errors.ts";
import type { OriginRule } from "./origins.ts";

/**
 * Admits pages of the allowed origins. A request of any other page is refused before any work is done; plain CORS would
 * only hide the response from it. For a request without an Origin header (native clients, other servers) the token alone decides.
 * @param takesCookies whether a page may send its cookies with a request for this path. Nearly all routes know none.
 */
export function createCors(isAllowed: OriginRule, takesCookies: (path: string) => boolean = never): RequestHandler {
  return (request, response, next) => {
    response.setHeader("Vary", "Origin");
    const { origin } = request.headers;
    if (origin === undefined) {
      next();
      return;
    }
    if (!isAllowed(origin)) {
      // The refusal itself may be read, so that the widget can name the missing setting. A preflight stays unreadable.
      if (request.method === "GET") response.setHeader("Access-Control-Allow-Origin", "*");
      throw originRefused(origin);
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    const isWithCookies = takesCookies(request.path);
    if (isWithCookies) response.setHeader("Access-Control-Allow-Credentials", "true");
    if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
      response.setHeader("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
      // The star: headers of the page's own, for a gateway before this server. It does not stand for `Authorization`, and for
      // none where cookies are sent: there what the page asks for is allowed by its name.
      response.setHeader(
        "Access-Control-Allow-Headers",
        (isWithCookies ? request.get("access-control-request-headers") : undefined) ??
          "*, Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Upload-Offset",
      );
      response.setHeader("Access-Control-Max-Age", "7200");
      response.writeHead(204).end();
      return;
    }
    response.setHeader("Access-Control-Expose-Headers", "Retry-After, Upload-Length, Upload-Offset, X-Request-Id");
    next();
  };
}

function never(): boolean {
  return false;
}

/** The log names the origin, because the operator may have forgotten to list it. */
export function originRefused(origin: string): RequestError {
  return new RequestError("origin_not_allowed", "add the origin of this page to `origins` of the web connector", {
    facts: { origin: origin.slice(0, 200) },
  });
}
