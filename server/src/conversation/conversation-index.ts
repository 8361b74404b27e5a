import type { ConversationFacts } from "#channel/host/own-conversations.ts";

/** Which conversations a person has, and how far they have read. */
export interface ConversationIndex {
  /** At most `limit`. The one in which something has happened last comes first. */
  of(connectorId: string, userId: string, limit: number): Promise<ConversationFacts[]>;
  /** The person has read all events up to this one. Never goes back, and never beyond what was said. */
  markRead(conversationId: string, seq: number): Promise<void>;
}
