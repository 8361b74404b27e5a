import type { Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Router } from "express";
import { apologize, handleEvent } from "#bot/handle-event.ts";
import type { BotHost } from "#bot/bot-host.ts";
import type { Connector } from "#channel/connector.ts";
import { type CauserieConfig, resolveSettings, type Settings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { deriveKeys, keptSecret } from "#config/secret.ts";
import type { ConnectorDefinition, ConnectorHost, RunningConnector } from "#channel/connector-definition.ts";
import { createShared } from "./shared.ts";
import type { Conversation } from "#conversation/conversation.ts";
import { isSpeech } from "#channel/event.ts";
import { createInterruptions } from "#pipeline/signals/interruptions.ts";
import { createLive } from "#pipeline/signals/live.ts";
import type { Answer } from "#conversation/turns.ts";
import { ConfigError } from "./errors.ts";
import { describeOpenApi } from "#connectors/web/http/openapi.ts";
import { createRouter } from "#http/router.ts";
import { refuseUnclaimedUpgrades } from "#http/upgrade.ts";
import { createAccept } from "#pipeline/inbox/inbox.ts";
import { startWorker } from "#pipeline/inbox/worker.ts";
import type { LaneRunner } from "#pipeline/lanes/lane-runner.ts";
import { createLogger, type Logger } from "./logger.ts";
import { type RetryPolicy, startOutboxWorker } from "#pipeline/outbox/worker.ts";
import { Notifier, type Notify } from "#pipeline/notify/notify.ts";
import { openSqliteStore } from "#store/sqlite/open-sqlite-store.ts";
import type { Store } from "#store/store.ts";
import { withFallback } from "#understanding/remote/with-fallback.ts";
import { createTurnLog, logMisunderstanding } from "./turn-log.ts";
import { version } from "./version.ts";

/** Parts that an embedding program or a test brings itself. */
export type Overrides = {
  /** Environment variables. Default: the process's. */
  variables?: Record<string, string | undefined>;
  /** Address of the server, where the program that embeds it knows better than the configuration. */
  publicUrl?: string;
  logger?: Logger;
  store?: Store;
  now?: () => number;
  retry?: RetryPolicy;
  /** Milliseconds that turns and deliveries under way have to end when the server stops. Default 10,000. */
  graceMs?: number;
};

/** The whole server but its listening socket: mount `router` into an Express app and `attach` its HTTP server. */
export type Backend = AsyncDisposable & {
  router: Router;
  /** Lets WebSocket connections in. Call it once, with the HTTP server that serves `router`. */
  attach(server: Server): void;
  /** What the operator should know: one line a fact, e.g. the webhook address to enter at Meta. */
  readonly notes: readonly string[];
  /**
   * Lets the bot speak first: runs the link's story for someone who has spoken to it before, in the order of their other
   * events. On Messenger only within 24 hours of their last act.
   *
   * ```ts
   * const result = await backend.notify({ connectorId: "page", userId }, delays.link({ line: "M" }), { id: "delay-4711" });
   * if (result.outcome !== "sent") console.warn(`not told: ${result.why}`);
   * ```
   */
  readonly notify: Notify;
  /** Resolves when nothing is being answered or delivered. For tests. */
  idle(): Promise<void>;
};

/**
 * Starts everything but the listening socket, for a program that has its own.
 *
 * ```ts
 * await using causerie = await startBackend(config, { publicUrl: "https://www.example.com" });
 * app.use(causerie.router);
 * causerie.attach(app.listen(3000));
 * ```
 * @throws ConfigError with every problem of the configuration, or when the data folder cannot be used.
 */
export async function startBackend(config: CauserieConfig, overrides: Overrides = {}): Promise<Backend> {
  const settings = settle(config, overrides);
  return openBackend({ ...settings, publicUrl: settings.publicUrl ?? `http://localhost:${settings.port}` }, overrides);
}

/** The configuration, the environment and what the embedding program knows better, checked together. */
export function settle(config: CauserieConfig, overrides: Overrides): Settings {
  const { env, problems } = readEnv(overrides.variables);
  const { publicUrl } = overrides;
  return resolveSettings(config, publicUrl === undefined ? env : { ...env, CAUSERIE_PUBLIC_URL: publicUrl }, problems);
}

/** Builds all parts, wires them, and ends them in reverse order: whoever is asked for work first refuses it, and ends last. */
export async function openBackend(settings: Settings & { publicUrl: string }, overrides: Overrides): Promise<Backend> {
  const { now = Date.now, graceMs = 10_000 } = overrides;
  const logger = overrides.logger ?? createLogger(settings.logLevel);
  await using parts = new AsyncDisposableStack();

  const store = parts.use(overrides.store ?? (await openSqliteStore({ folder: settings.data, now, logger })));
  await trainClassifier(settings, overrides, logger);
  const key = deriveKeys(settings.secret ?? keptSecret(settings.data));
  const live = createLive();
  const interruptions = createInterruptions();
  const stopping = new AbortController();
  const connectors = new Map<string, Connector>();

  const accept = createAccept(
    store.events,
    ({ conversationId, content }, seq) => {
      if (isSpeech(content)) interruptions.interrupt(conversationId, { type: "superseded", seq });
      live.wake(conversationId);
      worker.wake(conversationId);
    },
    now,
  );
  const host: ConnectorHost = {
    accept,
    stop: (conversationId) => interruptions.interrupt(conversationId, { type: "stopped" }),
    log: store.log,
    live,
    confirmDelivery: async (deliveryId, externalId) => {
      const lane = await store.outbox.confirm(deliveryId, externalId, now());
      if (lane !== undefined) outbox.wake(lane);
      return lane !== undefined;
    },
    key,
    shared: createShared(),
    publicUrl: settings.publicUrl,
    logger,
    now,
  };
  const running: { definition: ConnectorDefinition; started: RunningConnector }[] = [];
  for (const definition of settings.connectors) {
    const started = parts.use(definition.start({ ...host, logger: logger.child({ connector: definition.id }) }));
    connectors.set(definition.id, started.connector);
    running.push({ definition, started });
  }

  const notifier = parts.use(new Notifier({ people: store.people, accept, outbox: store.outbox, now }));
  const written = (conversationId: string, { deliveries }: Answer): void => {
    live.wake(conversationId);
    if (deliveries.length > 0) outbox.wake(conversationId);
  };
  const logTurn = createTurnLog(logger);
  /** Conversations whose story is at work. */
  const busy = new Set<string>();
  const botHost: BotHost = {
    bot: settings.bot,
    services: settings.bot.services.map((service) => withFallback(service, { onError: logMisunderstanding(logger) })),
    storyRules: settings.storyRules,
    turns: store.turns,
    log: store.log,
    interruptions,
    connectorOf: (conversation) => connectorOf(connectors, conversation),
    frame: (conversationId, frame) => live.frame(conversationId, frame),
    typing: (conversation, on) => {
      const connector = connectors.get(conversation.connectorId);
      if (on) busy.add(conversation.id);
      else busy.delete(conversation.id);
      if (connector?.delivery === "push") void connector.typing(conversation.userId, on);
      else live.frame(conversation.id, { type: "typing", on });
    },
    committed: written,
    report: (report) => {
      logTurn(report);
      if (report.type === "handled")
        notifier.handled(report.conversationId, report.eventId, {
          outcome: report.outcome.outcome,
          ...(report.outcome.blocked === undefined ? {} : { blocked: report.outcome.blocked }),
          messages: report.messages,
          deliveries: report.deliveries,
        });
    },
    pause: (ms, signal) => sleep(ms, undefined, { signal }),
    now,
    stopping: stopping.signal,
  };
  const worker = startWorker({
    turns: store.turns,
    handle: (lease) => handleEvent(botHost, lease),
    apologize: (lease) => apologize(botHost, lease),
    isConfigured: (connectorId) => connectors.has(connectorId),
    committed: written,
    now,
    logger,
    stopping: stopping.signal,
  });
  const outbox = startOutboxWorker({
    outbox: store.outbox,
    connectors,
    now,
    logger,
    stopping: stopping.signal,
    // A message ends "is typing" on the phone; the story goes on.
    delivered: ({ connectorId, conversationId, userId }) => {
      const connector = connectors.get(connectorId);
      if (connector?.delivery === "push" && busy.has(conversationId)) void connector.typing(userId, true);
    },
    ...(overrides.retry === undefined ? {} : { retry: overrides.retry }),
  });
  parts.defer(() => stopWorkers({ worker, outbox, stopping, graceMs }));
  parts.defer(async () => {
    await Promise.all(running.map(({ started }) => started.stopAccepting()));
  });

  let draining = false;
  const router = createRouter({
    connectors: running.map(({ definition, started }) => ({ path: definition.path, router: started.router })),
    openApi: describeOpenApi({ publicUrl: settings.publicUrl, version, connectors: settings.connectors }),
    ready: () => store.ready(),
    draining: () => draining,
    logger,
  });
  const kept = parts.move();
  return {
    router,
    attach: (server) => {
      const sockets = running.flatMap(({ started }) => started.sockets ?? []);
      for (const socket of sockets) socket.attach(server);
      // Beside an application with sockets of its own we only take what is ours.
      if (server.listenerCount("upgrade") === sockets.length)
        refuseUnclaimedUpgrades(server, (path) => sockets.some((socket) => socket.path === path));
    },
    notes: settings.connectors.flatMap((connector) => connector.describe(settings.publicUrl)),
    notify: notifier.notify,
    idle: async () => {
      await worker.idle();
      await outbox.idle();
    },
    [Symbol.asyncDispose]: async () => {
      draining = true;
      await kept.disposeAsync();
    },
  };
}

/** Before anything is answered: a bot that has not learnt yet would not understand. Kept for the next start. */
async function trainClassifier({ bot, data }: Settings, { store }: Overrides, logger: Logger): Promise<void> {
  const trained = await bot.train(store === undefined ? { cacheFolder: join(data, "models") } : {});
  if (trained === undefined) return;
  const { trainedInMs, fromCache, cacheProblem } = trained;
  const facts = { examples: bot.examples.length, trainedInMs: Math.round(trainedInMs), fromCache };
  logger.info(facts, "the classifier has learnt from the stories' examples");
  if (cacheProblem !== undefined) logger.warn({ cacheProblem }, "what the classifier has learnt could not be kept");
}

type Workers = { worker: LaneRunner; outbox: LaneRunner; stopping: AbortController; graceMs: number };

/** What is under way gets its time; what is left is handled after the next start. */
async function stopWorkers({ worker, outbox, stopping, graceMs }: Workers): Promise<void> {
  const timeIsUp = Promise.withResolvers<void>();
  const patience = setTimeout(() => {
    stopping.abort(new Error("the server stops"));
    timeIsUp.resolve();
  }, graceMs);
  await worker.stop();
  // The last answers are still to be delivered: the outbox stops after the stories.
  await Promise.race([outbox.idle(), timeIsUp.promise]);
  await outbox.stop();
  clearTimeout(patience);
}

function connectorOf(connectors: ReadonlyMap<string, Connector>, conversation: Conversation): Connector {
  const connector = connectors.get(conversation.connectorId);
  if (connector === undefined)
    throw new ConfigError([
      `an event waits for the connector "${conversation.connectorId}", which is not configured any more`,
    ]);
  return connector;
}
