import type { Server } from "node:http";
import { randomUUID } from "node:crypto";
import { toProblem } from "@causerie/protocol";
import type { RequestHandler } from "express";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import {
  type CallOwn,
  type ConnectorDefinition,
  messageOf,
  type RunningConnector,
} from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { Metric } from "#channel/host/metric.ts";
import { type HostedConnector, hostConnector } from "#channel/host/hosted-connector.ts";
import { sendProblem } from "#http/responses.ts";
import type { Mounts } from "#http/mounts.ts";
import type { StallGuard } from "#http/connections/stalled.ts";
import { claimUpgrades, pathOf, takeUpgradeListeners } from "#http/connections/upgrade.ts";
import { holdLease, type NamedLeases } from "#pipeline/lanes/hold-lease.ts";
import { ConfigError } from "./errors.ts";
import { guardListeners } from "./guarded-listeners.ts";
import type { Logger } from "./logger.ts";
import { createOwnCall } from "./own-call.ts";
import { reportDefect } from "./report-defect.ts";

export type ConnectorParts = {
  /** What each connector gets, with a logger of its own. */
  hostOf: (definition: ConnectorDefinition) => ConnectorHost;
  leases: NamedLeases;
  tokenKey: Uint8Array;
  now: () => number;
  logger: Logger;
  /** Milliseconds that a connector has to end. After that the server ends without it. */
  endingMs: number;
};

type Started = { definition: ConnectorDefinition; running: RunningConnector; hosted: HostedConnector };

/**
 * The connectors of this server. Every call to them goes through here, through {@link hostConnector}, or, before they run,
 * through the functions of connector-definition.ts: one that throws, rejects or hangs is logged, and neither the server nor
 * another connector notices.
 */
export class RunningConnectors implements AsyncDisposable {
  readonly hosted: ReadonlyMap<string, HostedConnector>;
  readonly #started: readonly Started[];
  readonly #logger: Logger;
  readonly #endingMs: number;
  readonly #transports: AsyncDisposable[] = [];
  #closing = false;

  /** @throws ConfigError when a connector cannot start; those that did are ended again. */
  static async start(definitions: readonly ConnectorDefinition[], parts: ConnectorParts): Promise<RunningConnectors> {
    const started: Started[] = [];
    for (const definition of definitions) {
      try {
        started.push(await startOne(definition, parts));
      } catch (cause) {
        await new RunningConnectors(started, parts)[Symbol.asyncDispose]();
        if (cause instanceof ConfigError) throw cause;
        throw new ConfigError([`The connector "${definition.id}" cannot start: ${messageOf(cause)}`], { cause });
      }
    }
    const connectors = new RunningConnectors(started, parts);
    connectors.#runTransports(parts);
    return connectors;
  }

  private constructor(started: readonly Started[], { logger, endingMs }: ConnectorParts) {
    this.#started = started;
    this.#logger = logger;
    this.#endingMs = endingMs;
    this.hosted = new Map(started.map(({ definition, hosted }) => [definition.id, hosted]));
  }

