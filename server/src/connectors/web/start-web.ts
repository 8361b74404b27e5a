import type { RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/connector-host.ts";
import type { Router } from "express";
import { createOriginRule } from "#http/origins.ts";
import { createRateLimit } from "#http/rate-limit.ts";
import { createConnections } from "./reading/connections.ts";
import { capabilities } from "./capabilities.ts";
import { channel } from "./render/native.ts";
import type { WebSettings } from "./options.ts";
import { render } from "./render/render.ts";
import { createRouter } from "./http/router.ts";
import { createSessions } from "./session.ts";
import { createSockets } from "./socket/sockets.ts";
import type { WebContext } from "./web-context.ts";

/** The same router that the OpenAPI document describes. */
export type RunningWeb = RunningConnector &
  AsyncDisposable & { router: Router } & Required<Pick<RunningConnector, "stopAccepting" | "sockets">>;

/** @param stallMs how long a peer may leave its events unread before its connection is cut. */
export function startWeb(settings: WebSettings, host: ConnectorHost, stallMs = 60_000): RunningWeb {
  const { id, path, rates, tokenTtl, refreshTtl, locale } = settings;
  const context: WebContext = {
    id,
    path,
    host,
    locale,
    stallMs,
    isAllowedOrigin: createOriginRule(settings.origins, host.publicUrl),
    sessions: createSessions({ key: host.key(`web:${id}`), audience: id, tokenTtl, refreshTtl, now: host.now }),
    connections: createConnections({
      perVisitor: settings.maxSocketsPerVisitor,
      perAddress: settings.maxSocketsPerAddress,
      now: host.now,
    }),
    limits: {
      send: createRateLimit(rates.send),
      conversation: createRateLimit(rates.conversation),
      address: createRateLimit(rates.address),
      sessions: createRateLimit(rates.sessions),
      handshakes: createRateLimit(rates.handshakes),
      reads: createRateLimit(rates.reads),
      refreshes: createRateLimit(rates.refreshes),
    },
  };
  const sockets = createSockets(context);
  let closed: Promise<void> | undefined;
  const stopAccepting = (): Promise<void> => {
    context.connections.close();
    return (closed ??= sockets.close());
  };
  return {
    connector: { id, channel, delivery: "log", capabilities, render },
    router: createRouter(context),
    sockets,
    stopAccepting,
    [Symbol.asyncDispose]: stopAccepting,
  };
}
