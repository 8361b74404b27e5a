import type { Cursor, Frame } from "@causerie/protocol";
import {
  applyEvent,
  mutableCopy,
  type MutableModel,
  findStreaming,
  findWaiting,
  isShown,
  offeredReplies,
  withOpinion,
} from "./apply-events.ts";
import type { Entry, VisitorEntry } from "#chat/chat.ts";
import { type Action, type ChatModel, initialModel } from "./model.ts";
import type { ParsedEvent, ParsedSnapshot } from "#chat/connection/parse.ts";

/** The whole behaviour of the screen, pure. Events that arrive twice, late or with a hole give the same thread in the end. */
export function reduce(model: ChatModel, action: Action): ChatModel {
  switch (action.type) {
    case "acted":
      return addVisitorEntry(model, action.entry);
    case "delivery":
      return changeDelivery(model, action);
    case "discarded":
      return withEntries(
        model,
        model.entries.filter((entry, index) => index < model.logged || entry.key !== action.key),
      );
    case "page":
      return applyPage(model, action.events, action.cursor);
    case "earlier":
      return prepend(model, action.events, action.more);
    case "snapshot":
      return applySnapshot(model, action.snapshot, action.seen);
    case "resync":
      return { ...model, needsSnapshot: true };
    case "frame":
      return applyFrame(model, action.frame);
    case "conversation":
      return {
        ...cleared(action.bare ? { ...model, entries: [] } : model),
        loaded: action.empty,
        needsSnapshot: !action.empty,
      };
    case "connection":
      // The bot may have stopped typing in the meantime: frames are not repeated.
      return {
        ...model,
        connection: action.connection,
        typing: model.typing && action.connection.type === "connected",
      };
    case "visible":
      return { ...model, visible: action.visible, unread: action.visible ? 0 : model.unread };
    case "stop":
      return { ...model, stop: action.stop };
  }
}

function addVisitorEntry(model: ChatModel, entry: VisitorEntry): ChatModel {
  const feedback = withOpinion(model.feedback, entry.content);
  if (feedback !== model.feedback) return { ...model, feedback };
  if (!isShown(entry.content, entry.key) || model.entries.some(({ key }) => key === entry.key)) return model;
  // A request to stop that is still on its way must not meet the answer to this.
  const stop = model.stop === "asked" ? "ready" : model.stop;
  return withEntries({ ...model, stop }, [...model.entries, entry]);
}

function changeDelivery(model: ChatModel, { key, delivery, seq }: Extract<Action, { type: "delivery" }>): ChatModel {
  const index = findWaiting(model, key);
  const entry = model.entries[index];
  if (entry?.type !== "visitor") return model;
  // The screen has read past this `seq` and the entry still waits: its event is older than the loaded ones.
  if (seq !== undefined && model.loaded && seq <= model.seq)
    return withEntries(model, model.entries.toSpliced(index, 1));
  return withEntries(model, model.entries.with(index, { ...entry, delivery }));
}

function applyPage(model: ChatModel, events: readonly ParsedEvent[], cursor: Cursor): ChatModel {
  if (model.epoch !== undefined && cursor.epoch !== model.epoch) return { ...model, needsSnapshot: true };
  const next = events.filter((event) => event.seq > model.seq);
  const copy = mutableCopy({ ...model, epoch: cursor.epoch });
  for (const event of next) {
    if (event.seq > copy.seq + 1) break;
    if (event.seq > copy.seq) applyEvent(copy, event);
  }
  // A hole in the page, or a cursor beyond its last event: an event was not delivered.
  if (copy.seq < Math.max(cursor.seq, next.at(-1)?.seq ?? 0)) copy.needsSnapshot = true;
  const changed = copy.seq !== model.seq || copy.epoch !== model.epoch || copy.needsSnapshot !== model.needsSnapshot;
  return changed ? finished(copy) : model;
}

