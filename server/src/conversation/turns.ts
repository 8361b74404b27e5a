import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { LogBody } from "#channel/log.ts";
import type { LinkToken } from "#channel/message/link-token.ts";
import type { Conversation, ConversationState } from "./conversation.ts";

/**
 * The right to answer one event of a conversation. One lease per conversation at a time, across all processes. `fence` is
 * compared in every write, so that an owner that was given up for dead cannot write.
 */
export type Lease = {
  conversation: Conversation;
  event: InboundEvent;
  /** Number of the event in its log. */
  seq: number;
  /** 1 for the first attempt. An attempt that ended with the process counts. */
  attempt: number;
  /**
   * An earlier attempt neither ended well nor badly: its process ended, or lost its lease. This event may be what ended it.
   */
  interrupted: boolean;
  fence: number;
};

/**
 * An event of the bot on its way to the log. `key` is the same whenever this event of the inbound event's answer is
 * made again: what the log has under it already, stays.
 */
export type NewLogEvent = { key: string; body: LogBody };

/**
 * `edits`: the id of the delivery whose message this one replaces. `interim`: a newer edit follows, so this one is dropped
 * where there is no message to replace.
 */
export type NewDelivery = { id: string; payload: unknown; edits?: string; interim?: boolean };

/** What the bot adds to the conversation: all of it, or none. */
export type Answer = {
  events: NewLogEvent[];
  deliveries: NewDelivery[];
  /** What the short tokens in the deliveries stand for. */
  tokens?: readonly LinkToken[];
};

/**
 * Which events are to be answered, and the one place where answers become durable. Times are milliseconds since 1970; a
 * store that several processes share uses its own clock instead of the times it is given.
 */
export interface Turns {
  /** Conversations with an event to answer at `now`, longest waiting first; none of `except`. */
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<string[]>;
  /** When the next event that is not due yet will be; undefined if there is none. */
  nextDue(now: number): Promise<number | undefined>;
  /**
   * The oldest unanswered event of the conversation, if it is due and nobody else has it. The lease ends after
   * {@link leaseMs} unless it is renewed.
   * @param takeInterrupted whether to begin an event that an earlier attempt may have died of.
   * @returns `interrupted`: there is such an event, and it was not begun.
   */
  begin(conversationId: string, now: number, takeInterrupted?: boolean): Promise<Lease | "interrupted" | undefined>;
  /** Keeps the lease for another {@link leaseMs}. @throws StaleLeaseError when it has ended. */
  renew(lease: Lease, now: number): Promise<void>;
  /** The outcomes of this event's effects, of this attempt or an earlier one, by name. */
  idempotencyRecords(lease: Lease): Promise<Record<string, Json>>;
  /** Keeps the outcome of an effect until the event is answered. @throws StaleLeaseError */
  keepIdempotencyRecord(lease: Lease, name: string, value: Json): Promise<void>;
  /** Makes a part of the answer durable before the turn ends. @throws StaleLeaseError */
  append(lease: Lease, answer: Answer, now: number): Promise<void>;
  /** Ends the turn: state, the rest of the answer, and the event is handled. @throws StaleLeaseError */
  commit(lease: Lease, answer: Answer, state: ConversationState, now: number): Promise<TurnEnd>;
  /** Ends the turn without an answer. The event is tried again at `notBefore`, and what follows it waits. */
  postpone(lease: Lease, notBefore: number): Promise<void>;
  /**
   * Gives the turn back as if it had not begun: the attempt is not the event's fault. The event stays due, or is so again
   * at `notBefore`.
   */
  release(lease: Lease, notBefore?: number): Promise<void>;
  /**
   * The person does not want the rest of the answer that is under way or due next. Kept until that event is answered, so
   * that the attempt of any process learns of it. Nothing happens when no answer is.
   */
  stop(conversationId: string): Promise<void>;
  /** Ends the turn for good, with an apology as its answer. The event becomes a dead letter for the operator. */
  deadLetter(lease: Lease, apology: Answer, reason: string, now: number): Promise<void>;
}

/**
 * `isLast`: with the commit no event of the conversation waited, so nobody need look for one. Whoever stores one later
 * wakes whoever is to answer it.
 */
export type TurnEnd = { isLast: boolean };

/** What a runtime may do with a turn. How the turn ended is the worker's to know. */
export type TurnWrites = Pick<Turns, "append" | "idempotencyRecords" | "keepIdempotencyRecord"> & {
  commit(...given: Parameters<Turns["commit"]>): Promise<void>;
};

/** Under this name {@link Turns.stop} stands among the idempotency records of the event. */
export const stoppedRecord = "causerie.stopped";

/** Milliseconds that a lease lasts. An owner renews it several times in that time. */
export const leaseMs = 15_000;
