import type { Database } from "#store/sqlite/database.ts";
import { addAnswer, type AnswerInput } from "./add-answer.ts";
import { finishWork } from "./finish-work.ts";

/** The event is answered: the rest of the answer, the new state, and its work is gone. */
export function commitTurn(db: Database, { answer, state }: { answer: AnswerInput; state: string }): void {
  addAnswer(db, answer);
  db.run("UPDATE conversation SET state = ? WHERE id = ?", state, answer.conversation);
  finishWork(db, answer.conversation, answer.seq);
}
