/** What is known of a conversation without reading it. Times are milliseconds since 1970. */
export type ConversationFacts = {
  id: string;
  createdAt: number;
  updatedAt: number;
  lastSeq: number;
  oldestSeq: number;
  /** Number of the last event that the person has read, as their client tells; 0: it has told nothing. */
  readSeq: number;
};

/** The conversations of a connector's people: one person may have several. */
export type OwnConversations = {
  /** Those of one person, at most `limit`. The one in which something has happened last comes first. */
  of(userId: string, limit: number): Promise<ConversationFacts[]>;
  /** Whose a conversation is: null when it is another connector's, undefined when there is none under this id. */
  ownerOf(conversationId: string): Promise<string | null | undefined>;
  /** The person has read all events up to this one. Never goes back, and never beyond what was said. */
  markRead(conversationId: string, seq: number): Promise<void>;
};
