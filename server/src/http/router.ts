import { type RequestHandler, Router } from "express";
import type { Logger } from "#app/logger.ts";
import { apiHeaders } from "./json-api.ts";
import { createHealthRouter } from "./health.ts";
import { createMetricsRouter, type MetricsText } from "./metrics.ts";
import { createProblemHandler } from "./problem.ts";
import { sendJson } from "./responses.ts";
import { createWidgetRouter } from "./widget-files.ts";
import { ownPaths } from "./own-paths.ts";

export type RouterOptions = {
  connectors: readonly { id: string; path: string; router: RequestHandler }[];
  /** What `/openapi.json` answers. */
  openApi: object;
  ready: () => Promise<void>;
  draining: () => boolean;
  /** Undefined: there is no such page. */
  metrics: MetricsText | undefined;
  logger: Logger;
};

/** All HTTP routes of the server. Unknown paths are passed on, because the router may share an Express app. */
export function createRouter({ connectors, openApi, ready, draining, metrics, logger }: RouterOptions): Router {
  const router = Router();
  // The connectors come first, so that the most frequent requests pass through no other handler.
  for (const { id, path, router: connector } of connectors)
    router.use(path, connector, createProblemHandler(logger.child({ connector: id }), draining));
  router.use(createHealthRouter({ ready, draining, logger }));
  router.use(ownPaths.openApi, apiHeaders);
  router.get(ownPaths.openApi, (_request, response) => sendJson(response, 200, openApi));
  if (metrics !== undefined) router.use(createMetricsRouter(metrics));
  router.use(createWidgetRouter());
  router.use(createProblemHandler(logger, draining));
  return router;
}
