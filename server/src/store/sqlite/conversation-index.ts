import type { ConversationFacts } from "#channel/host/own-conversations.ts";
import type { ConversationIndex } from "#conversation/conversation-index.ts";
import type { Database } from "./database.ts";
import type { OperatorParts } from "./operator/create-operator.ts";

export function createConversationIndex(reader: Database, writer: Pick<OperatorParts, "run">): ConversationIndex {
  return {
    of: async (connectorId, userId, limit) => reader.all<ConversationFacts>(selectOwn, connectorId, userId, limit),
    markRead: (conversation, seq) => writer.run("markRead", { conversation, seq }),
  };
}

const selectOwn = `
  SELECT id, created_at AS createdAt, updated_at AS updatedAt, last_seq AS lastSeq, oldest_seq AS oldestSeq,
    read_seq AS readSeq
  FROM conversation WHERE connector_id = ? AND user_id = ? ORDER BY updated_at DESC, created_at DESC, id LIMIT ?`;
