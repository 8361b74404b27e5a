import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import express from "express";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type {
  ConnectorDefinition,
  ConnectorHost,
  RunningConnector,
} from "@causerie/server/channel/connector-definition.ts";
import { createShared } from "@causerie/server/app/shared.ts";
import { RequestError } from "@causerie/server/app/errors.ts";
import { createProblemHandler } from "@causerie/server/http/problem.ts";
import type { Logger } from "@causerie/server/app/logger.ts";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";

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

type Startable<Running> = Pick<ConnectorDefinition, "path"> & { start(host: ConnectorHost): Running };

/** Connectors on a real HTTP server, over a store that keeps events in memory and fails when told to. */
export async function startConnectorHost<Running extends RunningConnector>(
  definitions: readonly Startable<Running>[],
): Promise<ConnectorTestHost<Running>> {
  const events: InboundEvent[] = [];
  const confirmed: { deliveryId: string; externalId: string | undefined }[] = [];
  const { logger, printed } = collectLogLines("debug");
  let failures = 0;
  const host: ConnectorHost = {
    stop: () => undefined,
    async accept(event) {
      if (failures > 0) {
        failures -= 1;
        throw new Error("the disk is full");
      }
      const isSame = (known: InboundEvent): boolean =>
        known.id === event.id && known.conversationId === event.conversationId;
      const index = events.findIndex(isSame);
      if (index < 0) return { seq: events.push(event), duplicate: false };
      if (JSON.stringify(events[index]?.content) !== JSON.stringify(event.content)) {
        throw new RequestError("client_id_reused", "this id was used for other content");
      }
      return { seq: index + 1, duplicate: true };
    },
    async confirmDelivery(deliveryId, externalId) {
      confirmed.push({ deliveryId, externalId });
      return true;
    },
    log: {
      read: () => Promise.resolve([]),
      tail: () => Promise.resolve([]),
      position: () => Promise.resolve({ epoch: "e", lastSeq: 0, oldestSeq: 1, pending: false }),
    },
    live: {
      watch: () => ({ [Symbol.dispose]: () => undefined }),
      wake: () => undefined,
      frame: () => undefined,
    },
    key: (purpose) => createHmac("sha256", "server-secret").update(purpose).digest(),
    shared: createShared(),
    publicUrl: "https://bot.example",
    logger,
    now: () => Date.now(),
  };
  const app = express();
  const running = definitions.map((definition) => {
    const started = definition.start(host);
    app.use(definition.path, started.router);
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
      await Promise.all(running.map((each) => each[Symbol.asyncDispose]()));
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
