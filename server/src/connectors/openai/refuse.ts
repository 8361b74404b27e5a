import type { ErrorRequestHandler } from "express";
import type { Problem } from "@causerie/protocol";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { createProblemHandler } from "#http/refusing/problem.ts";
import { sendJson, setProblemHeaders } from "#http/responses.ts";
import { limits } from "./limits.ts";

/** An error in the form of OpenAI's interface (platform.openai.com/docs/guides/error-codes). `param`: the field that is wrong. */
export type OpenAiError = { error: { message: string; type: string; param: string | null; code: string | null } };

/** Answers whatever went wrong in the form that clients of this interface read. */
export function answerProblems(logger: Logger, isClosing: () => boolean): ErrorRequestHandler {
  return createProblemHandler(logger, isClosing, (response, problem) => {
    setProblemHeaders(response, problem);
    sendJson(response, problem.status, toOpenAiError(problem));
  });
}

/** The parser of bodies knows the limit of this connector, and its error does not say it. */
export const nameLimit: ErrorRequestHandler = (error, _request, _response, next) => {
  const isTooLarge = error instanceof Error && "status" in error && error.status === 413;
  next(isTooLarge ? new RequestError("too_large", `a body may have at most ${limits.body} bytes`) : error);
};

export function toOpenAiError({ status, code, title, detail }: Problem): OpenAiError {
  const message = detail ?? title;
  const param = /^([a-z_]+): /.exec(message)?.[1] ?? null;
  return { error: { message, type: typeOf(status), param, code: codeOf(code, param) } };
}

function typeOf(status: number): string {
  if (status === 401 || status === 400 || status === 404) return "invalid_request_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "server_error" : "invalid_request_error";
}

/** OpenAI's word for it where programs look for one, else ours. */
function codeOf(code: string, param: string | null): string {
  if (code === "unauthorized") return "invalid_api_key";
  if (code === "not_found" && param === "model") return "model_not_found";
  return code === "rate_limited" ? "rate_limit_exceeded" : code;
}
