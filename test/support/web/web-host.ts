import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { BlobStore } from "@causerie/server/channel/host/blob-store.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { Frame } from "@causerie/server/channel/log.ts";
import type { ConnectorHost } from "@causerie/server/channel/host/connector-host.ts";
import { createHosts } from "@causerie/server/app/connector-hosts.ts";
import { type WebOptions, withDefaults } from "@causerie/server/connectors/web/options.ts";
import { type RunningWeb, startWeb } from "@causerie/server/connectors/web/start-web.ts";
import type { Network } from "@causerie/server/connectors/web/link-previews/site/network.ts";
import { createProblemHandler, notFound } from "@causerie/server/http/refusing/problem.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { createInProcessLimits } from "@causerie/server/limits/in-process-limits.ts";
import { watchLog } from "@causerie/server/pipeline/signals/signals.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { KeptSessions } from "@causerie/server/sessions/kept-sessions.ts";
import type { SessionStore } from "@causerie/server/sessions/session-store.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import express from "express";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { unlimitedRates } from "./unlimited-rates.ts";
import { createMemoryLog, type MemoryLog } from "./memory-log.ts";

export type WebHost = AsyncDisposable & {
  url: string;
  log: MemoryLog;
  /** Shows a frame to those who watch the conversation. */
  frame(conversationId: string, frame: Frame): void;
  /** What connectors handed over, in order. */
  accepted: InboundEvent[];
  /** Visitors who were forgotten: before their session ended, and once more after it. */
  forgotten: string[];
  /** Everything that was logged. */
  logged(): string;
  server: Server;
  routers: RunningWeb["router"][];
  /** What the connectors count, by name and labels. */
  metrics(): Record<string, number>;
  /** Stops the connectors, as a server that goes down does, and leaves the HTTP server. */
  stopConnectors(): Promise<void>;
};

export type WebHostOptions = {
  connectors?: readonly Partial<WebOptions>[];
  now?: () => number;
  stallMs?: number;
  heartbeatMs?: number;
  pingMs?: number;
  /** Where the pages are that messages link to. */
  network?: Network;
  /** Of several processes. */
  sessions?: SessionStore;
  /** Replaces what happens when a visitor wants to be forgotten. */
  forget?: ConnectorHost["forget"];
  /** Where files are kept. Default: in a folder of their own. */
  blobs?: BlobStore;
  /** Replaces what happens with an accepted event. */
  accept?: ConnectorHost["accept"];
};

/** Real web connectors on a real HTTP server on a free port, over a log in memory. */
export async function startWebHost(options: WebHostOptions = {}): Promise<WebHost> {
  const { connectors = [{}], now = Date.now, stallMs, heartbeatMs, pingMs, network } = options;
  const accepted: InboundEvent[] = [];
  const forgotten: string[] = [];
  const { logger, printed } = collectLogLines("debug");
  const signals = createInProcessSignals((err) => logger.error({ err }, "a listener failed"));
  const log = createMemoryLog(signals);
  const app = express();
  const server = createServer(app);
  const url = await listen(server);
  const store = { ...createMemoryStore(), log };
  const sessions = await KeptSessions.open({ store: options.sessions ?? store.sessions, now, logger, everyMs: 50 });
  const hostOf = createHosts({
    store,
    watch: (id, watcher) => watchLog(signals, id, watcher),
    stop: async (id) => signals.publish(id, { type: "interruption", interruption: { type: "stopped" } }),
    limits: createInProcessLimits(),
    // Nobody else is there.
    notifyOthers: () => undefined,
    receiveNews: () => ({ [Symbol.dispose]: () => undefined }),
    sessionsOf: (id) => sessions.of(id),
    refuseNewcomer: () => undefined,
    forget: async (_connectorId, visitorId) => {
      await options.forget?.(visitorId);
      forgotten.push(visitorId);
    },
    accept:
      options.accept ??
      ((event) => {
        accepted.push(event);
        return log.accept(event);
      }),
    blobs: options.blobs ?? createFolderBlobStore(temporaryFolder()),
    wakeDeliveries: () => undefined,
    key: testKey,
    formerKeys: () => [],
    publicUrl: url,
    fetch,
    logger,
    now,
    steady: now,
  });
  const running: RunningWeb[] = connectors.map((connector) => {
    const settings = withDefaults({ origins: ["https://shop.example"], rates: unlimitedRates, ...connector });
    const started = startWeb(settings, hostOf(settings), { stallMs, heartbeatMs, pingMs, network });
    app.use(settings.path, started.router);
    started.sockets.attach(server);
    return started;
  });
  app.use(notFound, createProblemHandler(logger));

  const stopConnectors = async (): Promise<void> => {
    for (const connector of running) await connector.stopAccepting();
    for (const connector of running) await connector[Symbol.asyncDispose]();
  };
  return {
    url,
    log,
    frame: (conversationId, frame) => signals.publish(conversationId, { type: "frame", frame }),
    accepted,
    forgotten,
    logged: printed,
    server,
    routers: running.map(({ router }) => router),
    metrics: () =>
      Object.fromEntries(
        running.flatMap((connector) =>
          (connector.metrics?.() ?? []).flatMap(({ name, values }) =>
            values.map(({ labels, value }) => [[name, ...Object.values(labels ?? {})].join(" "), value]),
          ),
        ),
      ),
    stopConnectors,
    async [Symbol.asyncDispose]() {
      await stopConnectors();
      await sessions[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The keys of the tests' server; a forger's tests need them, too. */
export function testKey(purpose: string): Buffer {
  return createHmac("sha256", "secret of the tests").update(purpose).digest();
}
