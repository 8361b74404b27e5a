import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "#app/errors.ts";
import { createLateErrorLog } from "#app/late-story-errors.ts";
import type { Logger } from "#app/logger.ts";
import { type Observed, observeServer } from "#app/metrics/observe-server.ts";
import type { RunningBots } from "#app/running-bots.ts";
import { createTurnLog, logMisunderstanding } from "#app/turn-log.ts";
import type { BotHost, RevisedTexts } from "#bot/bot-host.ts";
import { createBotRuntime } from "#bot/handle-event.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { DeskDelivery } from "#channel/host/desk-delivery.ts";
import type { ForDesk } from "#desk/inbox/take-delivery.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Answer } from "#conversation/turns.ts";
import { endWhatWasBegun } from "#pipeline/inbox/end-begun.ts";
import { amend, withFiles } from "#pipeline/inbox/fetch-files.ts";
import { TurnReports } from "#pipeline/inbox/turn-reports.ts";
import { askWhetherOpen, startWorker } from "#pipeline/inbox/worker.ts";
import type { LaneRunner } from "#pipeline/lanes/lane-runner.ts";
import { type ConfirmRead, createConfirmRead } from "#pipeline/notify/confirm-read.ts";
import { Notifier, type Notify } from "#pipeline/notify/notify.ts";
import { startOutboxWorker } from "#pipeline/outbox/worker.ts";
import { createContinuation, refPurpose } from "#identity/continuation.ts";
import { withFallback } from "#understanding/remote/with-fallback.ts";
import type { Foundation } from "./foundation.ts";
import { createLateNotice } from "./late-notice.ts";
import { graceOf, type Reception } from "./reception.ts";
import { scannerOf } from "./scanner-of.ts";
import { scanFile } from "#uploads/scan-file.ts";

/** Where events are answered and answers delivered. */
export type Answering = {
  worker: LaneRunner;
  outbox: LaneRunner;
  notify: Notify;
  confirmRead: ConfirmRead;
  /** Of the metrics; undefined when nobody may read them. */
  metrics: Observed["page"];
};

/** `inbox`, `stories`: of the desk, where there is one. */
type AnsweringParts = Reception & {
  bots: Pick<RunningBots, "metrics">;
  inbox: { take: (item: ForDesk) => Promise<void> } | undefined;
  stories: { rules: BotHost["storyRules"]; texts: RevisedTexts; observe: (report: TurnReport) => void } | undefined;
  /** Undefined: the port is another program's. */
  droppedConnections: (() => number) | undefined;
};

/** Starts the stories and the deliveries. */
export function startAnswering(
  foundation: Foundation,
  { accept, connectors, load, people, bots, inbox, stories, droppedConnections }: AnsweringParts,
  parts: AsyncDisposableStack,
): Answering {
  const { settings, overrides, logger, services, tracing, now, steady, lanes } = foundation;
  const { store, signals } = services;
  const { hosted } = connectors;
  const scanner = scannerOf(foundation);
  const stopping = new AbortController();
  const notifier = parts.use(
    new Notifier({ people: store.people, accept, outbox: store.outbox, log: store.log, signals, now }),
  );
  const confirmRead = createConfirmRead({ people: store.people, accept, now });
  const observed = observeServer(
    settings.metricsToken,
    store,
    {
      metrics: () => connectors.metrics(),
      bots: () => bots.metrics(),
      stories: settings.bot.stories.keys(),
      load,
      ...(droppedConnections && { droppedConnections }),
    },
    parts,
  );
  const turns = endWhatWasBegun(tracing.turns(observed.turns), store.log);
  const reports = new TurnReports(turns, signals);
  const typing = new Typing(hosted);
  const committed = (conversationId: string, { deliveries }: Answer): void => {
    signals.publish(conversationId, { type: "log" });
    if (deliveries.length > 0) lanes.outbox?.wake(conversationId);
  };
  const botHost: BotHost = {
    ...hostOfStories(foundation, hosted),
    storyRules: stories?.rules ?? (() => settings.storyRules),
    ...(stories === undefined ? {} : { revisedTexts: stories.texts }),
    turns: reports.turns,
    amend: (lease, content) => amend({ events: store.events, blobs: services.blobs }, lease, content),
    typing: (conversation, on) => {
      if (!typing.show(conversation, on))
        signals.publish(conversation.id, { type: "frame", frame: { type: "typing", on } });
    },
    committed,
    report: createReporter(logger, reports, [
      observed.report,
      tracing.report,
      ...(stories === undefined ? [] : [stories.observe]),
    ]),
    stopping: stopping.signal,
  };
  const worker = startWorker({
    turns,
    runtime: tracing.runtime(
      withFiles(reports.complete(overrides.runtime?.(botHost) ?? createBotRuntime(botHost)), {
        events: store.events,
        blobs: services.blobs,
        connectorOf: (connectorId) => hosted.get(connectorId),
        scan: scanner && ((file) => scanFile(scanner, file, { blobs: services.blobs, logger })),
      }),
    ),
    isConfigured: (connectorId) => hosted.has(connectorId),
    setAside: (lease, apology) => {
      committed(lease.conversation.id, apology);
      reports.setAside(lease, apology);
    },
    isOpen: askWhetherOpen(store.turns, steady),
    endOf: (lease) => reports.endOf(lease),
    passOn: (conversationId) => signals.publish(conversationId, { type: "work" }),
    now: steady,
    logger,
    stopping: stopping.signal,
    concurrency: settings.storiesAtOnce,
    most: {
      all: settings.maxStories,
      outer: settings.storiesPerConnector,
      inner: settings.storiesPerNetwork,
    },
    ...(overrides.restsMs === undefined ? {} : { restsMs: overrides.restsMs }),
  });
  parts.use(signals.subscribeToWork((conversationId) => worker.takeOver(conversationId)));
  const outbox = startOutboxWorker({
    outbox: observed.outbox,
    connectors: tracing.connectors(hosted),
    now: steady,
    logger,
    stopping: stopping.signal,
    most: {
      all: settings.maxDeliveries,
      outer: settings.deliveriesPerConnector,
      inner: settings.deliveriesPerKind,
    },
    noticeOf: createLateNotice({ people: store.people, connectors: hosted, locales: settings.bot.locales }),
    forget: async ({ connectorId, conversationId, address }) => {
      await people.deleteBehind({ connectorId, userId: address.user }, conversationId);
    },
    ...(inbox === undefined
      ? {}
      : { desk: async (item) => inbox.take({ ...item, payload: item.payload as DeskDelivery }) }),
    delivered: ({ connectorId, conversationId, address }) => typing.showAgain(connectorId, conversationId, address),
    ...(overrides.retry === undefined ? {} : { retry: overrides.retry }),
  });
  Object.assign(lanes, { worker, outbox });
  parts.defer(() => stopWorkers({ worker, outbox, stopping, graceMs: graceOf(overrides) }));
  return { worker, outbox, notify: notifier.notify, confirmRead, metrics: observed.page };
}

