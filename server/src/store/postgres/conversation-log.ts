import type { ConversationLog, LogBody, LogEvent } from "#channel/log.ts";
import { deletedName } from "#store/deleted-name.ts";
import type { Pools } from "./connection/pools.ts";

export function createConversationLog(pools: Pools): ConversationLog {
  return {
    read: async (conversationId, after, limit) =>
      (await pools.read<EventRow>(selectEvents, conversationId, after, Math.min(limit, maxInteger))).map(toLogEvent),

    tail: async (conversationId, limit) =>
      (await pools.read<EventRow>(selectTail, conversationId, limit)).reverse().map(toLogEvent),

    position: async (conversationId) => {
      const [row] = await pools.read<PositionRow>(selectPosition, conversationId, deletedName(conversationId));
      if (row === undefined) throw new Error("the database has lost the name of its log");
      const { epoch, last_seq: lastSeq, oldest_seq: oldestSeq, deleted_seq: deletedSeq, pending } = row;
      // One that was deleted has given out numbers.
      const before = deletedSeq ?? 0;
      return { epoch, lastSeq: lastSeq ?? before, oldestSeq: oldestSeq ?? before + 1, pending };
    },
  };
}

const maxInteger = 2 ** 31 - 1;

type EventRow = { seq: number; at: number; body: string };
type PositionRow = {
  epoch: string;
  last_seq: number | null;
  oldest_seq: number | null;
  deleted_seq: number | null;
  pending: boolean;
};

const selectEvents = `SELECT seq, at, body FROM event WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3`;
const selectTail = `SELECT seq, at, body FROM event WHERE conversation = $1 ORDER BY seq DESC LIMIT $2`;

/** The epoch in the same snapshot: it changes under a running server when a backup is restored. */
const selectPosition = `
  SELECT m.epoch, c.last_seq, c.oldest_seq, d.last_seq AS deleted_seq, c.answer_due IS NOT NULL AS pending
  FROM meta m LEFT JOIN conversation c ON c.id = $1 LEFT JOIN deleted_conversation d ON d.conversation = $2`;

function toLogEvent({ seq, at, body }: EventRow): LogEvent {
  return { seq, at, ...(JSON.parse(body) as LogBody) };
}
