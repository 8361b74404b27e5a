import type { FoundSentence } from "#desk/records/unknown-sentences.ts";
import type { Database } from "#store/sqlite/database.ts";

export function addUnknownSentences(db: Database, found: readonly FoundSentence[]): void {
  for (const { conversationId, seq, at, connectorId, language, confidence } of found)
    db.run(insert, conversationId, seq, at, connectorId, language, confidence);
}

export function trimUnknownSentences(db: Database, { most }: { most: number }): number {
  return db.run(
    `DELETE FROM unknown_sentence WHERE (conversation, seq) IN
      (SELECT conversation, seq FROM unknown_sentence ORDER BY at DESC, conversation, seq LIMIT -1 OFFSET ?)`,
    most,
  );
}

const insert = `
  INSERT OR IGNORE INTO unknown_sentence
  SELECT conversation, seq, ?3, ?4, ?5, ?6 FROM event WHERE conversation = ?1 AND seq = ?2`;
