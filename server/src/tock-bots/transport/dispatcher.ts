import { createHash } from "node:crypto";
import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import type { TockResponse } from "#tock-bots/wire.ts";
import type { Connection, Question } from "./connection.ts";
import { Exchanges } from "./exchange.ts";

export type DispatcherOptions = {
  bot: string;
  log: BotLog;
  /** How long a request waits for a bot that was here a moment ago, e.g. one that starts again. */
  graceMs: number;
  /** Milliseconds after the start in which other processes may still say which sockets they have. 0: there are no others. */
  settleMs: number;
};

/** `at`: the one socket that may be asked. `open`: what ends the asking at the connection `on`. */
type Asked = Question & {
  at: string | undefined;
  on: Connection | undefined;
  open: Disposable | undefined;
  tries: number;
};

/**
 * Chooses the socket of a bot that is asked, of all processes. Each person stays with one of them as long as it is there; when it breaks
 * off, what it has not begun to answer goes to another.
 */
export class Dispatcher implements Disposable {
  readonly #options: DispatcherOptions;
  readonly #connections = new Map<string, Connection>();
  readonly #exchanges = new Exchanges();
  readonly #asked = new Set<Asked>();
  readonly #settling: NodeJS.Timeout | undefined;
  #isSettled: boolean;
  #leftAt: number | undefined;
  #isClosing = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#isSettled = options.settleMs === 0;
    if (this.#isSettled) return;
    this.#settling = setTimeout(() => {
      this.#isSettled = true;
      this.#sendWaiting();
    }, options.settleMs);
    this.#settling.unref();
  }

  /** Sockets of all processes. */
  get count(): number {
    return this.#connections.size;
  }

  add(connection: Connection): void {
    this.#connections.set(connection.id, connection);
    this.#sendWaiting();
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection.id);
    this.#leftAt = performance.now();
    for (const asked of this.#asked) this.#leave(asked, connection);
  }

  /**
   * Sends a turn of a person. What the bot answers comes in the exchange.
   * @param at the one socket that may be asked: another process has chosen it, and chooses again if it breaks off.
   */
  ask(question: Question, at?: string): Disposable {
    const { requestId, exchange } = question;
    const open = this.#exchanges.open(requestId, exchange);
    const asked: Asked = { ...question, at, on: undefined, open: undefined, tries: 0 };
    this.#asked.add(asked);
    this.#send(asked);
    return {
      [Symbol.dispose]: () => {
        this.#asked.delete(asked);
        asked.open?.[Symbol.dispose]();
        open[Symbol.dispose]();
      },
    };
  }

  /** An answer has come, by whichever socket. */
  arrive(requestId: string, response: TockResponse): void {
    const arrival = this.#exchanges.arrive(requestId, response);
    if (arrival !== "accepted")
      this.#options.log.warn({ arrival }, "a bot has answered what nobody waits for; it was dropped");
  }

  [Symbol.dispose](): void {
    this.#isClosing = true;
    clearTimeout(this.#settling);
  }

  #sendWaiting(): void {
    for (const asked of this.#asked) if (asked.on === undefined) this.#send(asked);
  }

  /** What a connection has not finished goes on by another one, if it has not begun. */
  #leave(asked: Asked, connection: Connection): void {
    if (asked.on !== connection || asked.exchange.isComplete || !this.#asked.has(asked)) return;
    asked.open?.[Symbol.dispose]();
    asked.open = undefined;
    asked.on = undefined;
    this.#send(asked);
  }

  #send(asked: Asked): void {
    const { bot, log, graceMs } = this.#options;
    const { exchange, at } = asked;
    if (exchange.hasBegun || asked.tries >= (at === undefined ? 2 : 1))
      return exchange.fail(new BotUnavailable(bot, "broken_off", "has left in the middle of an answer"));
    const connection = at === undefined ? this.#choose(asked.person) : this.#connections.get(at);
    if (connection === undefined) {
      if (at !== undefined || !this.#mayCome(graceMs))
        exchange.fail(new BotUnavailable(bot, "no_connection", "is not connected"));
      return;
    }
    if (asked.tries > 0) log.warn({}, "a socket of a bot broke off before it answered; another one was asked");
    asked.tries += 1;
    asked.on = connection;
    asked.open = connection.ask({ ...asked, brokeOff: () => this.#leave(asked, connection) });
  }

  /** Whether a request should wait for a socket. */
  #mayCome(graceMs: number): boolean {
    if (this.#isClosing) return false;
    return !this.#isSettled || (this.#leftAt !== undefined && performance.now() - this.#leftAt < graceMs);
  }

  /** The same person always gets the same socket of those that are open: a client may remember something of them. */
  #choose(person: string): Connection | undefined {
    const rank = ({ id }: Connection): string => createHash("sha256").update(`${person} ${id}`).digest("hex");
    const open = [...this.#connections.values()].filter(({ isOpen }) => isOpen);
    const sound = open.filter(({ isDoubtful }) => !isDoubtful);
    const usable = sound.length > 0 ? sound : open;
    return usable.map((each) => ({ each, rank: rank(each) })).sort((a, b) => (a.rank < b.rank ? -1 : 1))[0]?.each;
  }
}
