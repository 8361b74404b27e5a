import { stoppedRecord } from "#conversation/turns.ts";
import type { GrowthLog } from "#pipeline/watching/growth.ts";
import type { Database } from "./database.ts";

export function createGrowthLog(reader: Database): GrowthLog {
  return {
    async grown(known) {
      const asked = JSON.stringify(Array.from(known, ([id, { seq, turn }]) => ({ id, seq, turn: turn ?? null })));
      const rows = reader.all<GrowthRow>(selectGrown, asked, stoppedRecord);
      return new Map(rows.map(({ id, last_seq, stopped }) => [id, { lastSeq: last_seq, stopped: stopped === 1 }]));
    },
  };
}

type GrowthRow = { id: string; last_seq: number; stopped: number };

const selectGrown = `
  SELECT id, last_seq, stopped FROM (
    SELECT c.id, c.last_seq, k.value ->> 'seq' AS seq,
      EXISTS (SELECT 1 FROM idempotency_record r
        WHERE r.conversation = c.id AND r.seq = k.value ->> 'turn' AND r.name = ?2) AS stopped
    FROM json_each(?1) k JOIN conversation c ON c.id = k.value ->> 'id')
  WHERE last_seq > seq OR stopped`;
