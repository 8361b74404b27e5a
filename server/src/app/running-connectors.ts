import type { Server } from "node:http";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { type CallOwn, messageOf } from "#channel/connector-definition.ts";
import type { Metric } from "#channel/host/metric.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { StallGuard } from "#http/connections/stalled.ts";
import { claimUpgrades, pathOf, takeUpgradeListeners, type UpgradeListener } from "#http/connections/upgrade.ts";
import type { MountedConnector } from "#http/mount-connectors.ts";
import type { Mounts } from "#http/mounts.ts";
import { ConfigError } from "./errors.ts";
import { guardListeners } from "./guarded-listeners.ts";
import type { Logger } from "./logger.ts";
import { createOwnCall } from "./own-call.ts";
import { reportDefect } from "./report-defect.ts";
import { type ConnectorParts, StartedConnector } from "./started-connector.ts";

/** A server whose upgrades they take. */
type Attached = { server: Server; mounts: Mounts; stalls: Pick<StallGuard, "watch"> };

type Claim = { path: string; listeners: readonly UpgradeListener[] };

/**
 * The connectors of this server: those that it was started with, and those that come and go while it runs. Every call to them goes through here,
 * through `hostConnector`, or, before they run, through the functions of connector-definition.ts: one that throws, rejects or hangs is logged,
 * and neither the server nor another connector notices.
 */
export class RunningConnectors implements AsyncDisposable {
  readonly #parts: ConnectorParts;
  readonly #logger: Logger;
  readonly #started = new Map<string, StartedConnector>();
  readonly #hosted = new Map<string, HostedConnector>();
  /** Those that the server was started with. */
  readonly #fixed: ReadonlySet<string>;
  readonly #attached: Attached[] = [];
  readonly #claims = new Map<StartedConnector, Claim[]>();
  #live: readonly MountedConnector[] = [];
  #definitions: readonly ConnectorDefinition[] = [];
  #closing = false;

