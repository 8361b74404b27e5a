import { stoppedRecord } from "#conversation/turns.ts";
import type { GrowthLog } from "#pipeline/watching/growth.ts";
import type { Pools } from "./connection/pools.ts";

export function createGrowthLog(pools: Pools): GrowthLog {
  return {
    async grown(known) {
      const entries = Array.from(known);
      const rows = await pools.read<GrowthRow>(
        selectGrown,
        entries.map(([id]) => id),
        entries.map(([, { seq }]) => seq),
        entries.map(([, { turn }]) => turn ?? null),
        stoppedRecord,
      );
      return new Map(rows.map(({ id, last_seq, stopped }) => [id, { lastSeq: last_seq, stopped }]));
    },
  };
}

type GrowthRow = { id: string; last_seq: number; stopped: boolean };

const selectGrown = `
  SELECT * FROM (
    SELECT c.id, c.last_seq, k.seq, EXISTS (SELECT FROM idempotency_record r
        WHERE r.conversation = c.id AND r.seq = k.turn AND r.name = $4) AS stopped
    FROM unnest($1::text[], $2::integer[], $3::integer[]) k (id, seq, turn) JOIN conversation c ON c.id = k.id) found
  WHERE last_seq > seq OR stopped`;
