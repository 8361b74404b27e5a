import type { Server } from "node:http";
import type { Router } from "express";
import type { Connector } from "./connector.ts";
import type { InboundEvent } from "./event.ts";
import type { ConversationLog, Live } from "./log.ts";
import type { Logger } from "#app/logger.ts";

/** What `web({ … })` and `messenger({ … })` return: a connector that is configured but not yet running. */
export type ConnectorDefinition = {
  readonly id: string;
  readonly channel: string;
  /** Where it listens below the server's public URL, e.g. `/web`; unique in the server. */
  readonly path: string;
  /** All that is wrong with its configuration, each a sentence that names the field and says what to do. */
  problems(): string[];
  /** Lines for the operator at start-up, e.g. the webhook URL to enter at Meta. */
  describe(publicUrl: string): string[];
  start(host: ConnectorHost): RunningConnector;
};

/** What a connector may use of the server. */
export type ConnectorHost = {
  /** Stores an event for good; resolve before answering the channel. */
  accept(event: InboundEvent): Promise<{ seq: number; duplicate: boolean }>;
  /** The person does not want the rest of the answer that is under way; nothing happens when none is. */
  stop(conversationId: string): void;
  log: ConversationLog;
  live: Live;
  /** The channel echoed the delivery with this id: it was taken. */
  confirmDelivery(deliveryId: string, externalId: string | undefined): Promise<boolean>;
  /** A key for this purpose, stable over restarts, derived from the server's secret. 32 bytes. */
  key(purpose: string): Uint8Array;
  /**
   * One value per server and name, made by the first who asks: how the connectors of a kind find each other, e.g. those
   * of one Meta app.
   */
  shared<Value>(name: string, create: () => Value): Value;
  publicUrl: string;
  logger: Logger;
  now: () => number;
};

/** Ends in two steps: `stopAccepting`, and once nothing is delivered any more, its disposal. */
export type RunningConnector = AsyncDisposable & {
  connector: Connector;
  /**
   * The server goes down: from this call on every request is answered 503, so that its sender comes again, and those who
   * are connected are sent away. What is under way goes on, and `connector` still delivers. A second call changes nothing.
   */
  stopAccepting(): Promise<void>;
  /** Mounted at the definition's path. */
  router: Router;
  /** For connectors that also speak WebSocket: takes the upgrades of one path from the HTTP server. */
  sockets?: { path: string; attach(server: Server): void };
};
