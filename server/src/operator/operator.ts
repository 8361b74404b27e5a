import type { LogEvent } from "#channel/log.ts";
import type { LinkedPerson, Member } from "#identity/person-links.ts";
import type { ConversationState } from "#conversation/conversation.ts";

/**
 * What an operator may see and change of a store, beside the road of messages. Every change is one transaction, and may come
 * from another process than the one that answers: that one finds out by what it reads. Times are milliseconds since 1970.
 */
export interface Operator {
  overview(): Promise<Overview>;

  /** Deliveries that are not over, or were given up; the oldest first. */
  deliveries(filter: DeliveryFilter, limit: number): Promise<ListedDelivery[]>;
  /** Waiting deliveries go out at once instead of at their time. @param ids undefined: all. @returns how many. */
  retryDeliveries(ids: readonly string[] | undefined, now: number): Promise<number>;
  /** Gives waiting deliveries up, and forgets those that were given up. @returns how many. */
  dropDeliveries(ids: readonly string[], now: number): Promise<number>;

  /** The newest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  deadLetter(id: EventId): Promise<(DeadLetter & { event: LogEvent }) | undefined>;
  /** The event is answered once more, before the conversation's later events. @returns false: there is no such one. */
  retryDeadLetter(id: EventId, now: number): Promise<boolean>;
  /** Its event stays in the log. @returns false: there is no such one. */
  dropDeadLetter(id: EventId): Promise<boolean>;

  /** The one that was active last comes first. */
  conversations(filter: PersonFilter, limit: number): Promise<ListedConversation[]>;
  conversation(id: string): Promise<ExportedConversation | undefined>;
  /**
   * Removes all that is kept of the conversation. Its numbers are not given out again: an open page that shows it loads it
   * anew, and finds it empty.
   * @returns undefined: there is no such one.
   */
  deleteConversation(id: string, now: number): Promise<Deleted | undefined>;
  /** Other names of a person. */
  aliases(connectorId: string, userId: string): Promise<{ type: string; value: string }[]>;
  /** The id that an alias of a person stands for, or the id itself. */
  userOf(connectorId: string, person: string): Promise<string>;
  /** Who is one person with them on other connectors, and what all of these share; undefined: nobody. */
  personOf(member: Member): Promise<LinkedPerson | undefined>;
  /** What is kept of a person beside their conversations. */
  besides(connectorId: string, userId: string): Promise<KeptBeside>;
  /** Removes what is kept of a person outside their conversations. `keepBlock`: but for their block, if there is one. */
  deletePerson(connectorId: string, userId: string, options: { keepBlock: boolean }): Promise<void>;
  /** Keeps that a person was deleted, and not who it was. */
  recordDeletion(record: DeletionRecord): Promise<void>;
  /** The newest first. */
  deletions(limit: number): Promise<DeletionRecord[]>;

  /** The connectors that have left a conversation or a token, also those that are not configured any more. */
  connectorIds(): Promise<string[]>;
  /**
   * Looks at a page of what is kept, and removes what is older, about `limit` of it at most. Nothing that waits to be answered or
   * delivered.
   * @param signal cancels it where it may take long; then it rejects, and nothing was removed.
   */
  expire(what: Expiry, limit: number, now: number, signal?: AbortSignal): Promise<Expired>;

  /** Of these files, those that no event names. */
  unusedFiles(ids: readonly string[]): Promise<string[]>;

  /** The messages of a blocked person are refused. @param blocked false: they are taken again. */
  block(connectorId: string, userId: string, blocked: boolean, now: number): Promise<void>;
  blocked(): Promise<{ connectorId: string; userId: string; at: number }[]>;
}

export type Overview = {
  conversations: number;
  events: number;
  /** Events that await their answer, and since when the oldest does. */
  unanswered: number;
  oldestUnanswered: number | undefined;
  deadLetters: number;
  blocked: number;
  /** Deliveries by connector, state and, where there is one, reason. */
  deliveries: { connectorId: string; state: string; reason: string | undefined; count: number; oldest: number }[];
};

export type PersonFilter = { connectorId?: string; userId?: string };

export type DeliveryFilter = { connectorId?: string; conversationId?: string; state?: "waiting" | "failed" };

export type ListedDelivery = {
  id: string;
  connectorId: string;
  conversationId: string;
  state: string;
  attempts: number;
  /** Of the last failure. */
  reason: string | undefined;
  notBefore: number;
  at: number;
};

export type EventId = { conversationId: string; seq: number };

export type DeadLetter = EventId & { connectorId: string; attempts: number; reason: string; at: number };

export type ListedConversation = {
  id: string;
  connectorId: string;
  userId: string;
  events: number;
  createdAt: number;
  updatedAt: number;
};

/** All that is kept of a conversation. `files`: ids of the files that its events name. */
export type ExportedConversation = ListedConversation & {
  address: unknown;
  state: ConversationState;
  log: LogEvent[];
  deliveries: ListedDelivery[];
  deadLetters: DeadLetter[];
  files: string[];
  /** What the team has to do with it, and what it has noted; for its eyes, but about the person. */
  case?: ExportedCase;
  remarks: { by: { id: string; name: string }; text: string; at: number }[];
  /** Files that were begun and that no message has named yet. */
  uploads: { name: string; mediaType: string; bytes: number; received: number; expiresAt: number }[];
  /** Browsers that are told of answers; without the keys that let one write to them. */
  pushSubscriptions: { endpoint: string; title: string; url: string; savedAt: number; expiresAt: number }[];
};

/** Times are milliseconds since 1970. */
export type ExportedCase = {
  state: string;
  queue?: string;
  operator?: { id: string; name: string };
  language?: string;
  story?: string;
  summary?: string;
  tags: readonly string[];
  waitingSince?: number;
  assignedAt?: number;
  repliedAt?: number;
  closedAt?: number;
};

/** `session`: of a web page, once it was renewed or ended; `usedAt`: of its newest refresh token. `blockedAt`: since when they are refused. */
export type KeptBeside = {
  session?: { renewals: number; usedAt: number | null; endedAt: number | null; expiresAt: number };
  blockedAt?: number;
};

/** That a person was deleted on a connector, for whoever has to prove it. `wantedBy`: themselves, or the operator. */
export type DeletionRecord = {
  at: number;
  connectorId: string;
  wantedBy: "person" | "operator";
  conversations: number;
  events: number;
  files: number;
};

/** `files`: those that no event names any more. */
export type Deleted = { events: number; files: string[] };

export const kinds = ["conversations", "events", "files", "deliveries", "deadLetters", "tokens"] as const;

/**
 * - `conversations`: in which nothing has happened since; all of them.
 * - `events`: what was said, in conversations that go on.
 * - `files`: that people sent; the events that name them stay.
 * - `deliveries`: that are over; `deadLetters`; `tokens`: what buttons of older messages stand for.
 */
export type Kind = (typeof kinds)[number];

/** `after`: where the last call has stopped; it begins with all. */
export type Expiry = { kind: Kind; connectorId: string; before: number; after?: string };

/** `next`: where the next call goes on, which may find nothing at its place; undefined: all was looked at. */
export type Expired = { count: number; files: string[]; next?: string };

/** Rows that one call looks at: conversations, or those of its kind. It takes no longer however many there are. */
export const expiryPage = 1_000;
