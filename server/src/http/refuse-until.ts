import { toProblem } from "@causerie/protocol";
import type { RequestHandler } from "express";
import { sendProblem } from "./problem.ts";

/** A server listens before its parts are open; a 404 would tell its clients to give up. */
export function refuseUntil(isReady: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isReady()) next();
    else sendProblem(response, toProblem("unavailable", "the server is starting; ask again", 1000));
  };
}
