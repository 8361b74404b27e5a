import type { Logger } from "#app/logger.ts";
import type { SessionKeeper } from "#channel/host/session-keeper.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import type { SessionStore } from "./session-store.ts";

export type KeptSessionsParts = {
  store: SessionStore;
  /** Tells the other processes that a session has ended. */
  publish?: () => void;
  /** A clock that is never set back. */
  now: () => number;
  logger: Logger;
  /** Milliseconds between two looks into the store for what other processes have ended. */
  everyMs?: number;
};

const day = 24 * 3_600_000;
/** Longer than any access token lives, and an hour for clocks that differ. The store refuses refresh tokens by itself. */
const knownMs = day + 3_600_000;
/** Sessions whose newest generation is kept in memory; the oldest go first. */
const mostKnown = 100_000;

/**
 * The sessions of all connectors. Access tokens are checked on each request, so what has ended is kept in memory for as long
 * as one may live: what a look into the store finds, the first of them at the start. A signal only brings the next look
 * forward, since it may be lost, and an operator's command sends none.
 */
export class KeptSessions implements AsyncDisposable {
  readonly #parts: KeptSessionsParts;
  /** Until when each is kept, the next to go first. By a count, others who sign out could bring a token back to life. */
  readonly #ended = new Map<string, number>();
  /** The newest generation that is known to be used, by session. */
  readonly #used = new BoundedMap<string, number>(mostKnown);
  readonly #listeners = new Map<string, Set<(visitorId: string) => void>>();
  #timer: NodeJS.Timeout | undefined;
  #position = 0;
  #looking: Promise<void> | undefined;
  #again = false;
  #isClosed = false;

  /**
   * Knows what has ended, and goes on looking.
   * @throws what the store throws: without it nobody knows whose tokens are over.
   */
  static async open(parts: KeptSessionsParts): Promise<KeptSessions> {
    const kept = new KeptSessions(parts);
    await kept.#read();
    kept.#timer = setInterval(() => kept.look(), parts.everyMs ?? 2_000).unref();
    return kept;
  }

  /** Knows only what it ends itself, until it is told to look. */
  constructor(parts: KeptSessionsParts) {
    this.#parts = parts;
  }

  /** The sessions of one connector. */
  of(connectorId: string): SessionKeeper {
    const { store, now } = this.#parts;
    return {
      renew: async (visitorId, generation, keepMs) => {
        const next = await store.renew({ connectorId, visitorId, generation }, keepMs, now());
        if (typeof next === "number") return next;
        if (next === "replayed") this.#ends(connectorId, visitorId);
        return undefined;
      },
      refusalOf: (visitorId, generation) => store.judge({ connectorId, visitorId, generation }, now()),
      use: (visitorId, generation) => this.#use(connectorId, visitorId, generation),
      end: (visitorId, keepMs) => this.end(connectorId, visitorId, keepMs),
      hasEnded: (visitorId) => this.#ended.has(keyOf(connectorId, visitorId)),
      watch: (listener) => this.#watch(connectorId, listener),
    };
  }

  /**
   * Every token of the session is refused from now on, and its lines are closed in every process.
   * @param keepMs how long the connector's tokens live: it is remembered for so long, or as long as its last renewal has said.
   */
  async end(connectorId: string, visitorId: string, keepMs: number): Promise<void> {
    await this.#parts.store.end({ connectorId, visitorId }, keepMs, this.#parts.now());
    this.#ends(connectorId, visitorId);
  }

  /** Looks now for what other processes have ended. */
  look(): void {
    if (this.#isClosed) return;
    if (this.#looking !== undefined) {
      this.#again = true;
      return;
    }
    this.#looking = this.#read()
      .catch((err: unknown) => this.#parts.logger.debug({ err }, "the store was not asked for ended sessions"))
      .finally(() => {
        this.#looking = undefined;
        if (this.#again) {
          this.#again = false;
          this.look();
        }
      });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #read(): Promise<void> {
    const { store, now } = this.#parts;
    const { position, sessions, more } = await store.endedAfter(this.#position, knownMs, now());
    this.#position = position;
    for (const { connectorId, visitorId } of sessions) this.#learn(connectorId, visitorId);
    if (more && !this.#isClosed) await this.#read();
  }

  #ends(connectorId: string, visitorId: string): void {
    this.#learn(connectorId, visitorId);
    this.#parts.publish?.();
  }

  #learn(connectorId: string, visitorId: string): void {
    const key = keyOf(connectorId, visitorId);
    if (this.#ended.has(key)) return;
    const now = this.#parts.now();
    this.#ended.set(key, now + knownMs);
    for (const [known, until] of this.#ended) {
      if (until > now) break;
      this.#ended.delete(known);
    }
    for (const listener of this.#listeners.get(connectorId) ?? []) listener(visitorId);
  }

  /** One write for each renewal: the first token of a session has none before it, and what is known is not said again. */
  #use(connectorId: string, visitorId: string, generation: number | null): void {
    const key = keyOf(connectorId, visitorId);
    if (generation === null || generation <= (this.#used.get(key) ?? 0)) return;
    this.#used.set(key, generation);
    const { store, now, logger } = this.#parts;
    store.use({ connectorId, visitorId, generation }, now()).catch((err: unknown) => {
      // The next request notes it.
      this.#used.delete(key);
      logger.debug({ err }, "the use of a token was not noted");
    });
  }

  #watch(connectorId: string, listener: (visitorId: string) => void): Disposable {
    const listeners = this.#listeners.get(connectorId) ?? new Set();
    this.#listeners.set(connectorId, listeners.add(listener));
    return { [Symbol.dispose]: () => void listeners.delete(listener) };
  }
}

function keyOf(connectorId: string, visitorId: string): string {
  return `${connectorId} ${visitorId}`;
}
