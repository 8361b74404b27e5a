import { stoppedRecord } from "#conversation/turns.ts";
import type { GrowthLog } from "#pipeline/watching/growth.ts";
import type { Database } from "./database.ts";
import { lastSeqBefore } from "./operations/delete-conversation.ts";

export function createGrowthLog(reader: Database): GrowthLog {
  return {
    async grown(known) {
      const asked = JSON.stringify(Array.from(known, ([id, { seq, turn }]) => ({ id, seq, turn: turn ?? null })));
      const rows = reader.all<GrowthRow>(selectGrown, asked, stoppedRecord);
      return new Map(
        rows.flatMap(({ id, seq, last_seq, stopped }) => {
          // One that was deleted has grown, too: its last number is above all that were given out.
          const lastSeq = last_seq ?? lastSeqBefore(reader, id);
          return lastSeq > seq || stopped === 1 ? [[id, { lastSeq, stopped: stopped === 1 }] as const] : [];
        }),
      );
    },
  };
}

type GrowthRow = { id: string; seq: number; last_seq: number | null; stopped: number };

const selectGrown = `
  SELECT id, last_seq, seq, stopped FROM (
    SELECT k.value ->> 'id' AS id, c.last_seq, k.value ->> 'seq' AS seq,
      EXISTS (SELECT 1 FROM idempotency_record r
        WHERE r.conversation = c.id AND r.seq = k.value ->> 'turn' AND r.name = ?2) AS stopped
    FROM json_each(?1) k LEFT JOIN conversation c ON c.id = k.value ->> 'id')
  WHERE last_seq > seq OR stopped OR (last_seq IS NULL AND seq > 0)`;
