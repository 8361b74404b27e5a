import { type ErrorCode, limits, type Problem, toProblem } from "@causerie/protocol";
import type { ErrorRequestHandler, RequestHandler } from "express";
import { RequestError, serverStops } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { apiHeaders } from "#http/json-api.ts";
import { factsOf, type RequestFacts } from "#http/connections/request-facts.ts";
import { sendProblem } from "#http/responses.ts";
import { isRefusedTooOften } from "./refused-again.ts";
import { logSummed } from "./summed-log.ts";

/**
 * Answers every error of the application, as its last middleware.
 * @param isClosing while the server goes down, what fails may have lost its store under way: the peer should come again.
 * @param send for peers that read a problem in another form.
 */
export function createProblemHandler(
  logger: Logger,
  isClosing = (): boolean => false,
  send = sendProblem,
): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const facts = factsOf(request);
    const found = problemOf(error, logger, facts);
    const problem = found.code === "internal" && isClosing() ? problemOfRefusal(serverStops()) : found;
    // A response that has begun cannot become a problem. It is cut off, so that the peer does not take it for complete.
    if (response.headersSent) response.destroy();
    else {
      if (error instanceof RequestError && error.allow !== undefined) response.setHeader("Allow", error.allow);
      if (isRefusedTooOften(request.socket, problem, logger, facts)) response.setHeader("Connection", "close");
      send(response, problem);
    }
  };
}

export const notFound: RequestHandler = () => {
  throw new RequestError("not_found", "there is no such route");
};

/** Refuses requests until the server is ready: it listens before its parts are open, and a 404 would make clients give up. */
export function refuseUntil(isReady: () => boolean): RequestHandler {
  return (request, response, next) => {
    if (isReady()) return next();
    apiHeaders(request, response, () =>
      sendProblem(response, toProblem("unavailable", "the server is starting; ask again", 1000)),
    );
  };
}

/**
 * The problem that a peer gets for an error. An error that the peer did not cause is a defect: it is logged, and the
 * peer learns nothing of it.
 * @param asked by what it was caused.
 */
export function problemOf(error: unknown, logger: Logger, asked: RequestFacts): Problem {
  if (error instanceof RequestError) {
    logRefusal(logger, { code: error.code, ...error.facts }, asked);
    return problemOfRefusal(error);
  }
  const refusal = describeUnreadable(error);
  if (refusal !== undefined) {
    logRefusal(logger, { code: refusal.code }, asked);
    return refusal;
  }
  logger.error({ err: error, ...asked.kind, ...asked.one }, "unexpected error");
  return toProblem("internal");
}

/** What a peer gets for a refusal. */
export function problemOfRefusal({ code, message, retryAfterMs, oldestSeq, reason, offset }: RequestError): Problem {
  const problem = toProblem(code, message, retryAfterMs);
  return {
    ...problem,
    ...(oldestSeq === undefined ? {} : { oldestSeq }),
    ...(reason === undefined ? {} : { reason }),
    ...(offset === undefined ? {} : { offset }),
  };
}

function logRefusal(logger: Logger, why: Readonly<Record<string, string>>, { kind, one }: RequestFacts): void {
  logSummed(logger, "info", { ...why, ...kind }, one, "request refused");
}

/** Describes a request that Express or its body parser cannot read. Their messages quote the request; ours must not. */
function describeUnreadable(error: unknown): Problem | undefined {
  if (error instanceof URIError) return toProblem("invalid_request", "the path is not valid percent-encoding");
  if (!(error instanceof Error && "status" in error && "expose" in error)) return undefined;
  if (typeof error.status !== "number" || error.status < 400 || error.status > 499) return undefined;
  const [code, detail] = unreadable[error.status] ?? ["invalid_request", "the body cannot be read"];
  return toProblem(code, detail);
}

const unreadable: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ["invalid_request", "the body is not valid JSON with an object in it"],
  413: ["too_large", `a body may have at most ${limits.bodyBytes} bytes`],
  415: ["unsupported_media_type", "send the body as application/json in UTF-8, not compressed"],
};
