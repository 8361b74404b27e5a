import type { Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Router } from "express";
import type { BotHost } from "#bot/bot-host.ts";
import { createBotRuntime } from "#bot/handle-event.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import { setupSteps } from "#channel/connector-definition.ts";
import { type InboundEvent, isSpeech } from "#channel/event.ts";
import { tapKey } from "#channel/tap-key.ts";
import type { HostedConnector } from "#channel/hosted-connector.ts";
import { type CauserieConfig, isConfiguration, resolveSettings, type Settings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { describeOpenApi } from "#connectors/web/http/openapi.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Answer } from "#conversation/turns.ts";
import { createProxyWarning } from "#http/client-address.ts";
import { createMounts } from "#http/mounts.ts";
import { addressPurpose } from "#http/request-facts.ts";
import { createRouter } from "#http/router.ts";
import { createStallGuard } from "#http/stalled.ts";
import { startRetention } from "#operator/start-retention.ts";
import type { BotRuntime } from "#pipeline/inbox/bot-runtime.ts";
import { endWhatWasBegun } from "#pipeline/inbox/end-begun.ts";
import { createAccept } from "#pipeline/inbox/inbox.ts";
import { TurnReports } from "#pipeline/inbox/turn-reports.ts";
import { shareOf, startWorker } from "#pipeline/inbox/worker.ts";
import type { LaneRunner } from "#pipeline/lanes/lane-runner.ts";
import { Notifier, type Notify } from "#pipeline/notify/notify.ts";
import { type RetryPolicy, startOutboxWorker } from "#pipeline/outbox/worker.ts";
import { KeptSessions } from "#sessions/kept-sessions.ts";
import type { Store } from "#store/store.ts";
import { describeJudgement, judge } from "#understanding/classifier/model/judgement.ts";
import { withFallback } from "#understanding/remote/with-fallback.ts";
import { createHosts } from "./connector-hosts.ts";
import { ConfigError } from "./errors.ts";
import { guardLogger } from "./guarded-logger.ts";
import { openKeptClock } from "./kept-clock.ts";
import { createLogger, type Logger, type LogOutput } from "./logger.ts";
import { openServices } from "./open-services.ts";
import { observeServer } from "./metrics/observe-server.ts";
import { createPeopleApi, forgetOnWish, type PeopleApi } from "./people-api.ts";
import { RunningConnectors } from "./running-connectors.ts";
import { LoadWatch } from "#app/load/load-watch.ts";
import { watchEventLoop } from "./event-loop-watch.ts";
import { createLateErrorLog, surviveLateStoryErrors } from "./late-story-errors.ts";
import { openTracing } from "./tracing/tracing.ts";
import { createTurnLog, logMisunderstanding } from "./turn-log.ts";
import { version } from "./version.ts";

/** Parts that an embedding program or a test brings itself. */
export type Overrides = {
  /** Environment variables. Default: the process's. */
  variables?: Record<string, string | undefined>;
  /** Address of the server, where the program that embeds it knows better than the configuration. */
  publicUrl?: string;
  /** Where the log goes: pino, `console`, or whatever has four such methods. Default: JSON lines on standard output. */
  logger?: LogOutput;
  store?: Store;
  now?: () => number;
  retry?: RetryPolicy;
  /** What connectors call their platforms with. */
  fetch?: typeof fetch;
  /** Answers in the place of the configured bot, e.g. one that runs elsewhere. Gets what the bot would get. */
  runtime?: (host: BotHost) => BotRuntime;
  /** Milliseconds that an event rests before another attempt when its process has ended: before the second, the third … */
  restsMs?: readonly number[];
  /** Milliseconds that turns, deliveries and connectors have to end when the server stops. Default 10,000. */
  graceMs?: number;
};

/** Milliseconds that a peer may leave unread what was sent to it. */
const stallMs = 60_000;

/** The whole server without its listening socket: mount `router` into an Express app and `attach` its HTTP server. */
export type Backend = AsyncDisposable & {
  router: Router;
  /** Lets WebSocket connections in. Call it once, with the HTTP server that serves `router`. */
  attach(server: Server): void;
  /** What the operator should know: one line a fact, e.g. the webhook address to enter at Meta. */
  readonly setupSteps: readonly string[];
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
  /** Export, deletion and blocking of people. */
  readonly people: PeopleApi;
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
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const logger = loggerOf(settings, overrides);
  // The application decides whom it trusts: its requests carry the address that counts.
  const remedy = 'in your application say app.set("trust proxy", …) with the number of your proxies';
  if (settings.trustedProxies > 0)
    logger.warn(`trustedProxies belongs to a server on its own port and does nothing here; ${remedy}`);
  const backend = await openBackend({ ...settings, publicUrl }, { ...overrides, logger });
  return { ...backend, router: Router().use(createProxyWarning(logger, remedy), backend.router) };
}

/** The configuration, the environment and what the embedding program knows better, checked together. */
export function settle(config: CauserieConfig, overrides: Overrides): Settings {
  const { env, problems } = readEnv(overrides.variables);
  const { publicUrl } = overrides;
  if (publicUrl === undefined || !isConfiguration(config)) return resolveSettings(config, env, problems);
  const { publicUrl: _, ...others } = env;
  return resolveSettings({ ...config, publicUrl }, others, problems);
}

/** What the embedding program gives, or our own. Whatever it does, it does not throw. */
export function loggerOf({ logLevel }: Settings, { logger }: Overrides): Logger {
  return logger === undefined ? createLogger(logLevel) : guardLogger(logger, logLevel);
}

/**
 * Builds all parts, wires them, and ends them in reverse order: the connectors first refuse new work, and end last.
 */
export async function openBackend(
  settings: Settings & { publicUrl: string },
  overrides: Overrides & { logger: Logger },
): Promise<Backend> {
  const { now = Date.now, graceMs = 10_000, logger } = overrides;
  await using parts = new AsyncDisposableStack();
  // What waits goes by a clock that nobody sets back; it must look at the files before the store writes. A clock that is given
  // is the whole truth.
  const steady = overrides.now ?? parts.use(openKeptClock(settings.data, logger)).now;

  const { store, signals, watching, limits, blobs, key, formerKeys } = parts.use(
    await openServices(settings, { store: overrides.store, now, logger }),
  );
  await trainClassifier(settings, overrides, logger);
  if (settings.lateStoryErrors === "log") parts.use(surviveLateStoryErrors());
  parts.use(watchEventLoop(logger));
  const stopping = new AbortController();
  /** A connector may accept while it starts, before there are workers: their first sweep finds what it brought. */
  let worker: LaneRunner | undefined;
  let outbox: LaneRunner | undefined;

  const tracing = openTracing();
  const accepted = (event: InboundEvent, seq: number): void => {
    const { conversationId, content } = event;
    if (isSpeech(content)) {
      const tap = tapKey(content);
      const interruption = { type: "superseded" as const, seq, ...(tap === undefined ? {} : { tap }) };
      signals.publish(conversationId, { type: "interruption", interruption });
    }
    signals.publish(conversationId, { type: "log" });
    worker?.wake(conversationId, shareOf(event));
  };
  const accept = tracing.accept(createAccept(store.events, accepted, now));
  const sessions = parts.use(
    await KeptSessions.open({
      store: store.sessions,
      publish: () => signals.publish("", { type: "session" }),
      now: steady,
      logger,
    }),
  );
  parts.use(signals.subscribeToSessions(() => sessions.look()));
  const people = createPeopleApi({ operator: store.operator, blobs, signals, sessions, now });
  const load = parts.use(new LoadWatch({ ...settings, waitingWrites: () => store.waitingWrites?.() ?? 0, logger }));
  const hosts = createHosts({
    store,
    watch: watching.log.bind(watching),
    stop: async (conversationId) => {
      await store.turns.stop(conversationId);
      signals.publish(conversationId, { type: "interruption", interruption: { type: "stopped" } });
    },
    limits,
    refuseNewcomer: () => load.refuseNewcomer(),
    sessionsOf: (connectorId) => sessions.of(connectorId),
    forget: (connectorId, userId) => forgetOnWish(people, store, { connectorId, userId }),
    blobs,
    key,
    formerKeys,
    accept,
    wakeDeliveries: (lane) => outbox?.wake(lane),
    publicUrl: settings.publicUrl,
    fetch: overrides.fetch ?? fetch,
    logger,
    now,
  });
  const connectors = parts.use(
    await RunningConnectors.start(settings.connectors, {
      hostOf: hosts,
      leases: store.leases,
      tokenKey: key("link tokens"),
      now: steady,
      logger,
      endingMs: graceMs,
    }),
  );
  const { hosted } = connectors;

  const notifier = parts.use(
    new Notifier({ people: store.people, accept, outbox: store.outbox, log: store.log, signals, now }),
  );
  const committed = (conversationId: string, { deliveries }: Answer): void => {
    signals.publish(conversationId, { type: "log" });
    if (deliveries.length > 0) outbox?.wake(conversationId);
  };
  /** Conversations whose story is at work. */
  const busy = new Set<string>();
  const observed = observeServer(settings.metricsToken, store, { metrics: () => connectors.metrics(), load }, parts);
  const turns = endWhatWasBegun(tracing.turns(observed.turns), store.log);
  const reports = new TurnReports(turns, signals);
  const botHost: BotHost = {
    bot: settings.bot,
    services: settings.bot.services.map((service) => withFallback(service, { onError: logMisunderstanding(logger) })),
    storyRules: settings.storyRules,
    turns: reports.turns,
    log: store.log,
    blobs,
    interruptions: { watch: watching.interruptions.bind(watching) },
    connectorOf: (conversation) => connectorOf(hosted, conversation),
    frame: (conversationId, frame) => signals.publish(conversationId, { type: "frame", frame }),
    typing: (conversation, on) => {
      const connector = hosted.get(conversation.connectorId);
      if (on) busy.add(conversation.id);
      else busy.delete(conversation.id);
      if (connector?.delivery === "push") void connector.typing(conversation.address, on);
      else signals.publish(conversation.id, { type: "frame", frame: { type: "typing", on } });
    },
    committed,
    report: createReporter(logger, reports, [observed.report, tracing.report]),
    pause: (ms, signal) => sleep(ms, undefined, { signal }),
    threwLate: settings.lateStoryErrors === "log" ? createLateErrorLog(logger) : undefined,
    traceStory: tracing.story,
    doubleTapMs: 1000,
    now,
    stopping: stopping.signal,
  };
  worker = startWorker({
    turns,
    runtime: tracing.runtime(reports.complete(overrides.runtime?.(botHost) ?? createBotRuntime(botHost))),
    isConfigured: (connectorId) => hosted.has(connectorId),
    setAside: (lease, apology) => {
      committed(lease.conversation.id, apology);
      reports.setAside(lease, apology);
    },
    passOn: (conversationId) => signals.publish(conversationId, { type: "work" }),
    now: steady,
    logger,
    stopping: stopping.signal,
    concurrency: settings.storiesAtOnce,
    ...(overrides.restsMs === undefined ? {} : { restsMs: overrides.restsMs }),
  });
  const answering = worker;
  parts.use(signals.subscribeToWork((conversationId) => answering.takeOver(conversationId)));
  outbox = startOutboxWorker({
    outbox: observed.outbox,
    connectors: tracing.connectors(hosted),
    now: steady,
    logger,
    stopping: stopping.signal,
    // A message ends "is typing" on the phone; the story goes on.
    delivered: ({ connectorId, conversationId, address }) => {
      if (busy.has(conversationId)) void hosted.get(connectorId)?.typing(address, true);
    },
    ...(overrides.retry === undefined ? {} : { retry: overrides.retry }),
  });
  if (store.operator !== undefined)
    parts.use(
      startRetention({
        operator: store.operator,
        leases: store.leases,
        blobs,
        retention: settings.retention,
        connectorIds: settings.connectors.map(({ id }) => id),
        now,
        logger,
      }),
    );
  parts.defer(() => stopWorkers({ worker, outbox, stopping, graceMs }));
  parts.defer(() => connectors.stopAccepting());

  let draining = false;
  const stalls = parts.use(createStallGuard(stallMs));
  const mounts = createMounts(settings.publicUrl, logger);
  const router = createRouter({
    connectors: connectors.routes,
    openApi: (url) => describeOpenApi({ publicUrl: url, version, connectors: settings.connectors }),
    mounts,
    stalls,
    ready: () => store.ready(),
    draining: () => draining,
    metrics: observed.page,
    addressKey: key(addressPurpose),
    logger,
  });
  const kept = parts.move();
  return {
    router,
    attach: (server) => connectors.attach(server, mounts, stalls),
    setupSteps: settings.connectors.flatMap((connector) => setupSteps(connector, settings.publicUrl)),
    notify: notifier.notify,
    people,
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

/** The log, and whoever waits for the outcome of a notification. Neither decides about the turn that it learns of. */
function createReporter(
  logger: Logger,
  reports: TurnReports,
  observers: readonly ((report: TurnReport) => void)[],
): (report: TurnReport) => void {
  const logTurn = createTurnLog(logger);
  return (report) => {
    logTurn(report);
    for (const observe of observers) observe(report);
    if (report.type !== "handled") return;
    const { outcome, blocked } = report.outcome;
    reports.report(report.conversationId, report.eventId, {
      outcome,
      ...(blocked === undefined ? {} : { blocked }),
      messages: report.messages,
      deliveries: report.deliveries,
    });
  };
}

/**
 * Before anything is answered: a bot that has not learnt yet would not understand. Kept for the next start.
 * @throws ConfigError when the classifier would understand nothing: a server that starts so would fail in silence.
 */
async function trainClassifier({ bot, data }: Settings, { store }: Overrides, logger: Logger): Promise<void> {
  const trained = await bot.train(store === undefined ? { cacheFolder: join(data, "models") } : {});
  if (trained === undefined) return;
  const { trainedInMs, fromCache, cacheProblem, heldOut } = trained;
  const problem = describeJudgement(heldOut);
  if (judge(heldOut) === "deaf") throw new ConfigError([`bot: ${problem ?? ""}`]);
  const facts = { examples: bot.examples.length, trainedInMs: Math.round(trainedInMs), fromCache, heldOut };
  logger.info(facts, "the classifier has learnt from the stories' examples");
  if (problem !== undefined) logger.warn({ ...heldOut }, problem);
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

function connectorOf(connectors: ReadonlyMap<string, HostedConnector>, { connectorId }: Conversation): HostedConnector {
  const connector = connectors.get(connectorId);
  if (connector === undefined)
    throw new ConfigError([`an event waits for the connector "${connectorId}", which is not configured any more`]);
  return connector;
}
