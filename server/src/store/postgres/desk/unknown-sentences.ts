import type { UnknownSentences } from "#desk/records/unknown-sentences.ts";
import { type SentenceRow, toSentence } from "#store/desk/sentence-rows.ts";
import type { Pools } from "#store/postgres/connection/pools.ts";

/** Over the connections for reading: those for writing carry what people say. */
export function createUnknownSentences(pools: Pick<Pools, "read">): UnknownSentences {
  return {
    add: async (found) => {
      // One conversation locked at a time.
      for (const { conversationId, seq, at, connectorId, language, confidence } of found)
        await pools.read(add, conversationId, seq, at, connectorId, language, confidence);
    },
    read: async ({ since, connectorId, language }, limit) =>
      (await pools.read<SentenceRow>(select, since, connectorId ?? null, language ?? null, limit)).flatMap(
        (row) => toSentence(row) ?? [],
      ),
    trim: async (most) => {
      const [row] = await pools.read<{ count: number }>(trim, most);
      return row?.count ?? 0;
    },
  };
}

const add = "SELECT add_unknown_sentence($1, $2, $3, $4, $5, $6)";

const select = `
  SELECT u.conversation AS "conversationId", u.seq, u.at, u.connector_id AS "connectorId", u.language, u.confidence, e.body
  FROM unknown_sentence u JOIN event e ON e.conversation = u.conversation AND e.seq = u.seq
  WHERE u.at >= $1 AND ($2::text IS NULL OR u.connector_id = $2) AND ($3::text IS NULL OR u.language = $3)
  ORDER BY u.at DESC, u.conversation, u.seq LIMIT $4`;

const trim = `
  WITH gone AS (DELETE FROM unknown_sentence WHERE (conversation, seq) IN
    (SELECT conversation, seq FROM unknown_sentence ORDER BY at DESC, conversation, seq OFFSET $1) RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;
