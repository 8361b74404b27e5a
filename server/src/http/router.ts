import { Router } from "express";
import type { Logger } from "#app/logger.ts";
import { apiHeaders } from "./headers.ts";
import { createHealthRouter } from "./health.ts";
import { createProblemHandler } from "./problem.ts";
import { sendJson } from "./send-json.ts";
import { createWidgetRouter } from "./widget-files.ts";

export type RouterOptions = {
  connectors: readonly { path: string; router: Router }[];
  /** What `/openapi.json` answers. */
  openApi: object;
  ready: () => Promise<void>;
  draining: () => boolean;
  logger: Logger;
};

/** Everything the server answers over HTTP. What is not its own it passes on: it may share an Express app. */
export function createRouter({ connectors, openApi, ready, draining, logger }: RouterOptions): Router {
  const router = Router();
  // Connectors first: the hot path goes through nothing it does not need.
  for (const { path, router: connector } of connectors) router.use(path, connector);
  router.use(createHealthRouter({ ready, draining, logger }));
  router.use("/openapi.json", apiHeaders);
  router.get("/openapi.json", (_request, response) => sendJson(response, 200, openApi));
  router.use(createWidgetRouter());
  router.use(createProblemHandler(logger));
  return router;
}
