import { type Cursor, parseCursor } from "@causerie/protocol";
import type { LogPosition } from "#channel/log.ts";
import { RequestError } from "#app/errors.ts";

/** @throws RequestError `invalid_request` for something that is no cursor. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = parseCursor(text);
  if (cursor === undefined) throw new RequestError("invalid_request", "since: expected a cursor, <epoch>.<seq>");
  return cursor;
}

/**
 * The seq to read after. A cursor that cannot be continued without a gap is refused: of another log (restored from a
 * backup), of a place that this log never reached, or of one whose successors are no longer kept.
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
