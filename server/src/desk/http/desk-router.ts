import { describeIssues } from "@causerie/protocol";
import { type Request, type RequestHandler, type Response, Router } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import { jsonBody } from "#http/json-api.ts";
import { refuseOtherMethods } from "#http/refusing/methods.ts";
import { createProblemHandler, notFound } from "#http/refusing/problem.ts";
import { sendJson } from "#http/responses.ts";
import { type Actor, requireScope } from "./actor.ts";
import { addressOf } from "./client.ts";
import { dataHeaders } from "./desk-headers.ts";
import { endWithRight } from "./end-with-right.ts";
import { createOwnPageRule } from "./own-pages.ts";
import type { DeskRoute } from "./route.ts";

export type DeskRouterOptions = {
  routes: readonly DeskRoute[];
  /**
   * Who asks; undefined: nobody, or nobody any more.
   * @param isActivity the person does something; else only looked whether they still may.
   */
  authenticate: (request: Request, isActivity: boolean) => Promise<Actor | undefined>;
  limits: {
    /** What one person or program may ask for. */
    requests: RateLimit;
    /** What one network address may ask for without being anybody. */
    strangers: RateLimit;
  };
  publicUrl: string;
  logger: Logger;
  draining: () => boolean;
};

/** The routes below `/desk/api`, made from their list: nothing is answered that is not in it, and none without its check. */
export function createDeskRouter(options: DeskRouterOptions): Router {
  const { routes, publicUrl, logger, draining } = options;
  const requireOwnPage = createOwnPageRule(publicUrl);
  const router = Router({ caseSensitive: true, strict: true });
  router.use(dataHeaders, (request, _response, next) => {
    requireOwnPage(request);
    next();
  });
  for (const route of routes) {
    const reading = route.body === undefined ? [] : jsonBody;
    router[route.method](route.path, admit(route, options), ...reading, answer(route));
  }
  router.use(refuseOtherMethods(router), notFound, createProblemHandler(logger, draining));
  return router;
}

/** Before the body is read: of somebody who may not, it does not matter. */
function admit({ scope, stream }: DeskRoute, { authenticate, limits }: DeskRouterOptions): RequestHandler {
  return async (request, response, next) => {
    const actor = await authenticate(request, true);
    await (actor === undefined ? limits.strangers(addressOf(request)) : limits.requests(actor.id));
    if (scope !== "anybody") {
      if (actor === undefined)
        throw new RequestError("unauthorized", "nobody is signed in, or the session is over; sign in");
      if (scope !== "signed_in") requireScope(actor, scope);
    }
    actors.set(request, actor);
    if (stream === true && scope !== "anybody") endWithRight(response, scope, () => authenticate(request, false));
    next();
  };
}

const actors = new WeakMap<Request, Actor | undefined>();

function answer(route: DeskRoute): RequestHandler {
  const { query, body, answer: schema, status, stream } = route;
  return async (request, response) => {
    const result = await route.handle({
      actor: actors.get(request),
      params: paramsOf(request),
      query: query === undefined ? undefined : read(query, request.query),
      body: body === undefined ? undefined : read(body, request.body),
      request,
      response,
    });
    if (stream === true) return;
    if (schema === undefined) send204(response, status);
    // By its schema: what it does not name never leaves, whatever a handler returns.
    else sendJson(response, status ?? 200, v.parse(schema, result));
  };
}

function send204(response: Response, status = 204): void {
  response.writeHead(status).end();
}

function read(schema: v.GenericSchema, input: unknown): unknown {
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) throw new RequestError("invalid_request", describeIssues(parsed.issues));
  return parsed.output;
}

/** Express gives a list for a wildcard, which none of our paths has. */
function paramsOf({ params }: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
