import type { ServerResponse } from "node:http";
import { type ErrorCode, limits, type Problem, toProblem } from "@causerie/protocol";
import type { ErrorRequestHandler, RequestHandler } from "express";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { sendJson } from "./send-json.ts";

/** Answers every error of the application, as its last middleware. */
export function createProblemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const problem = describeError(error, logger);
    // An answer that has begun cannot become another one; cut off, it is at least not taken for complete.
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  };
}

export const notFound: RequestHandler = () => {
  throw new RequestError("not_found", "there is no such route");
};

export function sendProblem(response: ServerResponse, problem: Problem): void {
  if (problem.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
  if (problem.retryAfterMs !== undefined) response.setHeader("Retry-After", Math.ceil(problem.retryAfterMs / 1000));
  sendJson(response, problem.status, problem, "application/problem+json");
}

/** What a peer may know of an error. Whatever is not the peer's doing is a defect: logged in full, answered in general. */
export function describeError(error: unknown, logger: Logger): Problem {
  if (error instanceof RequestError) {
    logger.info({ code: error.code, ...error.facts }, "request refused");
    const problem = toProblem(error.code, error.message, error.retryAfterMs);
    return error.oldestSeq === undefined ? problem : { ...problem, oldestSeq: error.oldestSeq };
  }
  const refusal = describeUnreadable(error);
  if (refusal !== undefined) {
    logger.info({ code: refusal.code }, "request refused");
    return refusal;
  }
  logger.error({ err: withoutExtras(error) }, "unexpected error");
  return toProblem("internal");
}

/** Express and its body parser found the request unreadable. Their own messages quote it, so ours do not. */
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

/** Libraries hang whole requests on their errors; only where it happened is for the log. */
function withoutExtras(error: unknown): { type: string; stack: string | undefined } {
  return error instanceof Error ? { type: error.name, stack: error.stack } : { type: typeof error, stack: undefined };
}
