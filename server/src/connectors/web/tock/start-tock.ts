import { type Request, type Response, Router } from "express";
import { refuseOtherMethods } from "#http/refusing/methods.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import { answerProblems } from "#connectors/web/tock/request/answer-problem.ts";
import { answerRequest } from "#connectors/web/tock/request/answer-request.ts";
import { Delivered } from "#connectors/web/tock/stream/delivered.ts";
import { answerDirectly } from "#connectors/web/tock/request/direct.ts";
import { createIdentify } from "#connectors/web/tock/identity/identify.ts";
import { OpenStreams } from "#connectors/web/tock/stream/open-streams.ts";
import { type TockSettings, tockWarning } from "./options.ts";
import { PendingTurns } from "#connectors/web/tock/request/pending-turns.ts";
import { streamEvents } from "#connectors/web/tock/stream/stream-events.ts";
import type { TockContext } from "./tock-context.ts";

/** Tock's dialect of one web connector, at its own path. */
export type RunningTock = {
  router: Router;
  /** Whether a page may send its cookie with a request for this path. */
  takesCookies: (path: string) => boolean;
  /** Stores what its clients have got. */
  stop(): Promise<void>;
};

export type TockParts = {
  web: WebContext;
  settings: TockSettings;
  /** Any site may embed the chat. */
  isForAnySite: boolean;
  pingMs?: number | undefined;
};

const routes = { request: "/", stream: "/sse", direct: "/sse/direct", health: "/healthcheck" } as const;

export function startTock({ web, settings, isForAnySite, pingMs = 10_000 }: TockParts): RunningTock {
  const { host, id } = web;
  const warning = tockWarning(settings);
  if (warning !== undefined) host.logger.warn(warning);
  // Else each page on the web could read the conversations of all who visit it.
  const acrossSites = !isForAnySite && host.publicUrl.startsWith("https:");
  const streams = new OpenStreams(host.limits, `web:${id}:tock-streams`);
  const isFollowed = async (visitorId: string): Promise<boolean> => settings.streams && streams.isOpen(visitorId);
  const { conversations, log, logger } = host;
  const tock: TockContext = {
    web,
    host,
    settings,
    identify: createIdentify(web, settings, acrossSites),
    delivered: new Delivered({ conversations, log, logger, isFollowed }),
    pending: new PendingTurns(host, `web:${id}:tock-turns`),
    streams,
    pingMs,
  };
  const paths: readonly string[] = Object.values(routes);
  return {
    router: createRouter(tock),
    takesCookies: (path) => settings.identity === "cookie" && !isForAnySite && paths.includes(path),
    stop: () => tock.delivered.flush(),
  };
}

function createRouter(tock: TockContext): Router {
  const { streams, direct } = tock.settings;
  const router = Router({ caseSensitive: true });
  const answerProblem = answerProblems(tock);
  const post = (request: Request, response: Response): Promise<void> => answerRequest(tock, request, response);
  const openDirect = (request: Request, response: Response): Promise<void> => answerDirectly(tock, request, response);
  router.post(routes.request, post, answerProblem);
  if (streams) router.get(routes.stream, (request, response) => streamEvents(tock, request, response));
  if (direct) router.route(routes.direct).get(openDirect, answerProblem).post(openDirect, answerProblem);
  router.get(routes.health, (_request, response) => void response.status(200).end());
  router.use(refuseOtherMethods(router));
  return router;
}
