import type { RequestHandler } from "express";
import helmet from "helmet";

const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: "cross-origin" },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  // For this host alone: its sub-domains are not ours to decide for.
  strictTransportSecurity: { includeSubDomains: false },
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** For answers that are data: never rendered, never kept. Pages have their own policy. */
export const apiHeaders: RequestHandler = (request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  secure(request, response, next);
};
