import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { LogBody } from "#channel/log.ts";
import type { Conversation, ConversationState } from "./conversation.ts";

/**
 * The right to answer one event of a conversation. One lease per conversation at a time, across all processes; `fence`
 * is compared in every write, so that an owner that was given up for dead cannot write.
 */
export type Lease = {
  conversation: Conversation;
  event: InboundEvent;
  /** Place of the event in its log. */
  seq: number;
  /** 1 for the first try. A try that ended with the process counts. */
  attempt: number;
  fence: number;
};

/**
 * An event of the bot on its way to the log. `key` is the same whenever this event of the inbound event's answer is
 * made again: what the log has under it already, stays.
 */
export type NewLogEvent = { key: string; body: LogBody };

export type NewDelivery = { id: string; payload: unknown };

/** What the bot adds to the conversation: all of it, or none. */
export type Answer = { events: NewLogEvent[]; deliveries: NewDelivery[] };

/** Which events are to be answered, and the one place where answers become durable. Times are milliseconds since 1970. */
export interface Turns {
  /**
   * Conversations whose oldest event was being answered when an earlier process ended: one of them may have ended it.
   * As of when the store was opened.
   */
  suspects(): string[];
  /** Conversations with an event to answer at `now`, longest waiting first; none of `except`. */
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<string[]>;
  /** When the next event that is not due yet will be; undefined if there is none. */
  nextDue(now: number): Promise<number | undefined>;
  /** The oldest unanswered event of the conversation, if it is due and nobody else has it. */
  begin(conversationId: string, now: number): Promise<Lease | undefined>;
  /** What was noted for this event, in this try or an earlier one, by name. */
  idempotencyRecords(lease: Lease): Promise<Record<string, Json>>;
  /** Notes the outcome of an effect before the turn ends; forgotten once the event is answered. @throws StaleLeaseError */
  keepIdempotencyRecord(lease: Lease, name: string, value: Json): Promise<void>;
  /** Makes a part of the answer durable before the turn ends. @throws StaleLeaseError */
  append(lease: Lease, answer: Answer, now: number): Promise<void>;
  /** Ends the turn: state, the rest of the answer, and the event is handled. @throws StaleLeaseError */
  commit(lease: Lease, answer: Answer, state: ConversationState, now: number): Promise<void>;
  /** Ends the turn without an answer; the event is tried again at `notBefore`, and what follows it waits. */
  postpone(lease: Lease, notBefore: number): Promise<void>;
  /**
   * Gives the turn back as if it had not begun: the try is not the event's fault. The event stays due, or is so again at
   * `notBefore`.
   */
  release(lease: Lease, notBefore?: number): Promise<void>;
  /** Ends the turn for good, with an apology as its answer: the event is set aside for the operator. */
  deadLetter(lease: Lease, apology: Answer, reason: string, now: number): Promise<void>;
}