/** What stories get that does not depend on how they are run. */
function hostOfStories(
  { settings, logger, services, tracing, now }: Foundation,
  hosted: ReadonlyMap<string, HostedConnector>,
): Omit<BotHost, "storyRules" | "turns" | "amend" | "typing" | "committed" | "report" | "stopping"> {
  const { store, signals, watching, blobs } = services;
  return {
    bot: settings.bot,
    services: settings.bot.services.map((service) => withFallback(service, { onError: logMisunderstanding(logger) })),
    log: store.log,
    continuation: createContinuation({
      links: store.links,
      connectors: hosted,
      key: services.key(refPurpose),
      formerKeys: services.formerKeys(refPurpose),
      now,
    }),
    lastRefusal: (conversationId) => store.outbox.lastRefusal(conversationId),
    deliveryStates: (ids) => store.outbox.states(ids),
    blobs,
    interruptions: { watch: watching.interruptions.bind(watching) },
    hasDesk: settings.desk !== undefined,
    connectorOf: (conversation) => connectorOf(hosted, conversation),
    frame: (conversationId, frame) => signals.publish(conversationId, { type: "frame", frame }),
    pause: (ms, signal) => sleep(ms, undefined, { signal }),
    threwLate: settings.lateStoryErrors === "log" ? createLateErrorLog(logger) : undefined,
    traceStory: tracing.story,
    doubleTapMs: 1000,
    now,
  };
}

/** "Is typing" on the channels that are told of it. */
class Typing {
  readonly #connectors: ReadonlyMap<string, HostedConnector>;
  /** Conversations whose story is at work. */
  readonly #busy = new Set<string>();

  constructor(connectors: ReadonlyMap<string, HostedConnector>) {
    this.#connectors = connectors;
  }

  /** @returns false: this channel reads it for itself. */
  show({ id, connectorId, address }: Conversation, on: boolean): boolean {
    if (on) this.#busy.add(id);
    else this.#busy.delete(id);
    const connector = this.#connectors.get(connectorId);
    if (connector?.delivery !== "push") return false;
    void connector.typing(address, on);
    return true;
  }

  /** A message ends it on the phone; the story goes on. */
  showAgain(connectorId: string, conversationId: string, address: Conversation["address"]): void {
    if (this.#busy.has(conversationId)) void this.#connectors.get(connectorId)?.typing(address, true);
  }
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
    for (const observe of observers) {
      try {
        observe(report);
      } catch (err) {
        // Who waits for the outcome below must learn of it all the same.
        logger.error({ err }, "a turn was not counted");
      }
    }
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
