import type { RequestHandler, Router } from "express";
import type { Logger } from "#app/logger.ts";
import { rememberConnectorPath } from "./connections/request-facts.ts";
import { createProblemHandler } from "./refusing/problem.ts";

/** A connector that takes requests below a path. */
export type MountedConnector = { readonly id: string; readonly path: string; readonly router: RequestHandler };

type Parts = { logger: Logger; draining: () => boolean };

export function mountConnectors(
  router: Router,
  connectors: readonly MountedConnector[],
  { logger, draining }: Parts,
): Router {
  for (const { id, path, router: connector } of connectors)
    router.use(path, rememberConnectorPath, connector, createProblemHandler(logger.child({ connector: id }), draining));
  return router;
}
