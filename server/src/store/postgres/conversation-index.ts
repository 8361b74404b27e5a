import type { ConversationFacts } from "#channel/host/own-conversations.ts";
import type { ConversationIndex } from "#conversation/conversation-index.ts";
import type { Pools } from "./connection/pools.ts";

/** A mark whose answer was lost may be repeated: it changes nothing then. */
export function createConversationIndex(pools: Pick<Pools, "read">): ConversationIndex {
  return {
    of: (connectorId, userId, limit) => pools.read<ConversationFacts>(selectOwn, connectorId, userId, limit),
    markRead: async (conversation, seq) => {
      await pools.read(markRead, conversation, seq);
    },
  };
}

const selectOwn = `
  SELECT id, created_at AS "createdAt", updated_at AS "updatedAt", last_seq AS "lastSeq", oldest_seq AS "oldestSeq",
    read_seq AS "readSeq"
  FROM conversation WHERE connector_id = $1 AND user_id = $2 ORDER BY updated_at DESC, created_at DESC, id LIMIT $3`;

const markRead = `
  UPDATE conversation SET read_seq = least($2::integer, last_seq)
  WHERE id = $1 AND read_seq < least($2::integer, last_seq)`;
