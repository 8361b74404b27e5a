import type { LogEvent } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";

/** Everything that is kept of a conversation. */
export type StoredConversation = { connectorId: string; state: ConversationState; events: LogEvent[] };
