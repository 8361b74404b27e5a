import {
  type Cursor,
  eventPageSchema,
  type LogEvent,
  parseCursor,
  parseLogEvent,
  type Problem,
  problemSchema,
  sendResultSchema,
  type SendResult,
  type Session,
  sessionSchema,
  snapshotSchema,
} from "@causerie/protocol";
import { ChatError } from "#chat/chat-error.ts";
import { fallbackReadings } from "./newer-message.ts";
import { type Schema, validate } from "./schema.ts";

/** An event of the log. `unknown`: a kind that only a newer server knows. */
export type ParsedEvent = LogEvent | { type: "unknown"; seq: number; at: number };
export type ParsedEventPage = { events: ParsedEvent[]; cursor: Cursor; more: boolean };
export type ParsedSnapshot = { events: ParsedEvent[]; cursor: Cursor; oldestSeq: number; pending: boolean };

export const readSession = (input: unknown): Session => read(sessionSchema, input);
export const readSendResult = (input: unknown): SendResult => read(sendResultSchema, input);

/** A page of events, from any transport. Over a socket it has no `more`. */
export function readEventPage(input: unknown): ParsedEventPage {
  const page = read(eventPageSchema, { more: false, ...(input as object) });
  return { events: readEvents(page.events), cursor: readCursor(page.cursor), more: page.more };
}

export function readSnapshot(input: unknown): ParsedSnapshot {
  const { events, cursor, oldestSeq, pending } = read(snapshotSchema, input);
  return { events: readEvents(events), cursor: readCursor(cursor), oldestSeq, pending };
}

/** @returns undefined when this is no error response of the server, but a proxy's error page, or of a server of another kind. */
export const readProblem = (input: unknown): Problem | undefined => validate(problemSchema, input)?.value;

/** The delay before the next connection that a server asks for with `bye`, in milliseconds. */
export function readDelay(info: unknown): number {
  if (typeof info !== "object" || info === null || !("inMs" in info)) return 0;
  return typeof info.inMs === "number" && info.inMs > 0 ? Math.min(info.inMs, 60_000) : 0;
}

function readEvents(input: unknown[]): ParsedEvent[] {
  // An event without a `seq` is left out. It leaves a gap, which the reducer finds.
  return input.map(readEvent).filter((event) => event !== undefined);
}

function readEvent(input: unknown): ParsedEvent | undefined {
  let event = parseLogEvent(input);
  if (event?.type === "unknown")
    event =
      fallbackReadings(input)
        .map(parseLogEvent)
        .find((each) => each && each.type !== "unknown") ?? event;
  return event === undefined ? undefined : { ...event, at: Math.min(Math.max(event.at, 0), lastMoment) };
}

/** The end of the year 9999. Formatting throws for later times, such as a time in another unit. */
const lastMoment = 253_402_300_799_999;

function readCursor(input: string): Cursor {
  const cursor = parseCursor(input);
  if (cursor === undefined) throw new ChatError("bad_answer");
  return cursor;
}

function read<Output>(schema: Schema<Output>, input: unknown): Output {
  const result = validate(schema, input);
  if (result === undefined) throw new ChatError("bad_answer");
  return result.value;
}
