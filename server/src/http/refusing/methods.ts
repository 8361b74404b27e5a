import type { RequestHandler, Router } from "express";
import { RequestError } from "#app/errors.ts";

/** Refuses a request whose path has routes in this router, but none with its method. Put it behind all routes. */
export function refuseOtherMethods(router: Router): RequestHandler {
  return (request, _response, next) => {
    const allowed = methodsAt(router, request.path);
    if (allowed.length > 0 && !allowed.includes(request.method)) throw methodNotAllowed(allowed);
    next();
  };
}

export function methodNotAllowed(allowed: readonly string[]): RequestError {
  const allow = allowed.join(", ");
  return new RequestError("method_not_allowed", `this route takes ${allow}`, { allow });
}

/** For a route that only reads. */
export const readOnly: RequestHandler = ({ method }, _response, next) => {
  if (method !== "GET" && method !== "HEAD") throw methodNotAllowed(["GET", "HEAD"]);
  next();
};

/** A layer of a router as it is; its types do not tell of `match`. */
type Layer = Router["stack"][number] & { match(path: string): boolean };

/** The methods that the routes of a path take. */
export function methodsAt(router: Router, path: string): string[] {
  const routes = (router.stack as Layer[]).flatMap((layer) =>
    layer.route !== undefined && layer.match(path) ? layer.route.stack : [],
  );
  return [...new Set(routes.map(({ method }) => method.toUpperCase()))].sort();
}
