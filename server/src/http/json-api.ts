import { limits } from "@causerie/protocol";
import { json, type RequestHandler } from "express";
import helmet, { strictTransportSecurity } from "helmet";
import { RequestError } from "#app/errors.ts";
import { boundedBody } from "./bounded-body.ts";

const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: "cross-origin" },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  // It binds the whole host, which may be an application's own: only a server on its own port sets it.
  strictTransportSecurity: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Headers of responses that are data: browsers must neither render nor cache them. Web pages have another policy. */
export const apiHeaders: RequestHandler = (request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  secure(request, response, next);
};

/** The policy holds for this host alone, because its sub-domains may belong to others. Browsers ignore it over HTTP. */
export const ownHostHeaders: RequestHandler = strictTransportSecurity({ includeSubDomains: false });

/**
 * Reads a JSON body within bounds. A compressed body is refused, because it may be of any size when unpacked. Any other
 * content type is refused, because CORS lets "simple" requests through: a form on any page could send one.
 */
export const jsonBody: RequestHandler[] = [
  (request, _response, next) => {
    if (typeof request.is("application/json") === "string") next();
    else throw new RequestError("unsupported_media_type", "send a body as application/json");
  },
  boundedBody(
    limits.bodyBytes,
    json({ strict: true, limit: limits.bodyBytes, inflate: false, type: "application/json" }),
  ),
];
