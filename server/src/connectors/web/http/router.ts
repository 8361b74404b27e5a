import {
  describeIssues,
  endSessionRequestSchema,
  refreshRequestSchema,
  signInRequestSchema,
  toProblem,
  unreadRequestSchema,
} from "@causerie/protocol";
import type { NewConversation, Problem, ProactiveRules, Session } from "@causerie/protocol";
import { type Request, type RequestHandler, type Response, Router } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { toAddressBlock } from "#http/connections/client-address.ts";
import { createCors } from "#http/refusing/cors.ts";
import { apiHeaders, jsonBody } from "#http/json-api.ts";
import { methodsAt, refuseOtherMethods } from "#http/refusing/methods.ts";
import { notFound } from "#http/refusing/problem.ts";
import { sendJson, sendProblem } from "#http/responses.ts";
import { acceptMessage } from "#connectors/web/accept-message.ts";
import { authorize, bearerOf } from "#connectors/web/authorize.ts";
import { addFileRoutes } from "#connectors/web/files/file-routes.ts";
import { addPreviewRoutes } from "#connectors/web/link-previews/preview-routes.ts";
import { addUploadRoutes } from "#connectors/web/files/upload-routes.ts";
import { countUnreadElsewhere, listConversations } from "#connectors/web/conversations/list-conversations.ts";
import { markRead } from "#connectors/web/conversations/mark-read.ts";
import { beginConversation, inConversation } from "#connectors/web/conversations/own-conversation.ts";
import { countUnread, readSnapshot } from "./history.ts";
import { serverGoesDown } from "#connectors/web/reading/connections.ts";
import { waitForTurn } from "#connectors/web/reading/room.ts";
import { addPushRoutes } from "#connectors/web/push/push-routes.ts";
import { poll } from "./poll.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import { stream } from "./stream.ts";
import { signInRequired } from "#connectors/web/sign-in/required.ts";
import type { SignIn } from "#connectors/web/sign-in/sign-in.ts";
import type { RunningTock } from "#connectors/web/tock/start-tock.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

/** What an operator can switch on. */
export type OtherRoutes = { errorReports?: RequestHandler | undefined; tock?: RunningTock | undefined };

