import { randomUUID } from "node:crypto";
import { toProblem } from "@causerie/protocol";
import type { RequestHandler } from "express";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { type HostedConnector, hostConnector } from "#channel/host/hosted-connector.ts";
import { sendProblem } from "#http/responses.ts";
import { holdLease, type NamedLeases } from "#pipeline/lanes/hold-lease.ts";
import type { Logger } from "./logger.ts";
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

/** Milliseconds after which a delivery is tried again that came while its connector was being replaced. */
const heldMs = 1_000;

/** One connector that has started, until it ends. What it throws or rejects is logged and decides about nothing else. */
export class StartedConnector {
  readonly definition: ConnectorDefinition;
  readonly running: RunningConnector;
  readonly hosted: HostedConnector;
  readonly #parts: ConnectorParts;
  readonly #busy = new Set<Promise<unknown>>();
  #transport: AsyncDisposable | undefined;
  #isClosing = false;

  /** @throws whatever the connector throws, or TypeError when what it has started is no connector. */
  static async start(definition: ConnectorDefinition, parts: ConnectorParts): Promise<StartedConnector> {
    const running = definition.start(parts.hostOf(definition));
    try {
      return new StartedConnector(definition, running, parts);
    } catch (error) {
      await endRefused(definition, running, parts);
      throw error;
    }
  }

  private constructor(definition: ConnectorDefinition, running: RunningConnector, parts: ConnectorParts) {
    this.definition = definition;
    this.running = running;
    this.#parts = parts;
    const hosted = host(definition, running, parts);
    this.hosted = { ...hosted, deliver: (item, signal) => this.#track(hosted.deliver(item, signal)) };
  }

  /** For whoever looks the connector up while it is being replaced: its deliveries wait for the next one. */
  get held(): HostedConnector {
    return { ...this.hosted, pause: () => heldMs };
  }

  /** Undefined: it takes no requests. */
  get router(): RequestHandler | undefined {
    const { router } = this.running;
    if (router === undefined) return undefined;
    // A connector that ends its own requests knows better what its clients understand.
    if (this.running.stopAccepting !== undefined) return router;
    return (request, response, next) => {
      if (!this.#isClosing) return router(request, response, next);
      sendProblem(response, toProblem("unavailable", "the server is stopping; come again", 1000));
    };
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Its long-lived transport, in one process at a time. */
  runTransport(): void {
    const { leases, now, logger, endingMs } = this.#parts;
    if (this.running.run === undefined) return;
    const name = `connector:${this.definition.id}`;
    const run = this.running.run.bind(this.running);
    this.#transport = holdLease({ leases, name, holder: randomUUID(), run, now, logger, endingMs });
  }

  /** From this call on every request is answered 503. */
  async stopAccepting(): Promise<void> {
    this.#isClosing = true;
    await this.#inTime("stopAccepting", () => this.running.stopAccepting?.());
  }

  /** What is being delivered is let end first. */
  async end(): Promise<void> {
    await this.#inTime("delivery", () => Promise.allSettled(this.#busy));
    await this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    await this.#transport?.[Symbol.asyncDispose]();
    await this.#inTime("disposal", () => this.running[Symbol.asyncDispose]?.());
  }

  async #track<Result>(delivery: Promise<Result>): Promise<Result> {
    this.#busy.add(delivery);
    try {
      return await delivery;
    } finally {
      this.#busy.delete(delivery);
    }
  }

  async #inTime(what: string, call: () => unknown): Promise<void> {
    const { endingMs, logger } = this.#parts;
    using limit = new TimeLimit({ ms: endingMs, timeoutReason: () => new Error(`${what} did not end in time`) });
    try {
      await rejectOnAbort(Promise.resolve(call()), limit.signal);
    } catch (error) {
      reportDefect(logger, this.definition.id, what, error);
    }
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
