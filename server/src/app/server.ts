import type { Server } from "node:http";
import { Router } from "express";
import { setupSteps } from "#channel/connector-definition.ts";
import { type CauserieConfig, isConfiguration, resolveSettings, type Settings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import type { OtherProcesses } from "#bot/authoring/remote-bot.ts";
import { describeOpenApi } from "#connectors/web/http/openapi.ts";
import { messengerKind } from "#connectors/messenger/kind/messenger-kind.ts";
import { whatsappKind } from "#connectors/whatsapp/kind/whatsapp-kind.ts";
import { mobilePagesOf, tockConnectorsOf } from "#connectors/web/web.ts";
import { openaiKind } from "#connectors/openai/kind/openai-kind.ts";
import { slackKind } from "#connectors/slack/kind/slack-kind.ts";
import { webKind } from "#connectors/web/web-kind.ts";
import { createProxyWarning } from "#http/connections/client-address.ts";
import { createMounts } from "#http/mounts.ts";
import { addressPurpose } from "#http/connections/request-facts.ts";
import { createRouter } from "#http/router.ts";
import { createStallGuard } from "#http/connections/stalled.ts";
import { strangersOf } from "#operator/retention.ts";
import { startRetention } from "#operator/start-retention.ts";
import type { ConfirmRead } from "#pipeline/notify/confirm-read.ts";
import type { Notify } from "#pipeline/notify/notify.ts";
import { startAnswering } from "./backend/answering.ts";
import { type BackendSettings, type Foundation, openFoundation } from "./backend/foundation.ts";
import type { Overrides } from "./backend/overrides.ts";
import { openReception } from "./backend/reception.ts";
import { type DeskChannels, openChannels } from "./desk/open-channels.ts";
import { openDesk } from "./desk/open-desk.ts";
import { openFigures } from "./desk/open-figures.ts";
import { openInbox } from "./desk/open-inbox.ts";
import { openStories } from "./desk/open-stories.ts";
import { openTrials } from "./desk/open-trials.ts";
import { guardLogger } from "./guarded-logger.ts";
import { createLogger, type Logger } from "./logger.ts";
import type { PeopleApi } from "./people-api.ts";
import { RunningBots } from "./running-bots.ts";
import { version } from "./version.ts";

export type { Overrides } from "./backend/overrides.ts";

/** Milliseconds that a peer may leave unread what was sent to it. */
const stallMs = 60_000;

/** The whole server without its listening socket: mount `router` into an Express app and `attach` its HTTP server. */
export type Backend = AsyncDisposable & {
  router: Router;
  /** Lets WebSocket connections in. Call it once, with the HTTP server that serves `router`. */
  attach(server: Server): void;
  /** What the operator should know: one line a fact, e.g. the webhook address to enter at Meta. */
  readonly setupSteps: readonly string[];
  /** The same for the eyes of the operator alone: with links that let in whoever has them. They must not reach a log. */
  readonly firstSteps: readonly string[];
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
  /**
   * Says that somebody of the site's team has read what a visitor of the web has said: their page may show it (feature `receipts`). Call it from
   * the program in which the team reads.
   *
   * ```ts
   * await backend.confirmRead({ connectorId: "web", userId }, { name: "Ana" });
   * ```
   */
  readonly confirmRead: ConfirmRead;
  /** Export, deletion and blocking of people. */
  readonly people: PeopleApi;
  /** Resolves when nothing is being answered or delivered. For tests. */
  idle(): Promise<void>;
};

/** {@link startBackend} of `starting.ts`. */
export async function runBackend(config: CauserieConfig, overrides: Overrides): Promise<Backend> {
  const settings = settle(config, overrides);
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const logger = loggerOf(settings, overrides);
  // The application decides whom it trusts: its requests carry the address that counts.
  const remedy = 'in your application say app.set("trust proxy", …) with the number of your proxies';
  if (settings.proxy !== undefined)
    logger.warn("proxy does nothing here; start Node with NODE_USE_ENV_PROXY=1 and HTTPS_PROXY in place of it");
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
  given: BackendSettings,
  overrides: Overrides & { logger: Logger; droppedConnections?: () => number },
): Promise<Backend> {
  await using parts = new AsyncDisposableStack();
  // Of two kinds of one channel the later one counts: what the configuration says of Messenger is about all pages.
  const settings = {
    ...given,
    channelKinds: [webKind, messengerKind(), whatsappKind(), slackKind, openaiKind, ...given.channelKinds],
  };
  const foundation = await openFoundation(settings, overrides, parts);
  const reception = await openReception(foundation, parts);
  // They end after the stories that wait for them.
  const bots = parts.use(new RunningBots(settings.bot.bots, foundation.logger, otherProcessesOf(foundation)));
  const channels = await openChannels(foundation, reception, parts);
  const inbox = openInbox(foundation, { ...reception, channels }, parts);
  const stories = await openStories(foundation, reception, parts);
  const { droppedConnections } = overrides;
  const answering = startAnswering(foundation, { ...reception, bots, inbox, stories, droppedConnections }, parts);
  sweepOldData(foundation, channels, parts);
  const { connectors, people } = reception;
  parts.defer(() => connectors.stopAccepting());

  const { services, logger } = foundation;
  const figures = openFigures(foundation, reception, parts);
  let draining = false;
  const desk = await openDesk(
    foundation,
    () => [
      ...(inbox?.routes ?? []),
      ...(channels?.routes ?? []),
      ...(stories?.routes ?? []),
      ...figures,
      ...openTrials(foundation, stories),
    ],
    () => draining,
    parts,
  );
  const stalls = parts.use(createStallGuard(stallMs));
  const mounts = createMounts(settings.publicUrl, logger);
  const router = createRouter({
    connectors: connectors.routes,
    liveConnectors: () => connectors.liveRoutes,
    running: () => connectors.definitions,
    openApi: (url) => {
      const running = connectors.definitions;
      const subject = { publicUrl: url, version, connectors: running, tock: tockConnectorsOf(running) };
      const document = describeOpenApi(subject);
      return desk === undefined ? document : desk.describe(document);
    },
    mobilePages: () => mobilePagesOf(connectors.definitions),
    desk: desk?.router,
    mounts,
    stalls,
    ready: () => services.store.ready(),
    draining: () => draining,
    metrics: answering.metrics,
    addressKey: services.key(addressPurpose),
    logger,
  });
  const kept = parts.move();
  return {
    router: Router().use(bots.refusePlainRequests, router),
    attach: (server) => {
      connectors.attach(server, mounts, stalls);
      bots.attach(server, mounts, stalls);
    },
    setupSteps: [
      ...settings.connectors.flatMap((connector) => setupSteps(connector, settings.publicUrl)),
      ...bots.setupSteps(settings.publicUrl),
    ],
    firstSteps:
      desk?.firstLink === undefined ? [] : [`desk: make the first account at ${desk.firstLink} within 24 hours`],
    notify: answering.notify,
    confirmRead: answering.confirmRead,
    people,
    idle: async () => {
      await answering.worker.idle();
      await answering.outbox.idle();
    },
    [Symbol.asyncDispose]: async () => {
      draining = true;
      await kept.disposeAsync();
    },
  };
}

/** Undefined: there is one process. */
function otherProcessesOf({ settings, services }: Foundation): ((botId: string) => OtherProcesses) | undefined {
  const { signals } = services;
  if (settings.database === undefined) return undefined;
  return (bot) => ({
    publish: (message) => signals.publish("", { type: "bot", bot, message }),
    subscribe: (listener) =>
      signals.subscribeToServer((signal) => {
        if (signal.type === "bot" && signal.bot === bot) listener(signal.message);
      }),
  });
}

function sweepOldData(
  { settings, services, now, logger }: Foundation,
  channels: DeskChannels | undefined,
  parts: AsyncDisposableStack,
): void {
  const { operator, leases, uploads } = services.store;
  if (operator === undefined) return;
  const connectorIds = (): string[] => [...settings.connectors.map(({ id }) => id), ...(channels?.runner.ids ?? [])];
  for (const id of strangersOf(settings.retention, connectorIds()))
    logger.warn(
      { connectorId: id },
      "retention.connectors names a connector that neither the configuration nor the desk has; what it has left is kept as it says",
    );
  parts.use(
    startRetention({
      operator,
      leases,
      uploads,
      blobs: services.blobs,
      retention: settings.retention,
      connectorIds,
      now,
      logger,
    }),
  );
}
