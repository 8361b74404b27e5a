import type { ConversationLog, LogBody, LogEvent } from "#channel/log.ts";
import type { Database } from "./database.ts";
import { lastSeqBefore } from "./operations/delete-conversation.ts";

export function createConversationLog({ reader, epoch }: { reader: Database; epoch: string }): ConversationLog {
  return {
    read: async (conversationId, after, limit) =>
      reader
        .all<EventRow>(
          "SELECT seq, at, body FROM event WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?",
          conversationId,
          after,
          limit,
        )
        .map(toLogEvent),

    tail: async (conversationId, limit) =>
      reader
        .all<EventRow>(
          "SELECT seq, at, body FROM event WHERE conversation = ? ORDER BY seq DESC LIMIT ?",
          conversationId,
          limit,
        )
        .reverse()
        .map(toLogEvent),

    position: async (conversationId) => {
      const row = reader.get<PositionRow>(
        "SELECT last_seq, oldest_seq, answer_due FROM conversation WHERE id = ?",
        conversationId,
      );
      if (row === undefined) {
        // One that was deleted has given out numbers.
        const lastSeq = lastSeqBefore(reader, conversationId);
        return { epoch, lastSeq, oldestSeq: lastSeq + 1, pending: false };
      }
      return { epoch, lastSeq: row.last_seq, oldestSeq: row.oldest_seq, pending: row.answer_due !== null };
    },
  };
}

type EventRow = { seq: number; at: number; body: string };
type PositionRow = { last_seq: number; oldest_seq: number; answer_due: number | null };

function toLogEvent({ seq, at, body }: EventRow): LogEvent {
  return { seq, at, ...(JSON.parse(body) as LogBody) };
}
