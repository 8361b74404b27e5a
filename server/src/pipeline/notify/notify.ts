import { randomUUID } from "node:crypto";
import type { InboundEvent } from "#channel/event.ts";
import type { Link } from "#channel/link.ts";
import type { Accept } from "#pipeline/inbox/inbox.ts";
import type { DeliveryState, OutboxStore } from "#pipeline/outbox/outbox.ts";

/** Whom to speak to: somebody who has spoken to the bot before. */
export type Recipient = { conversationId: string } | { connectorId: string; userId: string };

/** How a notification is sent. */
export type NotifyOptions = {
  /**
   * Names this notification: one that is repeated under the same id, e.g. after a crash of the caller, is not sent twice.
   * Up to 100 letters, digits and _ . : -
   */
  id?: string;
  /** How long to wait for the outcome, in milliseconds. Default 30,000. */
  waitMs?: number;
};

/**
 * `sent`: it stands in the conversation (web), or the channel has taken it. `blocked`, with why: `unknown_user`,
 * `window_closed` (the channel's rules for speaking first), `handover` (a person has the conversation), `unknown_link`
 * (no story answers to it), `said_nothing`, `duplicate` (this id was used before). `failed`, with why: the story
 * failed, or what the channel said; `timeout`: it is still on its way.
 */
export type NotifyResult = { outcome: "sent" } | { outcome: "blocked" | "failed"; why: string };

/** Runs a story unasked. */
export type Notify = (recipient: Recipient, link: Link, options?: NotifyOptions) => Promise<NotifyResult>;

export interface People {
  /** The newest conversation of a person on a connector; undefined: they never said a word. */
  conversationOf(connectorId: string, userId: string): Promise<string | undefined>;
  /** Who speaks in a conversation. */
  personOf(conversationId: string): Promise<{ connectorId: string; userId: string } | undefined>;
}

/** What became of the turn that a notification began. */
export type NotifiedTurn = { outcome: string; blocked?: string; messages: number; deliveries: readonly string[] };

export type NotifierParts = {
  people: People;
  accept: Accept;
  outbox: Pick<OutboxStore, "states">;
  now: () => number;
};

const pollMs = 250;

/** Joins what happens at three places to one result: the event is accepted, its turn handled, its messages delivered. */
export class Notifier implements Disposable {
  readonly #parts: NotifierParts;
  readonly #closing = new AbortController();
  readonly #turns = new Map<string, PromiseWithResolvers<NotifiedTurn>>();

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** To be told of every turn. */
  handled(conversationId: string, eventId: string, turn: NotifiedTurn): void {
    this.#turns.get(keyOf(conversationId, eventId))?.resolve(turn);
  }

  readonly notify: Notify = async (recipient, link, { id = randomUUID(), waitMs = 30_000 } = {}) => {
    if (!/^[A-Za-z0-9_.:-]{1,100}$/.test(id))
      throw new TypeError("notify: id must have 1 to 100 letters, digits and _ . : -");
    const conversation = await this.#find(recipient);
    if (conversation === undefined) return { outcome: "blocked", why: "unknown_user" };
    const deadline = AbortSignal.any([AbortSignal.timeout(waitMs), this.#closing.signal]);
    const event: InboundEvent = {
      ...conversation,
      id: `notify ${id}`,
      at: this.#parts.now(),
      content: { type: "notification", link },
    };
    const turn = await this.#run(event, deadline);
    if (turn === "duplicate") return { outcome: "blocked", why: "duplicate" };
    if (turn === "timeout") return { outcome: "failed", why: "timeout" };
    return (await this.#resultOf(turn, deadline)) ?? { outcome: "failed", why: "timeout" };
  };

  /** Who still waits hears `timeout`: what was accepted is handled after the next start. */
  [Symbol.dispose](): void {
    this.#closing.abort();
  }

  async #find(
    recipient: Recipient,
  ): Promise<Pick<InboundEvent, "connectorId" | "conversationId" | "userId"> | undefined> {
    const { people } = this.#parts;
    if ("conversationId" in recipient) {
      const person = await people.personOf(recipient.conversationId);
      return person === undefined ? undefined : { ...person, conversationId: recipient.conversationId };
    }
    const conversationId = await people.conversationOf(recipient.connectorId, recipient.userId);
    return conversationId === undefined ? undefined : { ...recipient, conversationId };
  }

  /** Accepts the event and waits for its turn. */
  async #run(event: InboundEvent, deadline: AbortSignal): Promise<NotifiedTurn | "duplicate" | "timeout"> {
    const key = keyOf(event.conversationId, event.id);
    if (this.#turns.has(key)) return "duplicate";
    const handled = Promise.withResolvers<NotifiedTurn>();
    // Before it is accepted: its turn may be over sooner than we are told.
    this.#turns.set(key, handled);
    const late = Promise.withResolvers<"timeout">();
    const giveUp = (): void => late.resolve("timeout");
    deadline.addEventListener("abort", giveUp, { once: true });
    try {
      if ((await this.#parts.accept(event)).duplicate) return "duplicate";
      return await Promise.race([handled.promise, late.promise]);
    } finally {
      deadline.removeEventListener("abort", giveUp);
      this.#turns.delete(key);
    }
  }

  /** Undefined: not known in time. */
  async #resultOf(turn: NotifiedTurn, deadline: AbortSignal): Promise<NotifyResult | undefined> {
    if (turn.blocked !== undefined) return { outcome: "blocked", why: turn.blocked };
    if (turn.outcome === "unknown_link") return { outcome: "blocked", why: "unknown_link" };
    if (turn.outcome !== "answered") return { outcome: "failed", why: turn.outcome };
    if (turn.messages === 0) return { outcome: "blocked", why: "said_nothing" };
    for (;;) {
      if (this.#closing.signal.aborted) return undefined;
      const states = [...(await this.#parts.outbox.states(turn.deliveries)).values()];
      const settled = resultOf(states);
      if (settled !== undefined || deadline.aborted) return settled;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}

function keyOf(conversationId: string, eventId: string): string {
  return `${conversationId} ${eventId}`;
}

/** One part that the channel will not take is a failure of all; its rules for speaking first are a reason of their own. */
function resultOf(states: readonly DeliveryState[]): NotifyResult | undefined {
  const failed = states.find((state) => state.type === "failed");
  if (failed !== undefined)
    return failed.reason === "window_closed"
      ? { outcome: "blocked", why: failed.reason }
      : { outcome: "failed", why: failed.reason };
  return states.every(({ type }) => type === "sent") ? { outcome: "sent" } : undefined;
}