/** The REST side of protocol version 1; `http/openapi-paths.ts` describes the same routes. */
export function createRouter(web: WebContext, { errorReports, tock }: OtherRoutes = {}): Router {
  const router = Router({ caseSensitive: true });
  router.use(
    apiHeaders,
    createCors(web.isAllowedOrigin, tock?.takesCookies),
    // Its refusals have another form, so it makes all of them.
    ...(tock === undefined ? [] : [tock.router]),
    refuseWhen(() => web.connections.closing),
    // Express handles HEAD like GET: a stream would stay open for a peer that never reads it.
    refuseHead(router),
  );

  if (errorReports !== undefined) router.use(errorReports);

  router.post("/v1/session", readIfSignedIn(web), async (request: Request, response: Response) => {
    const address = addressBlockOf(request);
    await web.limits.sessions(address);
    if (web.signIn !== undefined) {
      const token = bearerOf(request);
      if (token !== undefined) return sendJson(response, 201, await signIn(web.signIn, token, request.body, address));
      if (web.signIn.isRequired) throw signInRequired();
    }
    const retryAfterMs = web.host.refuseNewcomer();
    // Not thrown: a line of the log for each of many would make it worse.
    if (retryAfterMs !== undefined) return sendProblem(response, tooBusy(retryAfterMs));
    sendJson(response, 201, await web.sessions.mint(address));
  });
  router.post("/v1/session/refresh", jsonBody, async (request: Request, response: Response) => {
    const address = addressBlockOf(request);
    await web.limits.refreshes(address);
    const body = v.safeParse(refreshRequestSchema, request.body);
    if (!body.success) throw new RequestError("invalid_request", describeIssues(body.issues));
    sendJson(response, 200, await web.sessions.refresh(body.output.refreshToken, address));
  });
  router.post("/v1/session/unread", jsonBody, async (request: Request, response: Response) => {
    const body = v.safeParse(unreadRequestSchema, request.body);
    if (!body.success) throw new RequestError("invalid_request", describeIssues(body.issues));
    // Not the access token: it has expired on most pages that ask, and to renew it for a count would cost more.
    const { visitorId, conversationId } = await web.sessions.verifyRefresh(body.output.refreshToken);
    await web.limits.reads(visitorId);
    const { unread } = await countUnread(web.host.log, conversationId, body.output.since);
    const others = { except: conversationId, limit: web.maxConversationsPerVisitor };
    sendJson(response, 200, { unread: unread + (await countUnreadElsewhere(web.host, visitorId, others)) });
  });

  router.post("/v1/session/end", jsonBody, async (request: Request, response: Response) => {
    await web.limits.refreshes(addressBlockOf(request));
    const body = v.safeParse(endSessionRequestSchema, request.body);
    if (!body.success) throw new RequestError("invalid_request", describeIssues(body.issues));
    const { refreshToken, forget } = body.output;
    await web.sessions.end(refreshToken, forget ? (visitorId) => web.host.forget(visitorId) : undefined);
    response.status(204).end();
  });

  // Without a token: a page asks before its visitor has anything to do with the chat.
  router.get("/v1/proactive", async (request, response) => {
    await web.limits.refreshes(addressBlockOf(request));
    response.setHeader("Cache-Control", "private, max-age=300");
    sendJson(response, 200, { rules: web.proactive } satisfies ProactiveRules);
  });
  router.get("/v1/conversations", async (request, response) => {
    const { visitorId } = await authorize(request, web.sessions);
    await web.limits.reads(visitorId);
    if (!(await waitForTurn(response, web.stallMs))) return void response.destroy();
    sendJson(response, 200, await listConversations(web.host, visitorId, web.maxConversationsPerVisitor));
  });
  router.post("/v1/conversations", async (request, response) => {
    const conversationId = await beginConversation(web, await authorize(request, web.sessions));
    sendJson(response, 201, { conversationId } satisfies NewConversation);
  });

  // The token is checked before the body is read: without a valid token the body does not matter.
  router.use("/v1/conversations/:id", async (request, response, next) => {
    const claims = await authorize(request, web.sessions);
    response.locals["claims"] = await inConversation(web, claims, request.params["id"]);
    next();
  });
  const limitReads: RequestHandler = async (_request, response, next) => {
    await web.limits.reads(claimsOf(response).visitorId);
    next();
  };
  router.post("/v1/conversations/:id/messages", jsonBody, async (request: Request, response: Response) => {
    sendJson(response, 202, await acceptMessage(web, claimsOf(response), withClientId(request)));
  });
  router.post("/v1/conversations/:id/stop", limitReads, async (_request, response) => {
    await web.host.stop(claimsOf(response).conversationId);
    response.status(204).end();
  });
  addPushRoutes(router, { ...web, claimsOf, limitReads });
  addUploadRoutes(router, web, claimsOf);
  addFileRoutes(router, web, { claimsOf, limitReads });
  addPreviewRoutes(router, web, { claimsOf, limitReads });
  router.post("/v1/conversations/:id/read", limitReads, jsonBody, async (request: Request, response: Response) => {
    await markRead(web.host, claimsOf(response).conversationId, request.body);
    response.status(204).end();
  });
  router.get("/v1/conversations/:id", limitReads, async (_request, response) => {
    if (!(await waitForTurn(response, web.stallMs))) return void response.destroy();
    sendJson(response, 200, await readSnapshot(web, claimsOf(response).conversationId));
  });
  router.get("/v1/conversations/:id/events", limitReads, async (request, response) => {
    const page = await poll(web, claimsOf(response), request, response);
    if (page === undefined || response.destroyed) return;
    if (response.headersSent) response.end(JSON.stringify(page));
    else sendJson(response, 200, page);
  });
  router.get("/v1/conversations/:id/stream", limitReads, (request, response) =>
    stream(web, claimsOf(response), request, response),
  );

  router.use(refuseOtherMethods(router), notFound);
  return router;
}

/** Other requests for a session may have any body, or none. */
function readIfSignedIn({ signIn }: WebContext): RequestHandler[] {
  const isSignedIn = (request: Request): boolean => signIn !== undefined && bearerOf(request) !== undefined;
  return jsonBody.map((read) => (request, response, next) => {
    if (isSignedIn(request)) read(request, response, next);
    else next();
  });
}

async function signIn(door: SignIn, token: string, input: unknown, addressBlock: string): Promise<Session> {
  const body = v.safeParse(signInRequestSchema, input);
  if (!body.success) throw new RequestError("invalid_request", describeIssues(body.issues));
  return await door.open(token, body.output.refreshToken, addressBlock);
}

/** Where no route is made for it. */
function refuseHead(router: Router): RequestHandler {
  const refuse = refuseOtherMethods(router);
  return (request, response, next) => {
    if (request.method !== "HEAD" || methodsAt(router, request.path).includes("HEAD")) next();
    else refuse(request, response, () => notFound(request, response, next));
  };
}

function refuseWhen(closing: () => boolean): RequestHandler {
  return (_request, _response, next) => {
    if (closing()) throw serverGoesDown();
    next();
  };
}

function addressBlockOf(request: Request): string {
  return toAddressBlock(request.ip ?? "");
}

function tooBusy(retryAfterMs: number): Problem {
  return toProblem("unavailable", "the server is too busy for new conversations; come again", retryAfterMs);
}

function claimsOf(response: Response): SessionClaims {
  return response.locals["claims"] as SessionClaims;
}

/** Many HTTP clients send the `clientId` as the header `Idempotency-Key`. */
function withClientId(request: Request): unknown {
  const body: unknown = request.body;
  const key = request.get("idempotency-key");
  if (key === undefined || typeof body !== "object" || body === null || "clientId" in body) return body;
  return { ...body, clientId: key };
}
