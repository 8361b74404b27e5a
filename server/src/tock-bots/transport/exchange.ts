import { waitFor } from "#async/wait-for.ts";
import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { TockResponse } from "#tock-bots/wire.ts";

/** More answers to one request that nobody has read yet are a bot that has gone wrong. */
const mostUnread = 500;

/** What becomes of an answer. `double`: the last one has come already. `late`: nobody waits any more. `unknown`: nobody has asked. */
export type Arrival = "accepted" | "late" | "double" | "unknown";

/** One request, and the answers to it as they come in. */
export class Exchange {
  readonly #bot: string;
  readonly #unread: TockResponse[] = [];
  #failure: BotUnavailable | undefined;
  #wake: (() => void) | undefined;
  #isQueued = false;
  readonly #sent = Promise.withResolvers<void>();
  /** Whether an answer has come: from then on nobody else may be asked. */
  hasBegun = false;
  isComplete = false;

  constructor(bot: string) {
    this.#bot = bot;
  }

  /** Resolves when the bot has been asked for the first time. */
  get whenSent(): Promise<void> {
    return this.#sent.promise;
  }

  /** It waits until the bot has answered another turn of the person: that is no silence of the bot. */
  queued(): void {
    this.#isQueued = true;
  }

  /** The bot has been asked. */
  sent(): void {
    this.#isQueued = false;
    this.#sent.resolve();
    this.#wake?.();
  }

  push(response: TockResponse): void {
    this.hasBegun = true;
    this.isComplete = isLast(response);
    if (this.#unread.length >= mostUnread)
      this.fail(new BotUnavailable(this.#bot, "too_much", "answers without an end"));
    else this.#unread.push(response);
    this.#wake?.();
  }

  fail(error: BotUnavailable): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  /** @throws BotUnavailable when it has failed, or says nothing for that long; the reason of the signal when that aborts. */
  async next(silenceMs: number, signal: AbortSignal): Promise<TockResponse> {
    for (;;) {
      const response = this.#unread.shift();
      if (response !== undefined) return response;
      signal.throwIfAborted();
      if (this.#failure !== undefined) throw this.#failure;
      const woken = await waitFor<true>((done) => (this.#wake = () => done(true)), signal, silenceMs);
      this.#wake = undefined;
      if (woken === undefined && !signal.aborted && !this.#isQueued)
        throw new BotUnavailable(this.#bot, "silent", `has not answered within ${silenceMs} ms`);
    }
  }
}

/** Tock's clients from before version 2 say nothing of it: theirs is the only one. */
export function isLast({ context }: TockResponse): boolean {
  return context?.lastResponse !== false;
}

const mostRemembered = 1000;

/** The requests of a bot that are under way, by id, and the last ones that were. */
export class Exchanges {
  readonly #open = new Map<string, Exchange>();
  readonly #ended = new Map<string, "late" | "double">();

  open(requestId: string, exchange: Exchange): Disposable {
    this.#open.set(requestId, exchange);
    return {
      [Symbol.dispose]: () => {
        this.#open.delete(requestId);
        this.#ended.set(requestId, exchange.isComplete ? "double" : "late");
        if (this.#ended.size > mostRemembered) this.#ended.delete(this.#ended.keys().next().value ?? "");
      },
    };
  }

  arrive(requestId: string, response: TockResponse): Arrival {
    const exchange = this.#open.get(requestId);
    if (exchange === undefined) return this.#ended.get(requestId) ?? "unknown";
    if (exchange.isComplete) return "double";
    exchange.push(response);
    return "accepted";
  }
}
