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

/** One that was deleted has grown, too: its last number is above all that were given out. */
const selectGrown = `
  SELECT * FROM (
    SELECT k.id, coalesce(c.last_seq, d.last_seq) AS last_seq, k.seq, EXISTS (SELECT FROM idempotency_record r
        WHERE r.conversation = c.id AND r.seq = k.turn AND r.name = $4) AS stopped
    FROM unnest($1::text[], $2::integer[], $3::integer[]) k (id, seq, turn) LEFT JOIN conversation c ON c.id = k.id
      LEFT JOIN deleted_conversation d
        ON c.id IS NULL AND k.seq > 0 AND d.conversation = CASE WHEN c.id IS NULL THEN deleted_name(k.id) END) found
  WHERE last_seq > seq OR stopped`;