function applySnapshot(
  model: ChatModel,
  { events, cursor, oldestSeq, pending }: ParsedSnapshot,
  seen?: number,
): ChatModel {
  const first = events[0]?.seq ?? cursor.seq + 1;
  const same = model.loaded && (model.epoch ?? cursor.epoch) === cursor.epoch;
  const copy = mutableCopy(
    same && first <= model.seq + 1 ? model : { ...cleared(model), seq: first - 1, oldest: first },
  );
  copy.epoch = cursor.epoch;
  copy.unread = same ? model.unread : 0;
  copy.seen = same ? model.seq : (seen ?? cursor.seq);
  for (const event of events) if (event.seq > copy.seq) applyEvent(copy, event);
  copy.seq = Math.max(copy.seq, cursor.seq);
  return finished({
    ...copy,
    typing: pending,
    loaded: true,
    needsSnapshot: false,
    hasEarlier: copy.oldest > oldestSeq && copy.oldest > 1,
  });
}

function prepend(model: ChatModel, events: readonly ParsedEvent[], more: boolean): ChatModel {
  const older = events.filter((event) => event.seq < model.oldest);
  const copy = mutableCopy({ ...initialModel, visible: true });
  for (const event of older) applyEvent(copy, event);
  // A message may begin in this older page and end in a shown event, or be updated by one. It is shown already, where that was.
  const shown = new Set(model.entries.slice(0, model.logged).map(({ key }) => key));
  const entries = copy.entries.filter(({ key }) => !shown.has(key));
  const found = new Set(entries.map(({ key }) => key));
  return {
    ...model,
    entries: [...entries, ...model.entries.filter((entry, index) => index < model.logged || !found.has(entry.key))],
    logged: model.logged + entries.length,
    streaming: [...copy.streaming.filter((key) => !shown.has(key)), ...model.streaming],
    feedback: { ...copy.feedback, ...model.feedback },
    read: model.read ?? copy.read,
    oldest: older[0]?.seq ?? model.oldest,
    hasEarlier: more && older.length > 0,
  };
}

function applyFrame(model: ChatModel, frame: Frame): ChatModel {
  switch (frame.type) {
    case "typing":
      return model.typing === frame.on ? model : { ...model, typing: frame.on };
    case "delta":
      return applyDelta(model, frame);
    case "progress":
      return { ...model, typing: true, progress: frame.steps[0] || frame.reasoning ? frame : undefined };
  }
}

function applyDelta(model: ChatModel, delta: Delta): ChatModel {
  const { messageId } = delta;
  const index = findStreaming(model.entries, messageId);
  const entry = model.entries[index];
  if (entry === undefined) {
    const early = model.early?.messageId === messageId ? model.early.text : "";
    const text = withDelta(early, delta);
    return text === early ? model : { ...model, early: { messageId, text } };
  }
  if (!model.streaming.includes(messageId) || entry.type !== "message" || entry.message.type !== "text") return model;
  const text = withDelta(entry.message.text, delta);
  if (text === entry.message.text) return model;
  return { ...model, entries: model.entries.with(index, { ...entry, message: { ...entry.message, text } }) };
}

type Delta = Extract<Frame, { type: "delta" }>;

/**
 * A client that connects while a message grows receives all of its text so far, and may know a part of it. A piece with a
 * hole before it is left out, because `message.final` brings the whole text.
 */
function withDelta(text: string, { offset, text: piece }: Delta): string {
  return offset > text.length || text.startsWith(piece, offset) ? text : text.slice(0, offset) + piece;
}

/** An empty screen, except for the messages of the visitor that the server does not have. */
function cleared(model: ChatModel): ChatModel {
  const waiting = model.entries.slice(model.logged);
  const entries = waiting.filter((entry) => entry.type === "visitor" && entry.delivery.type !== "sent");
  const { connection, visible } = model;
  return { ...initialModel, connection, visible, entries, quickReplies: offeredReplies(entries) };
}

function withEntries(model: ChatModel, entries: readonly Entry[]): ChatModel {
  return { ...model, entries, quickReplies: offeredReplies(entries) };
}

function finished(copy: MutableModel): ChatModel {
  copy.quickReplies = offeredReplies(copy.entries);
  return copy;
}
