import type { LogEvent } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";

/**
 * What the team has to do with a conversation. A conversation without one is the bot's, and nobody of the team has ever had to do with it.
 * Who answers is decided by the state of the conversation, in the order of its events; this is what the desk sorts and shows by.
 */
export type Case = {
  conversationId: string;
  /** `bot`: the bot has it again. */
  state: "bot" | "waiting" | "open" | "closed";
  queue?: string;
  operator?: { id: string; name: string };
  language?: string;
  /** Which story handed it over, and why. */
  story?: string;
  summary?: string;
  tags: readonly string[];
  /** Milliseconds since 1970, all four. `repliedAt`: of the first answer by the team. */
  waitingSince?: number;
  assignedAt?: number;
  repliedAt?: number;
  closedAt?: number;
  /** The delivery by which the bot handed it over last: the same one does it once. */
  openedBy?: string;
  /** While it waits in a queue that offers. */
  offer?: CaseOffer;
  /** Goes up with each change; 0 is none yet. */
  version: number;
};

/** `until`: milliseconds since 1970. `passed`: ids of those who were asked before, and have not come. */
export type CaseOffer = { to: { id: string; name: string }; until: number; passed: readonly string[] };

/** For the team alone. */
export type CaseNote = {
  id: string;
  conversationId: string;
  by: { id: string; name: string };
  text: string;
  at: number;
};

/** A conversation in the inbox. `tail`: the last things of its log, in order. */
export type CaseRow = {
  conversationId: string;
  connectorId: string;
  userId: string;
  createdAt: number;
  updatedAt: number;
  state: ConversationState;
  tail: LogEvent[];
  case?: Case;
};

/** What is not named does not matter. `operator`: "" is nobody. `active`: waiting or open. `language`: without a region. */
export type CaseFilter = {
  state?: Case["state"] | "active";
  queue?: string;
  operator?: string;
  connectorId?: string;
  language?: string;
  tag?: string;
};

/** Where a page ends: the conversation that was shown last. */
export type CaseCursor = { updatedAt: number; conversationId: string };

export type CaseCounts = { waiting: number; open: number; mine: number; queues: Record<string, number> };

/** What the desk keeps of conversations, and how it finds them. */
export interface CaseStore {
  read(conversationId: string): Promise<Case | undefined>;
  /**
   * Keeps a case whose version was the given one's.
   * @returns the version from now on; undefined: somebody has changed it since, or there is no such conversation.
   */
  save(changed: Case, now: number): Promise<number | undefined>;
  /** The one that was active last comes first. */
  page(filter: CaseFilter, after: CaseCursor | undefined, limit: number): Promise<CaseRow[]>;
  /** Those of these conversations that exist. */
  rows(conversationIds: readonly string[]): Promise<CaseRow[]>;
  /** Of these conversations, those in whose log the words stand somewhere. It may find too many, as words may stand in what nobody has said. */
  mention(conversationIds: readonly string[], words: string): Promise<string[]>;
  /** Those that wait, the one that has waited longest first. */
  waiting(limit: number): Promise<Case[]>;
  counts(operatorId: string): Promise<CaseCounts>;
  /** In the order in which they were written. */
  notes(conversationId: string): Promise<CaseNote[]>;
  /** The same id again changes nothing. @returns false: there is no such conversation. */
  addNote(note: CaseNote): Promise<boolean>;
}

/** Things of a log that a row of the inbox is read from: the last words are among them. */
export const tailLength = 8;
