import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { InboundEvent } from "#channel/event.ts";
import type { Link } from "#channel/message/link.ts";
import type { Accept } from "#pipeline/inbox/inbox.ts";
import type { ConversationLog, TurnResult } from "#channel/log.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { findRecipient, type PeopleIndex, type Recipient } from "./recipient.ts";
import type { DeliveryState, OutboxStore } from "#pipeline/outbox/outbox.ts";

/** How a notification is sent. */
export type NotifyOptions = {
  /**
   * Names this notification: one that is repeated under the same id, e.g. after a crash of the caller, is not sent twice.
   * Up to 100 letters, digits and _ . : -
   */
  id?: string;
  /**
   * The story says what the channel takes at any time, e.g. an approved template of Messenger: it runs also when the channel's
   * time for speaking first is over. What the channel does not take then is `blocked`.
   */
  anyTime?: boolean;
  /** How long to wait for the outcome, in milliseconds. Default 30,000. */
  waitMs?: number;
};

/**
 * `sent`: it stands in the conversation (web), or the channel has accepted it. `blocked`, with why: `unknown_user`,
 * `window_closed` (the channel's rules for speaking first), `handover` (a person has the conversation), `unknown_link`
 * (no story answers to it), `said_nothing`, `duplicate` (this id was used before). `failed`, with why: the story
 * failed, or what the channel said; `timeout`: it is still on its way.
 */
export type NotifyResult = { outcome: "sent" } | { outcome: "blocked" | "failed"; why: string };

/** Runs a story unasked. */
export type Notify = (recipient: Recipient, link: Link, options?: NotifyOptions) => Promise<NotifyResult>;

export interface People extends PeopleIndex {
  /** The language that a conversation is held in, as a BCP 47 tag; undefined where it is not known. */
  localeOf(conversationId: string): Promise<string | undefined>;
}

export type NotifierParts = {
  people: People;
  accept: Accept;
  outbox: Pick<OutboxStore, "states">;
  /** Keeps the results of turns: a report may be lost. */
  log: Pick<ConversationLog, "read">;
  /** Brings the reports of turns, from whichever process handled them. */
  signals: Pick<Signals, "subscribe">;
  now: () => number;
};

const pollMs = 250;
/** How often the log is asked for a result whose report may be lost. */
const lookMs = 1_000;
const pageSize = 200;

/** Joins what happens in three stages to one result: the event is accepted, its turn handled, its messages delivered. */
export class Notifier implements Disposable {
  readonly #parts: NotifierParts;
  readonly #closing = new AbortController();
  /** Notifications under way in this process, by conversation and event. */
  readonly #running = new Set<string>();

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  readonly notify: Notify = async (recipient, link, { id = randomUUID(), waitMs = 30_000, anyTime = false } = {}) => {
    if (!/^[A-Za-z0-9_.:-]{1,100}$/.test(id))
      throw new TypeError("notify: id must have 1 to 100 letters, digits and _ . : -");
    const conversation = await findRecipient(this.#parts.people, recipient);
    if (conversation === undefined) return { outcome: "blocked", why: "unknown_user" };
    const deadline = AbortSignal.any([AbortSignal.timeout(waitMs), this.#closing.signal]);
    const event: InboundEvent = {
      ...conversation,
      id: `notify ${id}`,
      at: this.#parts.now(),
      inOrder: true,
      content: { type: "notification", link, ...(anyTime ? { anyTime } : {}) },
    };
    const turn = await this.#run(event, deadline);
    if (turn === "duplicate") return { outcome: "blocked", why: "duplicate" };
    if (turn === "timeout") return { outcome: "failed", why: "timeout" };
    return (await this.#resultOf(turn, deadline)) ?? { outcome: "failed", why: "timeout" };
  };

  /** A caller that still waits gets `timeout`. What was accepted is handled after the next start. */
  [Symbol.dispose](): void {
    this.#closing.abort();
  }

  /** Accepts the event and waits for the report of its turn. */
  async #run(event: InboundEvent, deadline: AbortSignal): Promise<TurnResult | "duplicate" | "timeout"> {
    const key = `${event.conversationId} ${event.id}`;
    if (this.#running.has(key)) return "duplicate";
    this.#running.add(key);
    const ended = Promise.withResolvers<TurnResult | "timeout">();
    // Before it is accepted: its turn may be over sooner than `accept` returns.
    using _reports = this.#parts.signals.subscribe(event.conversationId, (signal) => {
      if (signal.type === "turn" && signal.eventId === event.id) ended.resolve(signal.report);
    });
    const giveUp = (): void => ended.resolve("timeout");
    deadline.addEventListener("abort", giveUp, { once: true });
    try {
      const { seq, duplicate } = await this.#parts.accept(event);
      if (duplicate) return "duplicate";
      const ending = new AbortController();
      void this.#findResult(event.conversationId, seq, ending.signal).then((result) => {
        if (result !== undefined) ended.resolve(result);
      });
      try {
        return await ended.promise;
      } finally {
        ending.abort();
      }
    } finally {
      deadline.removeEventListener("abort", giveUp);
      this.#running.delete(key);
    }
  }

  /** Reads the log until the turn's result stands there. Undefined: the signal came first. */
  async #findResult(conversationId: string, seq: number, signal: AbortSignal): Promise<TurnResult | undefined> {
    let after = seq;
    while (!signal.aborted) {
      await sleep(lookMs, undefined, { signal, ref: false }).catch(() => {});
      // A store that is away is asked again.
      const page = signal.aborted ? [] : await this.#parts.log.read(conversationId, after, pageSize).catch(() => []);
      for (const entry of page) if (entry.type === "turn.end" && entry.of === seq) return entry.result;
      after = page.at(-1)?.seq ?? after;
    }
    return undefined;
  }

  /** Undefined: not known in time. */
  async #resultOf(turn: TurnResult, deadline: AbortSignal): Promise<NotifyResult | undefined> {
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

/** One part that the channel will not take is a failure of all; its rules for speaking first are a reason of their own. */
function resultOf(states: readonly DeliveryState[]): NotifyResult | undefined {
  const failed = states.find((state) => state.type === "failed");
  if (failed !== undefined)
    return failed.kind === "window"
      ? { outcome: "blocked", why: "window_closed" }
      : { outcome: "failed", why: failed.reason };
  return states.every(({ type }) => type === "sent") ? { outcome: "sent" } : undefined;
}
