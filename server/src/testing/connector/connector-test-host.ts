import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempDisposableSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import express from "express";
import { createHosts } from "#app/connector-hosts.ts";
import { RequestError } from "#app/errors.ts";
import { createLogger, type Logger } from "#app/logger.ts";
import { RunningConnectors } from "#app/running-connectors.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { createStallGuard } from "#http/connections/stalled.ts";
import { createMounts } from "#http/mounts.ts";
import { createProblemHandler, notFound } from "#http/refusing/problem.ts";
import { createAccept } from "#pipeline/inbox/inbox.ts";
import { askWhetherOpen, startWorker } from "#pipeline/inbox/worker.ts";
import { startOutboxWorker } from "#pipeline/outbox/worker.ts";
import { createInProcessSignals } from "#pipeline/signals/in-process-signals.ts";
import { createInProcessLimits } from "#limits/in-process-limits.ts";
import { watchLog } from "#pipeline/signals/signals.ts";
import { createFolderBlobStore } from "#store/blobs/folder-blob-store.ts";
import { KeptSessions } from "#sessions/kept-sessions.ts";
import { createMemoryStore } from "#store/memory/memory-store.ts";
import type { Store } from "#store/store.ts";

/** What the bot of the test says to an event. */
export type TestAnswer = (event: InboundEvent) => readonly (string | BotMessage)[];

/** How the connector of a test is run. */
export type ConnectorTestOptions = {
  /** Without it nothing is answered: events are stored and stay. */
  answer?: TestAnswer;
  /** What the connector calls its platform with. Default: the real one. */
  fetch?: typeof fetch;
  now?: () => number;
  /** Several servers that share a store, as the processes of one deployment do. */
  store?: Store;
};

/** A connector that runs in a real HTTP server, over the server's own parts in memory. Disposing ends it. */
export type ConnectorTestHost = AsyncDisposable & {
  /** Where the server listens, e.g. `http://127.0.0.1:41234`; the connector's own path comes after it. */
  readonly url: string;
  readonly server: Server;
  readonly connector: HostedConnector;
  /** Whether the connector takes requests or sockets, and does not only fetch what it needs. */
  readonly listens: boolean;
  readonly store: Store;
  /** What was stored, in order, each event once. */
  readonly events: readonly InboundEvent[];
  /** Lets storing fail so many times from now on. */
  failStore(count: number): void;
  /** Resolves when every event is answered and every answer is delivered. */
  idle(): Promise<void>;
  /** All lines of the log, at every level. */
  logged(): string;
  /** What the connector threw where it must not, by the name of its method. The host has caught it. */
  defects(): readonly string[];
  readonly logger: Logger;
};

