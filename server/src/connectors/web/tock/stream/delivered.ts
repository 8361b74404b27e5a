import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { isSaid } from "#connectors/web/tock/answer/said.ts";

/** Conversations whose deliveries are remembered. Of others, what a request has brought comes once more by a stream. */
const mostConversations = 10_000;
/** Events of a conversation that were delivered while one before them was not. */
const mostAhead = 500;
const pageSize = 200;

/** `isFollowed`: the person uses streams. `ahead`: numbers of delivered events above `mark`. */
type Deliveries = { visitorId: string; mark: number; isFollowed: boolean; ahead: Set<number> };

type Parts = Pick<ConnectorHost, "conversations" | "log" | "logger"> & {
  /** Whether the person has a stream open, in whichever process. */
  isFollowed: (visitorId: string) => Promise<boolean>;
};

/** What waits to be stored. */
type Due = { timer: NodeJS.Timeout; stored: PromiseWithResolvers<void> };

/**
 * Which messages a person's client has got, by a request or by a stream: the others wait for the next stream. Kept for good as what
 * the person has read, a moment later: after a crash a message may come twice, and none is lost.
 */
export class Delivered {
  readonly #parts: Parts;
  readonly #settleMs: number;
  readonly #known = new BoundedMap<string, Deliveries>(mostConversations);
  readonly #due = new Map<string, Due>();

  constructor(parts: Parts, settleMs = 1_000) {
    this.#parts = parts;
    this.#settleMs = settleMs;
  }

  /** These messages have arrived. @returns what resolves when other processes can know it. */
  add(conversationId: string, visitorId: string, seqs: readonly number[]): Promise<void> {
    const deliveries = this.#of(conversationId, visitorId);
    for (const seq of seqs) if (seq > deliveries.mark) deliveries.ahead.add(seq);
    for (const seq of deliveries.ahead) {
      if (deliveries.ahead.size <= mostAhead) break;
      deliveries.ahead.delete(seq);
    }
    return seqs.length > 0 ? this.#settleSoon(conversationId) : Promise.resolve();
  }

  /** @returns the number of the event after which a stream of this conversation begins. */
  async startOf(conversationId: string, visitorId: string): Promise<number> {
    const deliveries = this.#of(conversationId, visitorId);
    deliveries.isFollowed = true;
    await this.#learnMark(conversationId, deliveries);
    return deliveries.mark;
  }

  has(conversationId: string, seq: number): boolean {
    const deliveries = this.#known.get(conversationId);
    return deliveries !== undefined && (seq <= deliveries.mark || deliveries.ahead.has(seq));
  }

  /** Stores what waits to be stored. */
  async flush(): Promise<void> {
    for (const { timer } of this.#due.values()) clearTimeout(timer);
    await Promise.all([...this.#due.keys()].map((conversationId) => this.#settleNow(conversationId)));
  }

  #of(conversationId: string, visitorId: string): Deliveries {
    const known = this.#known.get(conversationId);
    const deliveries = known ?? { visitorId, mark: 0, isFollowed: false, ahead: new Set<number>() };
    this.#known.set(conversationId, deliveries);
    return deliveries;
  }

  #settleSoon(conversationId: string): Promise<void> {
    const known = this.#due.get(conversationId);
    if (known !== undefined) return known.stored.promise;
    const timer = setTimeout(() => void this.#settleNow(conversationId), this.#settleMs);
    timer.unref();
    const stored = Promise.withResolvers<void>();
    this.#due.set(conversationId, { timer, stored });
    return stored.promise;
  }

  async #settleNow(conversationId: string): Promise<void> {
    const due = this.#due.get(conversationId);
    this.#due.delete(conversationId);
    await this.#settle(conversationId);
    due?.stored.resolve();
  }

  /** Moves the mark over all that was delivered, up to the first message that was not. */
  async #settle(conversationId: string): Promise<void> {
    const deliveries = this.#known.get(conversationId);
    if (deliveries === undefined) return;
    try {
      // Who never opens a stream needs no mark.
      deliveries.isFollowed ||= await this.#parts.isFollowed(deliveries.visitorId);
      if (!deliveries.isFollowed) return;
      await this.#learnMark(conversationId, deliveries);
      const before = deliveries.mark;
      await this.#advance(conversationId, deliveries);
      if (deliveries.mark > before) await this.#parts.conversations.markRead(conversationId, deliveries.mark);
    } catch (err) {
      this.#parts.logger.warn({ err }, "what a client of Tock's has got could not be stored; it may get it once more");
    }
  }

  async #advance(conversationId: string, deliveries: Deliveries): Promise<void> {
    for (;;) {
      const page = await this.#parts.log.read(conversationId, deliveries.mark, pageSize);
      for (const event of page) {
        if (isSaid(event) && !deliveries.ahead.has(event.seq)) return;
        deliveries.mark = event.seq;
        deliveries.ahead.delete(event.seq);
      }
      if (page.length < pageSize) return;
    }
  }

  /** Another process may have stored a later one. */
  async #learnMark(conversationId: string, deliveries: Deliveries): Promise<void> {
    const own = await this.#parts.conversations.of(deliveries.visitorId, 200);
    const { readSeq = 0 } = own.find(({ id }) => id === conversationId) ?? {};
    deliveries.mark = Math.max(deliveries.mark, readSeq);
    for (const seq of deliveries.ahead) if (seq <= deliveries.mark) deliveries.ahead.delete(seq);
  }
}
