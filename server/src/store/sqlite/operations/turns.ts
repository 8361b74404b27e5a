import type { TurnEnd } from "#conversation/turns.ts";
import type { Database } from "#store/sqlite/database.ts";
import type { MemoryEntry } from "#store/shared-memory.ts";
import { updateAnswerDue } from "./answer-due.ts";
import { addAnswer, type AnswerInput, requireUnanswered } from "./add-answer.ts";
import { keepMemory } from "./persons.ts";

export type AttemptInput = { conversation: string; seq: number; attempt: number };

/** Remembers that an attempt was begun, so that an event that ends the process is not tried for ever. */
export function countAttempt(db: Database, { conversation, seq, attempt }: AttemptInput): void {
  db.run(
    "UPDATE work SET attempts = max(attempts, ?), begun = 1 WHERE conversation = ? AND seq = ?",
    attempt,
    conversation,
    seq,
  );
}

/**
 * `answered`: what the event says in the log from now on, as JSON; null: what it said. `memory`: what the turn has changed of what is
 * remembered of the person.
 */
export type CommitInput = {
  answer: AnswerInput;
  state: string;
  answered: string | null;
  memory: readonly MemoryEntry[];
};

/** The event is answered: the rest of the answer, the new state, and its work is gone. */
export function commitTurn(db: Database, { answer, state, answered, memory }: CommitInput): TurnEnd {
  addAnswer(db, answer);
  db.run("UPDATE conversation SET state = ? WHERE id = ?", state, answer.conversation);
  if (memory.length > 0) keepMemory(db, answer.conversation, memory);
  keepAnswered(db, answer, answered);
  finishWork(db, answer.conversation, answer.seq);
  const left = db.get("SELECT 1 FROM work WHERE conversation = ? LIMIT 1", answer.conversation);
  return { isLast: left === undefined };
}

/** `answered`: what the event says in the log from now on, as JSON; null: what it said. */
export type DeadLetterInput = { apology: AnswerInput; attempt: number; reason: string; answered: string | null };

/** The event becomes a dead letter for the operator, and the conversation goes on after it. */
export function deadLetterTurn(db: Database, { apology, attempt, reason, answered }: DeadLetterInput): void {
  addAnswer(db, apology);
  db.run(
    `INSERT INTO dead_letter (conversation, seq, acted_at, locale, attempts, reason, at)
     SELECT conversation, seq, acted_at, locale, max(attempts, ?), ?, ? FROM work WHERE conversation = ? AND seq = ?`,
    attempt,
    reason,
    apology.now,
    apology.conversation,
    apology.seq,
  );
  keepAnswered(db, apology, answered);
  finishWork(db, apology.conversation, apology.seq);
}

/** A secret that an event brought is not kept once it was answered. */
function keepAnswered(db: Database, { conversation, seq }: AnswerInput, answered: string | null): void {
  if (answered === null) return;
  db.run(
    `UPDATE event SET body = json_set(body, '$.content', json(?)) WHERE conversation = ? AND seq = ?
       AND json_extract(body, '$.content.type') = 'account_linking'`,
    answered,
    conversation,
    seq,
  );
}

/** Removes the head of a conversation's work and its idempotency records. The next event is the head now. */
function finishWork(db: Database, conversation: string, seq: number): void {
  db.run("DELETE FROM idempotency_record WHERE conversation = ? AND seq = ?", conversation, seq);
  db.run("DELETE FROM work WHERE conversation = ? AND seq = ?", conversation, seq);
  updateAnswerDue(db, conversation);
}

export type PostponeInput = { conversation: string; seq: number; attempt: number; notBefore: number };

/** The event stays the head of its conversation, but is not due before that time. */
export function postponeTurn(db: Database, { conversation, seq, attempt, notBefore }: PostponeInput): void {
  const changed = db.run(
    "UPDATE work SET attempts = max(attempts, ?), begun = 0, not_before = ? WHERE conversation = ? AND seq = ?",
    attempt,
    notBefore,
    conversation,
    seq,
  );
  if (changed > 0) updateAnswerDue(db, conversation);
}

export type ReleaseInput = { conversation: string; seq: number; attempt: number; notBefore: number | null };

/** Takes back the attempt that `countAttempt` wrote. Without `notBefore` the event stays due. */
export function releaseTurn(db: Database, { conversation, seq, attempt, notBefore }: ReleaseInput): void {
  const changed = db.run(
    `UPDATE work SET attempts = ?, begun = 0, not_before = coalesce(?, not_before) WHERE conversation = ? AND seq = ?`,
    attempt - 1,
    notBefore,
    conversation,
    seq,
  );
  if (changed > 0) updateAnswerDue(db, conversation);
}

export type RecordInput = { conversation: string; seq: number; name: string; value: string };

/** Keeps the outcome of an effect until the event is answered. The first record stays: it says what was done. */
export function keepIdempotencyRecord(db: Database, { conversation, seq, name, value }: RecordInput): void {
  const kept = db.run(
    `INSERT INTO idempotency_record (conversation, seq, name, value)
     SELECT conversation, seq, ?, ? FROM work WHERE conversation = ? AND seq = ?
     ON CONFLICT (conversation, seq, name) DO NOTHING`,
    name,
    value,
    conversation,
    seq,
  );
  if (kept === 0) requireUnanswered(db, conversation, seq);
}

/** The person does not want the rest of the answer to the head of the conversation's work. */
export function stopTurn(db: Database, { conversation, name }: { conversation: string; name: string }): void {
  db.run(
    `INSERT INTO idempotency_record (conversation, seq, name, value)
     SELECT conversation, seq, ?2, 'true' FROM head_of_work WHERE conversation = ?1
     ON CONFLICT (conversation, seq, name) DO NOTHING`,
    conversation,
    name,
  );
}