/** Starts a connector for a test. */
export async function startConnectorTest(
  definition: ConnectorDefinition,
  { answer, fetch: call = fetch, now = Date.now, store: given }: ConnectorTestOptions = {},
): Promise<ConnectorTestHost> {
  await using parts = new AsyncDisposableStack();
  const lines: string[] = [];
  const logger = createLogger("debug", linesTo(lines));
  const store = given ?? parts.use(createMemoryStore());
  const signals = parts.use(createInProcessSignals((err) => logger.error({ err }, "a listener of signals failed")));
  const files = parts.use(mkdtempDisposableSync(join(tmpdir(), "causerie-files-")));
  const app = express();
  const server = createServer(app);
  const url = await listen(server);
  parts.defer(() => close(server));

  const events: InboundEvent[] = [];
  let failures = 0;
  // A connector may accept while it starts; the first round of the worker finds the event.
  let worker: ReturnType<typeof startWorker> | undefined;
  let outbox: ReturnType<typeof startOutboxWorker> | undefined;
  const accept = createAccept(
    {
      ...store.events,
      append: async (event, at) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error("the disk is full");
        }
        return store.events.append(event, at);
      },
    },
    (event) => {
      events.push(event);
      signals.publish(event.conversationId, { type: "log" });
      worker?.wake(event.conversationId);
    },
    now,
  );
  const key = (purpose: string): Uint8Array => createHmac("sha256", "secret of the tests").update(purpose).digest();
  const sessions = parts.use(await KeptSessions.open({ store: store.sessions, now, logger, everyMs: 50 }));
  const hostOf = createHosts({
    store,
    watch: (id, watcher) => watchLog(signals, id, watcher),
    stop: (id) => store.turns.stop(id),
    limits: createInProcessLimits(),
    // Nobody else is there.
    notifyOthers: () => undefined,
    receiveNews: () => ({ [Symbol.dispose]: () => undefined }),
    sessionsOf: (id) => sessions.of(id),
    refuseNewcomer: () => undefined,
    forget: refuseToForget,
    blobs: createFolderBlobStore(files.path),
    key,
    formerKeys: () => [],
    accept,
    wakeDeliveries: (lane) => outbox?.wake(lane),
    publicUrl: url,
    fetch: call,
    logger,
    now,
    steady: now,
  });
  const connectors = parts.use(
    await RunningConnectors.start([definition], {
      hostOf,
      leases: store.leases,
      tokenKey: key("link tokens"),
      now,
      logger,
      endingMs: 5_000,
    }),
  );
  const connector = connectors.hosted.get(definition.id);
  if (connector === undefined) throw new Error("the connector did not start");
  for (const { path, router } of connectors.routes) app.use(path, router);
  app.use(notFound, createProblemHandler(logger));
  connectors.attach(server, createMounts(url, logger), parts.use(createStallGuard(60_000)));

  const stopping = new AbortController();
  const workers = { now, logger, stopping: stopping.signal };
  worker =
    answer === undefined
      ? undefined
      : startWorker({
          ...workers,
          turns: store.turns,
          isOpen: askWhetherOpen(store.turns, now),
          isConfigured: () => true,
          setAside: () => undefined,
          runtime: {
            handle: async ({ conversation, event, seq, ...lease }) => {
              const messages = answer(event).map(toMessage);
              const ids = messages.map((_, index) => `${conversation.id}/${seq}.${index}`);
              const rendered = messages.map((message) => connector.render(message));
              const deliveries = rendered.flatMap(({ payloads }, index) =>
                payloads.map((payload, part) => ({ id: `${ids[index]}.${part}`, payload })),
              );
              const answered = {
                events: [
                  ...messages.map((message, index) => ({
                    key: ids[index] ?? "",
                    body: {
                      type: "message" as const,
                      messageId: ids[index] ?? "",
                      author: { role: "bot" as const },
                      message,
                      of: seq,
                    },
                  })),
                  { key: `${seq}.end`, body: { type: "turn.end" as const, of: seq } },
                ],
                deliveries: connector.delivery === "push" ? deliveries : [],
                tokens: rendered.flatMap(({ tokens }) => tokens),
              };
              await store.turns.commit({ conversation, event, seq, ...lease }, answered, conversation.state, now());
              signals.publish(conversation.id, { type: "log" });
              outbox?.wake(conversation.id);
            },
            apologize: () => ({ events: [], deliveries: [] }),
          },
        });
  outbox =
    answer === undefined
      ? undefined
      : startOutboxWorker({ ...workers, outbox: store.outbox, connectors: connectors.hosted, forget: refuseToForget });
  parts.defer(async () => {
    await connectors.stopAccepting();
    stopping.abort();
    await worker?.stop();
    await outbox?.stop();
  });

  const kept = parts.move();
  return {
    url,
    server,
    connector,
    listens: connectors.listens,
    store,
    events,
    failStore: (count) => void (failures = count),
    idle: async () => {
      await worker?.idle();
      await outbox?.idle();
    },
    logged: () => lines.join(""),
    defects: () => lines.flatMap((line) => defectIn(JSON.parse(line) as LogLine)),
    logger,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function toMessage(message: string | BotMessage): BotMessage {
  return typeof message === "string" ? { type: "text", text: message, buttons: [], quickReplies: [] } : message;
}

type LogLine = { level: number; what?: string };

/** As {@link RunningConnectors} logs it. */
function defectIn({ level, what }: LogLine): string[] {
  return level >= 50 && what !== undefined ? [what] : [];
}

function linesTo(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function refuseToForget(): Promise<never> {
  return Promise.reject(new RequestError("unsupported", "the store of the test forgets nobody"));
}
