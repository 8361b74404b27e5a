import * as v from "valibot";
import { clientContentSchema } from "./client-message.ts";
import { documentSchema, messageSchema } from "./message.ts";

const stamp = {
  /** Place in the conversation's log: 1, 2, 3 … without a gap. */
  seq: v.pipe(v.number(), v.safeInteger()),
  /** Milliseconds since 1970, by the server's clock. */
  at: v.number(),
};

/** `role`: `bot`, `agent` (a person of the site's team) or `system`; more may come. */
const author = v.object({
  role: v.string(),
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  picture: v.optional(v.string()),
});
export type Author = v.InferOutput<typeof author>;

/** What the visitor did. `clientId` lets the screen turn its optimistic bubble into this event. */
const visitorEvent = v.object({
  ...stamp,
  type: v.literal("visitor"),
  clientId: v.string(),
  content: clientContentSchema,
});

/** What the bot (role `bot`) or a person (role `agent`) said. */
const messageEvent = v.object({
  ...stamp,
  type: v.literal("message"),
  messageId: v.string(),
  author,
  message: messageSchema,
});

/** A message that is being written: its text follows as `delta` frames, and as a whole in `message.final`. */
const messageStartEvent = v.object({
  ...stamp,
  type: v.literal("message.start"),
  messageId: v.string(),
  author,
  /** It is a long text, to be shown as a document. */
  document: v.optional(documentSchema),
});

/**
 * `message.final`: the whole of a streamed message, once it is complete. `stopped`: it ended early, by an error or by the
 * visitor. `message.update`: from now on this is the content of the message, in its old place.
 */
const messageFinalEvent = v.object({
  ...stamp,
  type: v.picklist(["message.final", "message.update"]),
  messageId: v.string(),
  author,
  message: messageSchema,
  stopped: v.optional(v.boolean()),
});

/** The bot has said all it has to say to the visitor's event `of` (a seq). */
const turnEndEvent = v.object({ ...stamp, type: v.literal("turn.end"), of: v.number() });

/** A person of the site's team has read all events before this one. `name`: who. */
const readEvent = v.object({ ...stamp, type: v.literal("read"), name: v.optional(v.string()) });

/** Something happened that is not shown, e.g. the bot's program began to speak; it only keeps the log without a gap. */
const noteEvent = v.object({ ...stamp, type: v.literal("note") });

export const logEventSchema = v.variant("type", [
  visitorEvent,
  messageEvent,
  messageStartEvent,
  messageFinalEvent,
  turnEndEvent,
  readEvent,
  noteEvent,
]);
/** One entry of a conversation's log, the same over REST, SSE and Socket.IO. */
export type LogEvent = v.InferOutput<typeof logEventSchema>;

/** What every event has, known kind or not: enough to keep the cursor. */
const stampSchema = v.object(stamp);

/**
 * Reads one event. A kind (or a message kind) that this version does not know is returned as `unknown` with its seq,
 * so that a reader can step over it; something without a seq is undefined.
 */
export function parseLogEvent(input: unknown): LogEvent | { type: "unknown"; seq: number; at: number } | undefined {
  const known = v.safeParse(logEventSchema, input);
  if (known.success) return known.output;
  const stamped = v.safeParse(stampSchema, input);
  return stamped.success ? { type: "unknown", seq: stamped.output.seq, at: stamped.output.at } : undefined;
}

/**
 * `GET …/events`: a page of the log, in order, and the cursor of its last event. After `since`, `more` says: ask again at
 * once. Before `before`, it says that there are still earlier events.
 */
export const eventPageSchema = v.object({ events: v.array(v.unknown()), cursor: v.string(), more: v.boolean() });
export type EventPage = { events: LogEvent[]; cursor: string; more: boolean };

/**
 * `GET …/conversations/:id`: the start-up path. The newest events in order, and the cursor after them; `oldestSeq` is the
 * seq of the oldest event that can still be read.
 */
export const snapshotSchema = v.object({
  conversationId: v.string(),
  events: v.array(v.unknown()),
  cursor: v.string(),
  oldestSeq: v.number(),
  /** Whether the bot is at work on an event of this conversation. */
  pending: v.boolean(),
});
export type Snapshot = Omit<v.InferOutput<typeof snapshotSchema>, "events"> & { events: LogEvent[] };
