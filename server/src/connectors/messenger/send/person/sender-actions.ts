import { setTimeout as delay } from "node:timers/promises";
import type { SenderAction } from "#connectors/messenger/send/client.ts";

export type SenderActionsOptions = {
  /** One call to Meta. Never rejects. */
  send(psid: string, action: SenderAction): Promise<void>;
  /** Whether calls that need not be made are left out. */
  isHeld(): boolean;
  /** An action was left out because too many wait. */
  dropped(): void;
  /** Milliseconds that a message has to come in after "is not typing": it ends typing by itself. Default 1,000. */
  offAfterMs?: number;
};

/** Calls at once, for all people of the page. A message needs no place here, so it never waits for them. */
const mostCalls = 16;
/** People whose actions wait. What comes later than that comes too late to be true. */
const mostWaiting = 200;
/** Meta hides "is typing" after that by itself. */
const typingMs = 20_000;

type Wanted = { seen: boolean; typing: boolean | undefined; done: PromiseWithResolvers<void> };

/**
 * What a person sees beside messages: that the page has read theirs, and is writing. Of what waits for a person only the
 * newest state goes out. Nothing here is sent again, and it is what is dropped first.
 */
export class SenderActions {
  readonly #options: SenderActionsOptions;
  readonly #waiting = new Map<string, Wanted>();
  readonly #busy = new Set<string>();
  /** Since when each person sees that the page is writing. */
  readonly #typing = new Map<string, number>();

  constructor(options: SenderActionsOptions) {
    this.#options = options;
  }

  seen(psid: string): void {
    void this.#want(psid, { seen: true });
  }

  /** Resolves when the person sees it, or when it was left out. */
  async typing(psid: string, on: boolean): Promise<void> {
    if (on) {
      if (!this.#options.isHeld()) this.#remember(psid);
      return this.#want(psid, { typing: true });
    }
    const since = this.#typing.get(psid);
    if (since === undefined || performance.now() - since > typingMs) return;
    await delay(this.#options.offAfterMs ?? 1_000, undefined, { ref: false });
    if (this.#typing.get(psid) !== since) return;
    this.#typing.delete(psid);
    await this.#want(psid, { typing: false });
  }

  /** A message has come in: on the phone it has ended "is typing". */
  messageSent(psid: string): void {
    this.#typing.delete(psid);
    const wanted = this.#waiting.get(psid);
    if (wanted !== undefined) wanted.typing = undefined;
  }

  #remember(psid: string): void {
    this.#typing.delete(psid);
    this.#typing.set(psid, performance.now());
    const [oldest] = this.#typing.keys();
    if (this.#typing.size > 10_000 && oldest !== undefined) this.#typing.delete(oldest);
  }

  #want(psid: string, change: { seen: true } | { typing: boolean }): Promise<void> {
    if (this.#options.isHeld()) return Promise.resolve();
    const known = this.#waiting.get(psid);
    if (known === undefined && this.#waiting.size >= mostWaiting) {
      this.#options.dropped();
      return Promise.resolve();
    }
    const wanted = known ?? { seen: false, typing: undefined, done: Promise.withResolvers<void>() };
    this.#waiting.set(psid, Object.assign(wanted, change));
    this.#fill();
    return wanted.done.promise;
  }

  #fill(): void {
    for (const [psid, wanted] of this.#waiting) {
      if (this.#busy.size >= mostCalls) return;
      if (this.#busy.has(psid)) continue;
      this.#waiting.delete(psid);
      this.#busy.add(psid);
      void this.#send(psid, wanted).finally(() => {
        this.#busy.delete(psid);
        wanted.done.resolve();
        this.#fill();
      });
    }
  }

  async #send(psid: string, { seen, typing }: Wanted): Promise<void> {
    if (seen) await this.#options.send(psid, "mark_seen");
    if (typing !== undefined && !this.#options.isHeld())
      await this.#options.send(psid, typing ? "typing_on" : "typing_off");
  }
}
