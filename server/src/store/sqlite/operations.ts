import type { Database } from "./database.ts";
import { addAnswer } from "./operations/add-answer.ts";
import { amendEvent } from "./operations/amend-event.ts";
import { appendEvent } from "./operations/append-event.ts";
import { unusedFiles } from "./operations/blob-use.ts";
import { deleteConversation } from "./operations/delete-conversation.ts";
import {
  beginDelivery,
  confirmDelivery,
  endAttempt,
  markDelivered,
  releaseDelivery,
  reportStatus,
} from "./operations/deliveries.ts";
import { addNote, saveCase } from "./operations/desk/cases.ts";
import { expireDesk, writeDesk } from "./operations/desk/records.ts";
import { addFigures, clearFigures, countFailures } from "./operations/desk/figures.ts";
import { expire } from "./operations/expire.ts";
import { releaseLease, renewLease } from "./operations/leases.ts";
import {
  block,
  deletePerson,
  recordDeletion,
  dropDeadLetter,
  dropDeliveries,
  retryDeadLetter,
  retryDeliveries,
} from "./operations/operator.ts";
import { markRead } from "./operations/mark-read.ts";
import { linkPersons, unlinkPerson } from "./operations/persons.ts";
import { reportReceipts } from "./operations/report-receipts.ts";
import { confirmPart, keepRest } from "./operations/parts.ts";
import { setAside } from "./operations/set-aside.ts";
import { endSession, renewSession, useSession } from "./operations/sessions.ts";
import {
  commitTurn,
  countAttempt,
  deadLetterTurn,
  keepIdempotencyRecord,
  postponeTurn,
  releaseTurn,
  stopTurn,
} from "./operations/turns.ts";

import {
  dropPush,
  endPushOfSession,
  expirePush,
  removePush,
  retryPush,
  savePush,
  settlePush,
  takePush,
} from "./operations/push.ts";
import { addUnknownSentences, trimUnknownSentences } from "./operations/desk/unknown-sentences.ts";
import {
  appendUpload,
  beginUpload,
  completeUpload,
  dropUpload,
  expireUploads,
  markUploadsSent,
} from "./operations/uploads.ts";

/** Everything that is ever written, by name. The writer's thread runs these and nothing else. */
const operations = {
  addAnswer,
  addFigures,
  addNote,
  addUnknownSentences,
  amendEvent,
  appendEvent,
  savePush,
  removePush,
  dropPush,
  endPushOfSession,
  takePush,
  settlePush,
  retryPush,
  expirePush,
  appendUpload,
  beginDelivery,
  beginUpload,
  block,
  checkWrite,
  clearFigures,
  commitTurn,
  completeUpload,
  confirmDelivery,
  confirmPart,
  countAttempt,
  countFailures,
  deadLetterTurn,
  deleteConversation,
  deletePerson,
  recordDeletion,
  dropDeadLetter,
  dropDeliveries,
  dropUpload,
  endAttempt,
  endSession,
  expire,
  expireDesk,
  expireUploads,
  keepIdempotencyRecord,
  keepRest,
  linkPersons,
  markDelivered,
  markUploadsSent,
  markRead,
  postponeTurn,
  releaseDelivery,
  releaseLease,
  releaseTurn,
  renewLease,
  renewSession,
  reportReceipts,
  reportStatus,
  retryDeadLetter,
  retryDeliveries,
  saveCase,
  setAside,
  stopTurn,
  trimUnknownSentences,
  unlinkPerson,
  unusedFiles,
  useSession,
  writeDesk,
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

/** A write like any other, to see that the store can write. */
function checkWrite(db: Database, { now }: { now: number }): void {
  db.run("UPDATE meta SET checked_at = ?", now);
}
