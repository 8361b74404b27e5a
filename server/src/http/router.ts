import { type RequestHandler, Router } from "express";
import type { Logger } from "#app/logger.ts";
import { apiHeaders } from "./json-api.ts";
import { createHealthRouter } from "./serving/health.ts";
import { createMetricsRouter, type MetricsText } from "./serving/metrics.ts";
import { createProblemHandler } from "./refusing/problem.ts";
import { identifyRequests } from "./connections/request-facts.ts";
import { readOnly } from "./refusing/methods.ts";
import { type MountedConnector, mountConnectors } from "./mount-connectors.ts";
import { routeAnew } from "./route-anew.ts";
import type { Mounts } from "./mounts.ts";
import { createMobilePages, type MobilePage } from "./serving/mobile-page.ts";
import { servePrepared } from "./serving/prepared.ts";
import type { StallGuard } from "./connections/stalled.ts";
import { createWidgetRouter } from "./serving/widget-files.ts";
import { ownPaths } from "./own-paths.ts";

export type RouterOptions = {
  connectors: readonly MountedConnector[];
  /** Those that come and go: another list whenever one has. */
  liveConnectors: () => readonly MountedConnector[];
  /** Another object whenever a connector has come or gone: what is said of them is made anew then. */
  running: () => object;
  /** What `/openapi.json` answers to those who reach this server at `url`. */
  openApi: (url: string) => object;
  mobilePages: () => readonly MobilePage[];
  /** What stands at `/desk`. Undefined: nothing. */
  desk: RequestHandler | undefined;
  mounts: Mounts;
  stalls: Pick<StallGuard, "requests">;
  ready: () => Promise<void>;
  draining: () => boolean;
  /** Undefined: there is no such page. */
  metrics: MetricsText | undefined;
  /** Keeps addresses apart in the log without naming them. */
  addressKey: Uint8Array;
  logger: Logger;
};

/** All HTTP routes of the server. Unknown paths are passed on, because the router may share an Express app. */
export function createRouter(options: RouterOptions): Router {
  const { connectors, running, openApi, mobilePages, desk, mounts, stalls, ready, draining, metrics } = options;
  const { addressKey, logger } = options;
  const router = Router();
  router.use(identifyRequests(addressKey), mounts.learn, stalls.requests);
  // The connectors come first, so that the most frequent requests pass through few other handlers.
  mountConnectors(router, connectors, { logger, draining });
  router.use(routeAnew(options.liveConnectors, (live) => mountConnectors(Router(), live, { logger, draining })));
  router.use(createHealthRouter({ ready, draining, logger }));
  router.all(
    ownPaths.openApi,
    apiHeaders,
    readOnly,
    servePrepared((baseUrl) => openApi(mounts.urlAt(baseUrl)), running),
  );
  if (metrics !== undefined) router.use(createMetricsRouter(metrics));
  if (desk !== undefined) router.use(ownPaths.desk, desk);
  router.use(createWidgetRouter());
  router.use(routeAnew(running, () => createMobilePages(mobilePages())));
  router.use(createProblemHandler(logger, draining));
  return router;
}
