import type { Server } from "node:http";
import { randomUUID } from "node:crypto";
import { toProblem } from "@causerie/protocol";
import type { RequestHandler } from "express";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/connector-host.ts";
import { type HostedConnector, hostConnector } from "#channel/hosted-connector.ts";
import { sendProblem } from "#http/responses.ts";
import { refuseUnclaimedUpgrades } from "#http/upgrade.ts";
import { holdLease, type NamedLeases } from "#pipeline/lanes/hold-lease.ts";
import { ConfigError } from "./errors.ts";
import type { Logger } from "./logger.ts";

export type ConnectorParts = {
  /** What each connector gets, with a logger of its own. */
  hostOf(definition: ConnectorDefinition): ConnectorHost;
  leases: NamedLeases;
  tokenKey: Uint8Array;
  now: () => number;
  logger: Logger;
};

type Started = { definition: ConnectorDefinition; running: RunningConnector };

/**
 * The connectors of this server. Every call to them goes through here or through {@link hostConnector}: one that throws or
 * rejects is logged, and neither the server nor another connector notices.
 */
export class RunningConnectors implements AsyncDisposable {
  readonly hosted: ReadonlyMap<string, HostedConnector>;
  readonly #started: readonly Started[];
  readonly #logger: Logger;
  readonly #transports: AsyncDisposable[];
  #closing = false;

  /** @throws ConfigError when a connector cannot start; those that did are ended again. */
  static async start(definitions: readonly ConnectorDefinition[], parts: ConnectorParts): Promise<RunningConnectors> {
    const started: Started[] = [];
    for (const definition of definitions) {
      try {
        started.push({ definition, running: definition.start(parts.hostOf(definition)) });
      } catch (cause) {
        await Promise.allSettled(started.map(async ({ running }) => running[Symbol.asyncDispose]?.()));
        if (cause instanceof ConfigError) throw cause;
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ConfigError([`The connector "${definition.id}" cannot start: ${reason}`], { cause });
      }
    }
    return new RunningConnectors(started, parts);
  }

  private constructor(started: readonly Started[], { leases, tokenKey, now, logger }: ConnectorParts) {
    this.#started = started;
    this.#logger = logger;
    const hosted = started.map(({ definition, running }) => {
      const report = (what: string, err: unknown): void => this.#report(definition, what, err);
      return [definition.id, hostConnector(running.connector, { tokenKey, report })] as const;
    });
    this.hosted = new Map(hosted);
    this.#transports = started.flatMap(({ definition: { id }, running }) => {
      if (running.run === undefined) return [];
      const run = running.run.bind(running);
      return [holdLease({ leases, name: `connector:${id}`, holder: randomUUID(), run, now, logger })];
    });
  }

  /** What is mounted at which path. */
  get routes(): { path: string; router: RequestHandler }[] {
    return this.#started.flatMap(({ definition: { path }, running }) => {
      const { router } = running;
      if (router === undefined) return [];
      // A connector that ends its own requests knows better what its clients understand.
      return [{ path, router: running.stopAccepting === undefined ? this.#refuseWhenClosing(router) : router }];
    });
  }

  /** Lets WebSocket connections in. */
  attach(server: Server): void {
    const sockets = this.#started.flatMap(({ running }) => running.sockets ?? []);
    for (const socket of sockets) socket.attach(server);
    // Beside an application with sockets of its own we only take what is ours.
    if (server.listenerCount("upgrade") === sockets.length)
      refuseUnclaimedUpgrades(server, (path) => sockets.some((socket) => socket.path === path));
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
      if (this.#closing) sendProblem(response, toProblem("unavailable", "the server is stopping; come again", 1000));
      else void router(request, response, next);
    };
  }

  async #all(what: string, call: (running: RunningConnector) => unknown): Promise<void> {
    await Promise.all(
      this.#started.map(async ({ definition, running }) => {
        try {
          await call(running);
        } catch (error) {
          this.#report(definition, what, error);
        }
      }),
    );
  }

  #report({ id }: ConnectorDefinition, what: string, err: unknown): void {
    this.#logger.error(
      { connector: id, what, err },
      "a connector failed where it must not; the server goes on without",
    );
  }
}
