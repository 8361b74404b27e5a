import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { DatabaseAddress } from "./connection/address.ts";
import type { Health } from "./connection/health.ts";
import { clientConfig, type Pools } from "./connection/pools.ts";

/** What a listener is told. Neither may throw. */
export type NotificationListener = {
  received(payload: string): void;
  /**
   * The connection stands again after a break. What was sent meanwhile is lost: look at what may have changed.
   */
  restored(): void;
};

/** LISTEN and NOTIFY of the database, over one connection of its own. Channels are this schema's. */
export interface Notifications {
  /** Resolves once everything that is sent from now on is received. Disposing ends it. */
  listen(channel: string, listener: NotificationListener): Promise<AsyncDisposable>;
  /**
   * Sends all payloads in one transaction, each below 8,000 bytes. It takes a lock of the whole database at its commit, so
   * gather them: a few hundred calls a second are fine, thousands are not.
   */
  notify(channel: string, payloads: readonly string[]): Promise<void>;
}

const retryMs = 500;
/** A line that is cut without a word is found by asking. */
const checkEveryMs = 5_000;

export function createNotifications(address: DatabaseAddress, pools: Pools, health: Health): Notifications {
  /** Two schemas of one database do not hear each other. */
  const nameOf = (channel: string): string => `${address.schema}.${channel}`;
  return {
    notify: async (channel, payloads) => {
      await pools.write("SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload", [
        nameOf(channel),
        payloads,
      ]);
    },
    listen: async (channel, listener) => {
      const connection = new ListeningConnection(address, nameOf(channel), listener, health);
      await connection.open();
      return connection;
    },
  };
}

class ListeningConnection implements AsyncDisposable {
  readonly #address: DatabaseAddress;
  readonly #channel: string;
  readonly #listener: NotificationListener;
  readonly #health: Health;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  /** Resolves with what broke the connection. */
  #broken: PromiseWithResolvers<unknown> = Promise.withResolvers();
  #keeping = Promise.resolve();

  constructor(address: DatabaseAddress, channel: string, listener: NotificationListener, health: Health) {
    this.#address = address;
    this.#channel = channel;
    this.#listener = listener;
    this.#health = health;
  }

  async open(): Promise<void> {
    await this.#connect();
    this.#keeping = this.#keep();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#broken.resolve(undefined);
    await this.#keeping;
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new Client(clientConfig(this.#address));
    const broken = Promise.withResolvers<unknown>();
    const check = setInterval(() => void client.query("SELECT 1").catch(broken.resolve), checkEveryMs);
    check.unref();
    client.on("error", broken.resolve);
    client.on("end", () => {
      clearInterval(check);
      broken.resolve(new Error("connection lost"));
    });
    client.on("notification", ({ payload = "" }) => this.#listener.received(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.#channel)}`);
    } catch (error) {
      clearInterval(check);
      await client.end().catch(() => {});
      throw error;
    }
    this.#client = client;
    this.#broken = broken;
  }

  async #keep(): Promise<void> {
    for (;;) {
      const error = await this.#broken.promise;
      if (this.#closing.signal.aborted) return;
      this.#health.failed(error);
      // Not awaited: over a dead line it would take for ever.
      void this.#client?.end().catch(() => {});
      await this.#reconnect();
    }
  }

  async #reconnect(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        await this.#connect();
        this.#listener.restored();
        return;
      } catch (error) {
        this.#health.failed(error);
        await sleep(retryMs, undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    }
  }
}
