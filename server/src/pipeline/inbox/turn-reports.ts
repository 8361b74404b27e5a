import { withTurnEnd } from "#conversation/turn-end.ts";
import type { Answer, Lease, TurnEnd, Turns, TurnWrites } from "#conversation/turns.ts";
import type { TurnResult } from "#channel/log.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import type { BotRuntime } from "./bot-runtime.ts";

type StoredTurns = Pick<Turns, keyof TurnWrites>;

/** What one attempt at an event has written. */
type Attempt = {
  /** Ids instead of the lease: a map may keep what stood in it for a while, and a lease reaches all of its turn. */
  conversationId: string;
  eventId: string;
  messages: Set<string>;
  deliveries: Set<string>;
  isCommitted: boolean;
  isReported: boolean;
};

/**
 * Lets nobody wait for a turn that is over: a channel that answers in its response waits for `turn.end` in the log, and
 * `notify` waits for a report. A runtime that knows more than that something was said reports by itself; for all others both
 * come from what they have committed.
 */
export class TurnReports {
  readonly #turns: StoredTurns;
  readonly #signals: Pick<Signals, "publish">;
  /** By fence: no two attempts share one. */
  readonly #attempts = new Map<number, Attempt>();
  readonly #ends = new WeakMap<Lease, TurnEnd>();

  constructor(turns: StoredTurns, signals: Pick<Signals, "publish">) {
    this.#turns = turns;
    this.#signals = signals;
  }

  /** The turns as a runtime gets them. */
  readonly turns: TurnWrites = {
    append: async (lease, answer, now) => {
      await this.#turns.append(lease, answer, now);
      this.#remember(lease, answer);
    },
    commit: async (lease, answer, state, now) => {
      const whole = withTurnEnd(answer, lease.seq, this.#resultOf(lease, answer));
      const end = await this.#turns.commit(lease, whole, state, now);
      this.#ends.set(lease, end);
      this.#remember(lease, answer);
      const attempt = this.#attempts.get(lease.fence);
      if (attempt !== undefined) attempt.isCommitted = true;
    },
    idempotencyRecords: (lease) => this.#turns.idempotencyRecords(lease),
    keepIdempotencyRecord: (lease, name, value) => this.#turns.keepIdempotencyRecord(lease, name, value),
  };

  /** How this turn was committed here. Undefined: not here, so only the store knows whether it is open. */
  endOf(lease: Lease): TurnEnd | undefined {
    return this.#ends.get(lease);
  }

  /** The runtime with a report for each of its turns. */
  complete(runtime: BotRuntime): BotRuntime {
    return {
      handle: async (lease, signal) => {
        const attempt = newAttempt(lease);
        this.#attempts.set(lease.fence, attempt);
        try {
          await runtime.handle(lease, signal);
        } finally {
          this.#attempts.delete(lease.fence);
          if (attempt.isCommitted && !attempt.isReported) this.#publish(lease, reportOf(attempt, "answered"));
        }
      },
      apologize: (lease) => runtime.apologize(lease),
    };
  }

  /** What a runtime says of a turn that it has handled. */
  report(conversationId: string, eventId: string, report: TurnResult): void {
    for (const attempt of this.#attempts.values())
      if (attempt.conversationId === conversationId && attempt.eventId === eventId) attempt.isReported = true;
    this.#signals.publish(conversationId, { type: "turn", eventId, report });
  }

  /** The event could not be handled, and this is the apology for it. */
  setAside(lease: Lease, apology: Answer): void {
    const attempt = newAttempt(lease);
    remember(attempt, apology);
    this.#publish(lease, reportOf(attempt, "failed"));
  }

  /** Whoever has sent a notification may wait for it in another process. */
  #resultOf(lease: Lease, answer: Answer): TurnResult | undefined {
    if (lease.event.content.type !== "notification") return undefined;
    const before = this.#attempts.get(lease.fence);
    const attempt = newAttempt(lease);
    for (const id of before?.messages ?? []) attempt.messages.add(id);
    for (const id of before?.deliveries ?? []) attempt.deliveries.add(id);
    remember(attempt, answer);
    return reportOf(attempt, "answered");
  }

  #remember(lease: Lease, answer: Answer): void {
    const attempt = this.#attempts.get(lease.fence);
    if (attempt !== undefined) remember(attempt, answer);
  }

  #publish({ conversation, event }: Lease, report: TurnResult): void {
    this.#signals.publish(conversation.id, { type: "turn", eventId: event.id, report });
  }
}

function newAttempt({ conversation, event }: Lease): Attempt {
  return {
    conversationId: conversation.id,
    eventId: event.id,
    messages: new Set(),
    deliveries: new Set(),
    isCommitted: false,
    isReported: false,
  };
}

function remember(attempt: Attempt, { events, deliveries }: Answer): void {
  for (const { body } of events)
    if (body.type === "message" || body.type === "message.final") attempt.messages.add(body.messageId);
  for (const { id } of deliveries) attempt.deliveries.add(id);
}

function reportOf({ messages, deliveries }: Attempt, outcome: string): TurnResult {
  return { outcome, messages: messages.size, deliveries: [...deliveries] };
}
