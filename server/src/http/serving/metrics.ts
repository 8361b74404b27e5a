import { toProblem } from "@causerie/protocol";
import { type RequestHandler, Router } from "express";
import { apiHeaders } from "#http/json-api.ts";
import { refuseOtherMethods } from "#http/refusing/methods.ts";
import { ownPaths } from "#http/own-paths.ts";
import { sendProblem } from "#http/responses.ts";

/** What `/metrics` answers, in Prometheus's text format. */
export type MetricsText = {
  readonly contentType: string;
  read(): Promise<string>;
  /** Whether somebody who shows this token may read them. */
  isToken(given: string): boolean;
};

/** `/metrics`, for who has the token: figures of a company's conversations are nobody else's business. */
export function createMetricsRouter(metrics: MetricsText): Router {
  const router = Router();
  const requireToken: RequestHandler = (request, response, next) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (given !== undefined && metrics.isToken(given)) return next();
    sendProblem(response, toProblem("unauthorized", "send the metrics token as Authorization: Bearer …"));
  };
  router.get(ownPaths.metrics, apiHeaders, requireToken, async (_request, response) => {
    response.setHeader("Content-Type", metrics.contentType);
    response.end(await metrics.read());
  });
  router.use(refuseOtherMethods(router));
  return router;
}
