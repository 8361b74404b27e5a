import type { Database } from "#store/sqlite/database.ts";
import { addAnswer, type AnswerInput } from "./add-answer.ts";
import { finishWork } from "./finish-work.ts";

export type ParkInput = { apology: AnswerInput; attempt: number; reason: string };

/** The event is set aside for the operator, and the conversation goes on after it. */
export function parkTurn(db: Database, { apology, attempt, reason }: ParkInput): void {
  addAnswer(db, apology);
  db.run(
    `INSERT INTO parked (conversation, seq, acted_at, locale, attempts, reason, parked_at)
     SELECT conversation, seq, acted_at, locale, max(attempts, ?), ?, ? FROM work WHERE conversation = ? AND seq = ?`,
    attempt,
    reason,
    apology.now,
    apology.conversation,
    apology.seq,
  );
  finishWork(db, apology.conversation, apology.seq);
}
