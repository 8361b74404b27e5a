import type { UnknownSentences } from "#desk/records/unknown-sentences.ts";
import { type SentenceRow, toSentence } from "#store/desk/sentence-rows.ts";
import type { Database } from "#store/sqlite/database.ts";
import type { OperatorParts } from "#store/sqlite/operator/create-operator.ts";

export function createUnknownSentences(reader: Database, writer: Pick<OperatorParts, "run">): UnknownSentences {
  return {
    add: (found) => writer.run("addUnknownSentences", found),
    read: async ({ since, connectorId, language }, limit) =>
      reader
        .all<SentenceRow>(select, since, connectorId ?? null, language ?? null, limit)
        .flatMap((row) => toSentence(row) ?? []),
    trim: async (most) => {
      // Asked every hour: where there are few, nothing is written.
      const count = reader.get<{ count: number }>("SELECT count(*) AS count FROM unknown_sentence")?.count ?? 0;
      return count <= most ? 0 : await writer.run("trimUnknownSentences", { most });
    },
  };
}

const select = `
  SELECT u.conversation AS conversationId, u.seq, u.at, u.connector_id AS connectorId, u.language, u.confidence, e.body
  FROM unknown_sentence u JOIN event e ON e.conversation = u.conversation AND e.seq = u.seq
  WHERE u.at >= ?1 AND (?2 IS NULL OR u.connector_id = ?2) AND (?3 IS NULL OR u.language = ?3)
  ORDER BY u.at DESC, u.conversation, u.seq LIMIT ?4`;