  #runTransports({ leases, now, logger, endingMs }: ConnectorParts): void {
    for (const { definition, running } of this.#started) {
      if (running.run === undefined) continue;
      const name = `connector:${definition.id}`;
      const run = running.run.bind(running);
      this.#transports.push(holdLease({ leases, name, holder: randomUUID(), run, now, logger, endingMs }));
    }
  }

  /** What is mounted at which path. */
  get routes(): { id: string; path: string; router: RequestHandler }[] {
    return this.#started.flatMap(({ definition: { id, path }, running }) => {
      if (running.router === undefined) return [];
      // A connector that ends its own requests knows better what its clients understand.
      const endsItself = running.stopAccepting !== undefined;
      return [{ id, path, router: endsItself ? running.router : this.#refuseWhenClosing(running.router) }];
    });
  }

  /** The figures that each connector keeps. One that cannot say them has none. */
  metrics(): { id: string; metrics: readonly Metric[] }[] {
    return this.#started.map(({ definition: { id }, running }) => {
      try {
        return { id, metrics: running.metrics?.() ?? [] };
      } catch (error) {
        reportDefect(this.#logger, id, "metrics", error);
        return { id, metrics: [] };
      }
    });
  }

  /** Whether a connector takes requests or sockets. */
  get listens(): boolean {
    return this.#started.some(({ running: { router, sockets } }) => router !== undefined || sockets !== undefined);
  }

  /** Lets WebSocket connections in. */
  attach(server: Server, mounts: Mounts, stalls: Pick<StallGuard, "watch">): void {
    this.#testOnceListening(server, mounts);
    const claimed = this.#started.flatMap(({ definition, running: { sockets } }) => {
      if (sockets === undefined) return [];
      const failed = (error: unknown): void => reportDefect(this.#logger, definition.id, "sockets", error);
      try {
        const attach = (): void => guardListeners(server, () => sockets.attach(server), failed);
        return { path: sockets.path, listeners: takeUpgradeListeners(server, attach) };
      } catch (error) {
        failed(error);
        return [];
      }
    });
    claimUpgrades(server, (request) => {
      for (const { path, listeners } of claimed) {
        const prefix = mounts.prefixOf(pathOf(request), path);
        if (prefix === undefined) continue;
        return (upgrade, socket, head) => {
          // As a router sees it: the connector knows nothing of where it is mounted.
          upgrade.url = (upgrade.url ?? "").slice(prefix.length);
          stalls.watch(socket);
          for (const listener of listeners) listener(upgrade, socket, head);
        };
      }
      return undefined;
    });
  }

  /** Each connector looks whether requests reach it as they were sent. Nobody waits for it. */
  #testOnceListening(server: Server, mounts: Mounts): void {
    const tested = this.#started.filter(({ running }) => running.selfTest !== undefined);
    if (tested.length === 0) return;
    const test = (): void => {
      for (const { definition, running } of tested) {
        const call = createOwnCall(server, mounts.pathsOf(definition.path), mounts.publicUrl);
        const unlessClosing = async (request: Parameters<CallOwn>[0]) =>
          this.#closing ? undefined : await call(request);
        void running
          .selfTest?.(unlessClosing)
          .catch((error: unknown) => reportDefect(this.#logger, definition.id, "self-test", error));
      }
    };
    if (server.listening) test();
    else server.once("listening", test);
  }

  /** From this call on every request is answered 503. What is under way goes on. */
  async stopAccepting(): Promise<void> {
    this.#closing = true;
    await this.#all("stopAccepting", (running) => running.stopAccepting?.());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#transports.map((transport) => transport[Symbol.asyncDispose]()));
    await this.#all("disposal", (running) => running[Symbol.asyncDispose]?.());
  }

  #refuseWhenClosing(router: RequestHandler): RequestHandler {
    return (request, response, next) => {
      if (!this.#closing) return router(request, response, next);
      sendProblem(response, toProblem("unavailable", "the server is stopping; come again", 1000));
    };
  }

  async #all(what: string, call: (running: RunningConnector) => unknown): Promise<void> {
    await Promise.all(
      this.#started.map(async ({ definition, running }) => {
        using limit = new TimeLimit({
          ms: this.#endingMs,
          timeoutReason: () => new Error(`${what} did not end in time`),
        });
        try {
          await rejectOnAbort(Promise.resolve(call(running)), limit.signal);
        } catch (error) {
          reportDefect(this.#logger, definition.id, what, error);
        }
      }),
    );
  }
}

/** @throws whatever the connector throws, or TypeError when what it has started is no connector. */
async function startOne(definition: ConnectorDefinition, parts: ConnectorParts): Promise<Started> {
  const running = definition.start(parts.hostOf(definition));
  try {
    return { definition, running, hosted: host(definition, running, parts) };
  } catch (error) {
    await endRefused(definition, running, parts);
    throw error;
  }
}

function host(
  definition: ConnectorDefinition,
  { connector }: RunningConnector,
  { tokenKey, logger }: ConnectorParts,
): HostedConnector {
  if (typeof connector?.render !== "function") throw new TypeError("start must return { connector } with its render");
  if (connector.id !== definition.id)
    throw new TypeError(`its connector has the id "${connector.id}"; both must have the same`);
  return hostConnector(connector, {
    tokenKey,
    report: (what, error) => reportDefect(logger, definition.id, what, error),
  });
}

/** What has started but is no connector, perhaps not even one that is there yet, may hold a port or a connection. */
async function endRefused(
  { id }: ConnectorDefinition,
  started: unknown,
  { logger, endingMs }: ConnectorParts,
): Promise<void> {
  using limit = new TimeLimit({ ms: endingMs });
  const end = async (): Promise<void> => {
    const running = (await started) as Partial<AsyncDisposable> | null | undefined;
    await running?.[Symbol.asyncDispose]?.();
  };
  try {
    await rejectOnAbort(end(), limit.signal);
  } catch (error) {
    reportDefect(logger, id, "disposal", error);
  }
}
