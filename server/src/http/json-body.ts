import { limits } from "@causerie/protocol";
import { json, type RequestHandler } from "express";
import { RequestError } from "#app/errors.ts";

/**
 * Reads a JSON body within bounds. A compressed body is refused: unpacked it may be of any size. Any other content type
 * is refused, too: a form on somebody's page could send it without asking (CORS lets "simple" requests through).
 */
export const jsonBody: RequestHandler[] = [
  (request, _response, next) => {
    if (typeof request.is("application/json") === "string") next();
    else throw new RequestError("unsupported_media_type", "send a body as application/json");
  },
  json({ strict: true, limit: limits.bodyBytes, inflate: false, type: "application/json" }),
];
