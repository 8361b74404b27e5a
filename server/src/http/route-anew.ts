import type { RequestHandler } from "express";

/**
 * Routes by what comes and goes while the server runs.
 * @param current gives another object whenever something has changed.
 * @param make the routes for it.
 */
export function routeAnew<Subject extends object>(
  current: () => Subject,
  make: (subject: Subject) => RequestHandler,
): RequestHandler {
  let routed = current();
  let route = make(routed);
  return (request, response, next) => {
    const subject = current();
    if (subject !== routed) {
      routed = subject;
      route = make(subject);
    }
    return route(request, response, next);
  };
}
