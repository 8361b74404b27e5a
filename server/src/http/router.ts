import { Router } from "express";
import type { Logger } from "#logger.ts";
import { apiHeaders } from "./headers.ts";
import { createHealthRouter } from "./health.ts";
import { describeOpenApi } from "./openapi.ts";
import { createProblemHandler } from "./problem.ts";
import { sendJson } from "./send-json.ts";
import { createWidgetRouter } from "./widget-files.ts";

export type RouterOptions = {
  connectors: readonly { channel: string; path: string; router: Router }[];
  ready: () => Promise<void>;
  draining: () => boolean;
  publicUrl: string;
  version: string;
  logger: Logger;
};

/** Everything the server answers over HTTP. What is not its own it passes on: it may share an Express app. */
export function createRouter({ connectors, ready, draining, publicUrl, version, logger }: RouterOptions): Router {
  const router = Router();
  // Connectors first: the hot path goes through nothing it does not need.
  for (const { path, router: connector } of connectors) router.use(path, connector);
  router.use(createHealthRouter({ ready, draining, logger }));
  const openApi = describeOpenApi({ publicUrl, version, connectors });
  router.use("/openapi.json", apiHeaders);
  router.get("/openapi.json", (_request, response) => sendJson(response, 200, openApi));
  router.use(createWidgetRouter());
  router.use(createProblemHandler(logger));
  return router;
}
