import type { LogEvent } from "#channel/log.ts";
import type { Count } from "./counting/tally.ts";

/** A conversation whose log has more than was counted. `known`: what was remembered of it, as it was kept. `events`: the next ones, in order. */
export type Uncounted = {
  conversationId: string;
  connectorId: string;
  countedSeq: number;
  known: unknown;
  events: LogEvent[];
};

/**
 * How far a conversation is counted now, and what is remembered of it. `from`: how far it was: whoever finds another number there counts nothing. A
 * step without a conversation (`""`) is for what no log has.
 */
export type Step = { conversationId: string; from: number; to: number; known: unknown };

/** Counts of one time span, added up. */
export type SummedCount = { connectorId: string; measure: string; key: string; amount: number };

/**
 * What is counted of conversations, by half-hours, connectors and measures. The counts outlive the conversations; how far a conversation is counted goes with
 * it.
 */
export interface FiguresStore {
  /**
   * Looks at a page of all conversations, in the order of their ids, for those that have more than was counted.
   * @returns `next`: where the next page begins; undefined: that was all.
   */
  look(after: string, limit: number): Promise<{ behind: string[]; next: string | undefined }>;
  /** Of these conversations, those that have more than was counted, with at most so many events each. */
  uncounted(conversationIds: readonly string[], mostEvents: number): Promise<Uncounted[]>;
  /**
   * Adds counts, and keeps how far conversations are counted with them: all of it, or none.
   * @returns false: somebody else has counted one of them, or it is gone. Nothing was added.
   */
  add(steps: readonly Step[], counts: readonly Count[]): Promise<boolean>;
  /** How far the step without a conversation is; 0 before the first. */
  ownStep(): Promise<number>;
  /** Counts some of the deliveries that were given up since, each once, with the cause as its key. @returns how many there were. */
  countFailures(limit: number): Promise<number>;
  /** How many conversations each person of the team has open. */
  openCases(): Promise<{ operator: string; count: number }[]>;
  /** From one time to another, in milliseconds since 1970; the end is not in it. */
  sum(from: number, to: number): Promise<SummedCount[]>;
  /** Forgets all counts, so that whoever follows counts anew what is still kept. */
  clear(): Promise<void>;
}
