import type { RequestHandler } from "express";
import type { Logger } from "#app/logger.ts";

/** For an application that trusts no proxy: tells the operator, once, that there seems to be one. */
export function createProxyWarning(logger: Logger): RequestHandler {
  let told = false;
  return (request, _response, next) => {
    if (!told && request.headers["x-forwarded-for"] !== undefined) {
      told = true;
      logger.warn(
        "a request came through a proxy (X-Forwarded-For), but none is trusted: all visitors behind it share the limits of one address; set CAUSERIE_TRUSTED_PROXIES to the number of your proxies",
      );
    }
    next();
  };
}
