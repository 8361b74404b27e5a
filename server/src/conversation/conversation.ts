import type { Json } from "#channel/json.ts";

/** What is remembered of one person on one connector, besides the log. */
export type Conversation = {
  id: string;
  connectorId: string;
  userId: string;
  state: ConversationState;
};

/** One JSON document, saved with each turn. */
export type ConversationState = {
  /** BCP 47 tag of the language the conversation is held in. */
  locale?: string;
  /** The link that the person's next message answers, unless it clearly means something else. */
  waitingFor?: string;
  /** What stories keep. */
  data: Record<string, Json>;
};

export const emptyState: ConversationState = { data: {} };
