import { type Cursor, parseCursor } from "@causerie/protocol";
import type { LogPosition } from "#channel/log.ts";
import { RequestError } from "#app/errors.ts";

/** @throws RequestError `invalid_request` when the text is not a cursor. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = parseCursor(text);
  if (cursor === undefined) throw new RequestError("invalid_request", "since: expected a cursor, <epoch>.<seq>");
  return cursor;
}

/**
 * The seq to read after. A cursor is refused when reading could not continue without a gap: it belongs to another log (one
 * restored from a backup), this log never reached its seq, or the events after it are no longer kept.
 *
 * @throws RequestError `resync`
 */
export function findStart(since: Cursor | undefined, { epoch, lastSeq, oldestSeq }: LogPosition): number {
  const seqBeforeOldest = Math.max(0, oldestSeq - 1);
  if (since === undefined) return seqBeforeOldest;
  if (since.epoch !== epoch || since.seq > lastSeq || since.seq < seqBeforeOldest) throw cannotContinue(oldestSeq);
  return since.seq;
}

export function cannotContinue(oldestSeq: number): RequestError {
  return new RequestError("resync", "load the conversation, then read on from its cursor", { oldestSeq });
}