  /** @throws ConfigError when a connector cannot start; those that did are ended again. */
  static async start(definitions: readonly ConnectorDefinition[], parts: ConnectorParts): Promise<RunningConnectors> {
    const connectors = new RunningConnectors(definitions, parts);
    for (const definition of definitions) {
      try {
        connectors.#add(await StartedConnector.start(definition, parts));
      } catch (cause) {
        await connectors[Symbol.asyncDispose]();
        if (cause instanceof ConfigError) throw cause;
        throw new ConfigError([`The connector "${definition.id}" cannot start: ${messageOf(cause)}`], { cause });
      }
    }
    for (const started of connectors.#started.values()) started.runTransport();
    return connectors;
  }

  private constructor(definitions: readonly ConnectorDefinition[], parts: ConnectorParts) {
    this.#parts = parts;
    this.#logger = parts.logger;
    this.#fixed = new Set(definitions.map(({ id }) => id));
  }

  /** By their ids, as they are at each moment. */
  get hosted(): ReadonlyMap<string, HostedConnector> {
    return this.#hosted;
  }

  /** What is mounted at which path for as long as the server runs. */
  get routes(): readonly MountedConnector[] {
    return this.#mounted(({ definition: { id } }) => this.#fixed.has(id));
  }

  /** The same of those that come and go: another list after each change. */
  get liveRoutes(): readonly MountedConnector[] {
    return this.#live;
  }

  /**
   * Starts a connector while the server runs, in place of the one with its id. Meanwhile its requests are answered 503, its deliveries wait, and
   * those under way are let end.
   *
   * @throws whatever it throws. Then nothing runs under its id.
   */
  async put(definition: ConnectorDefinition): Promise<void> {
    const before = this.#started.get(definition.id);
    if (this.#fixed.has(definition.id)) throw new TypeError(`the server was started with "${definition.id}"`);
    if (this.#closing) return;
    if (before !== undefined) await this.#end(before);
    try {
      const started = await StartedConnector.start(definition, this.#parts);
      if (before !== undefined) this.#forget(before);
      this.#add(started);
      started.runTransport();
      for (const attached of this.#attached) this.#attach(started, attached);
      // The server goes down meanwhile: this one came too late to be ended with the others.
      if (this.#isOver()) await started[Symbol.asyncDispose]();
    } catch (error) {
      if (before !== undefined) this.#forget(before);
      throw error;
    } finally {
      this.#routesChanged();
    }
  }

  /** Ends one that was put. What waits for it goes on waiting, and its conversations stay. */
  async remove(id: string): Promise<void> {
    const started = this.#started.get(id);
    if (started === undefined || this.#fixed.has(id)) return;
    await this.#end(started);
    this.#forget(started);
    this.#routesChanged();
  }

  /** The figures that each connector keeps. One that cannot say them has none. */
  metrics(): { id: string; metrics: readonly Metric[] }[] {
    return [...this.#started.values()].map(({ definition: { id }, running }) => {
      try {
        return { id, metrics: running.metrics?.() ?? [] };
      } catch (error) {
        reportDefect(this.#logger, id, "metrics", error);
        return { id, metrics: [] };
      }
    });
  }

  /** Of those that run now. Another list after each change. */
  get definitions(): readonly ConnectorDefinition[] {
    return this.#definitions;
  }

  definitionOf(id: string): ConnectorDefinition | undefined {
    return this.#started.get(id)?.definition;
  }

  /** When its platform called a connector last, in milliseconds since 1970. Undefined: nobody knows. */
  calledAt(id: string): number | undefined {
    try {
      return this.#started.get(id)?.running.calledAt?.();
    } catch (error) {
      reportDefect(this.#logger, id, "calledAt", error);
      return undefined;
    }
  }

  /** Whether a connector takes requests or sockets. */
  get listens(): boolean {
    return [...this.#started.values()].some(
      ({ running: { router, sockets } }) => router !== undefined || sockets !== undefined,
    );
  }

  /** Lets WebSocket connections in. */
  attach(server: Server, mounts: Mounts, stalls: Pick<StallGuard, "watch">): void {
    const attached = { server, mounts, stalls };
    this.#attached.push(attached);
    for (const started of this.#started.values()) this.#attach(started, attached);
    claimUpgrades(server, (request) => {
      for (const claims of this.#claims.values())
        for (const { path, listeners } of claims) {
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

  /** From this call on every request is answered 503. What is under way goes on. */
  async stopAccepting(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#started.values()].map((started) => started.stopAccepting()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#started.values()].map((started) => started[Symbol.asyncDispose]()));
  }

  #isOver(): boolean {
    return this.#closing;
  }

  #add(started: StartedConnector): void {
    const { id } = started.definition;
    this.#started.set(id, started);
    this.#hosted.set(id, started.hosted);
    this.#definitionsChanged();
  }

  async #end(started: StartedConnector): Promise<void> {
    this.#hosted.set(started.definition.id, started.held);
    await started.stopAccepting();
    await started.end();
  }

  #forget(started: StartedConnector): void {
    const { id } = started.definition;
    this.#claims.delete(started);
    this.#started.delete(id);
    this.#hosted.delete(id);
    this.#definitionsChanged();
  }

  #definitionsChanged(): void {
    this.#definitions = [...this.#started.values()].map(({ definition }) => definition);
  }

  #routesChanged(): void {
    this.#live = this.#mounted(({ definition: { id } }) => !this.#fixed.has(id));
  }

  #mounted(isMeant: (started: StartedConnector) => boolean): MountedConnector[] {
    return [...this.#started.values()].filter(isMeant).flatMap(({ definition: { id, path }, router }) => {
      return router === undefined ? [] : [{ id, path, router }];
    });
  }

  #attach(started: StartedConnector, attached: Attached): void {
    const { definition, running } = started;
    this.#testOnceListening(started, attached);
    const { sockets } = running;
    if (sockets === undefined) return;
    const { server } = attached;
    const failed = (error: unknown): void => reportDefect(this.#logger, definition.id, "sockets", error);
    try {
      const attach = (): void => guardListeners(server, () => sockets.attach(server), failed);
      const listeners = takeUpgradeListeners(server, attach);
      this.#claims.set(started, [...(this.#claims.get(started) ?? []), { path: sockets.path, listeners }]);
    } catch (error) {
      failed(error);
    }
  }

  /** The connector looks whether requests reach it as they were sent. Nobody waits for it. */
  #testOnceListening(started: StartedConnector, { server, mounts }: Attached): void {
    const { definition, running } = started;
    if (running.selfTest === undefined) return;
    const test = (): void => {
      const call = createOwnCall(server, mounts.pathsOf(definition.path), mounts.publicUrl);
      const unlessClosing = async (request: Parameters<CallOwn>[0]) =>
        this.#closing || started.isClosing ? undefined : await call(request);
      void running
        .selfTest?.(unlessClosing)
        .catch((error: unknown) => reportDefect(this.#logger, definition.id, "self-test", error));
    };
    if (server.listening) test();
    else server.once("listening", test);
  }
}
