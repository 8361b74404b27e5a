import type { Database } from "./database.ts";
import { addAnswer } from "./operations/add-answer.ts";
import { appendEvent } from "./operations/append-event.ts";
import { beginDelivery } from "./operations/begin-delivery.ts";
import { checkWrite } from "./operations/check-write.ts";
import { commitTurn } from "./operations/commit-turn.ts";
import { countAttempt } from "./operations/count-attempt.ts";
import { endAttempt } from "./operations/end-attempt.ts";
import { noteOutcome } from "./operations/note-outcome.ts";
import { parkTurn } from "./operations/park-turn.ts";
import { postponeTurn } from "./operations/postpone-turn.ts";
import { releaseDelivery } from "./operations/release-delivery.ts";
import { releaseTurn } from "./operations/release-turn.ts";
import { takeDelivery } from "./operations/take-delivery.ts";

/** Everything that is ever written, by name: the writer's thread is asked for these and nothing else. */
const operations = {
  addAnswer,
  appendEvent,
  beginDelivery,
  checkWrite,
  commitTurn,
  countAttempt,
  endAttempt,
  noteOutcome,
  parkTurn,
  postponeTurn,
  releaseDelivery,
  releaseTurn,
  takeDelivery,
};

type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationInput<Name extends OperationName> = Parameters<Operations[Name]>[1];
export type OperationResult<Name extends OperationName> = ReturnType<Operations[Name]>;

export type Job = { [Name in OperationName]: { name: Name; input: OperationInput<Name> } }[OperationName];

export function runJob(db: Database, { name, input }: Job): unknown {
  const operation = operations[name] as (db: Database, input: unknown) => unknown;
  return operation(db, input);
}
