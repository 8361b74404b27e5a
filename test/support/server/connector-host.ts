import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import express from "express";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { ConnectorDefinition, RunningConnector } from "@causerie/server/channel/connector-definition.ts";
import type { ConnectorHost } from "@causerie/server/channel/host/connector-host.ts";
import { createHosts } from "@causerie/server/app/connector-hosts.ts";
import { createProblemHandler } from "@causerie/server/http/refusing/problem.ts";
import type { Logger } from "@causerie/server/app/logger.ts";
import type { Broadcast } from "@causerie/server/pipeline/signals/broadcast.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { createSharedSignals } from "@causerie/server/pipeline/signals/shared-signals.ts";
import { createInProcessLimits } from "@causerie/server/limits/in-process-limits.ts";
import { watchLog } from "@causerie/server/pipeline/signals/signals.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { KeptSessions } from "@causerie/server/sessions/kept-sessions.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

export type ConnectorTestHost<Running extends RunningConnector> = AsyncDisposable & {
  /** Where the server listens, e.g. `http://127.0.0.1:41234`. */
  url: string;
  running: Running[];
  /** What was stored, in order. */
  events: InboundEvent[];
  /** What echoes confirmed: delivery id and Meta's message id. */
  confirmed: { deliveryId: string; externalId: string | undefined }[];
  logger: Logger;
  /** Everything that was logged, at every level. */
  logged(): string;
  /** The next events cannot be stored. */
  failNext(count: number): void;
};

type Startable<Running> = Pick<ConnectorDefinition, "id" | "path"> & { start(host: ConnectorHost): Running };

/**
 * `others`: where the other processes of the server hear what is told. Connectors on a real HTTP server, over a store that keeps events in memory and fails when told to. The connectors are
 * not hosted: a test calls them itself, and gets what they throw.
 */
export async function startConnectorHost<Running extends RunningConnector>(
  definitions: readonly Startable<Running>[],
  now: () => number = Date.now,
  steady: () => number = () => performance.now(),
  others?: Broadcast,
): Promise<ConnectorTestHost<Running>> {
  const events: InboundEvent[] = [];
  const confirmed: { deliveryId: string; externalId: string | undefined }[] = [];
  const { logger, printed } = collectLogLines("debug");
  let failures = 0;
  const store = createMemoryStore();
  const failed = (err: unknown): void => logger.error({ err }, "a listener failed");
  const signals =
    others === undefined ? createInProcessSignals(failed) : await createSharedSignals({ broadcast: others, failed });
  const sessions = new KeptSessions({ store: store.sessions, now: Date.now, logger });
  const hostOf = createHosts({
    store,
    watch: (id, watcher) => watchLog(signals, id, watcher),
    stop: (id) => store.turns.stop(id),
    limits: createInProcessLimits(),
    notifyOthers: (connectorId, news) => signals.publish("", { type: "news", connectorId, news }),
    receiveNews: (listener) =>
      signals.subscribeToServer((signal) => {
        if (signal.type === "news") listener(signal.connectorId, signal.news);
      }),
    sessionsOf: (id) => sessions.of(id),
    refuseNewcomer: () => undefined,
    forget: async () => undefined,
    async accept(event) {
      if (failures > 0) {
        failures -= 1;
        throw new Error("the disk is full");
      }
      const accepted = await store.events.append(event, Date.now());
      if (!accepted.duplicate) events.push(event);
      return accepted;
    },
    blobs: createFolderBlobStore(temporaryFolder()),
    wakeDeliveries: () => undefined,
    key: (purpose) => createHmac("sha256", "server-secret").update(purpose).digest(),
    formerKeys: () => [],
    publicUrl: "https://bot.example",
    fetch,
    logger,
    now,
    steady,
  });
  const hostFor = (definition: Startable<Running>): ConnectorHost => ({
    ...hostOf(definition),
    // No outbox made these deliveries, so the store does not know them.
    async confirmDelivery(deliveryId, externalId) {
      confirmed.push({ deliveryId, externalId });
      return true;
    },
  });
  const app = express();
  const running = definitions.map((definition) => {
    const started = definition.start(hostFor(definition));
    if (started.router !== undefined) app.use(definition.path, started.router);
    return started;
  });
  app.use(createProblemHandler(logger));
  const server = createServer(app);
  const url = await listen(server);
  return {
    url,
    running,
    events,
    confirmed,
    logger,
    logged: printed,
    failNext: (count) => void (failures = count),
    async [Symbol.asyncDispose]() {
      for (const each of running) await each[Symbol.asyncDispose]?.();
      await signals[Symbol.asyncDispose]();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
