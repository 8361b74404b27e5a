import type { Cursor, Frame } from "@causerie/protocol";
import {
  applyEvent,
  draftOf,
  type Draft,
  findStreaming,
  findWaiting,
  isShown,
  offeredReplies,
  withOpinion,
} from "./apply-events.ts";
import type { Entry, VisitorEntry } from "#chat/chat.ts";
import { type Action, type ChatModel, initialModel } from "./model.ts";
import type { ReadEvent, ReadSnapshot } from "#chat/connection/parse.ts";

/** The whole behaviour of the screen, pure: what was delivered twice, late or with a hole ends in the same thread. */
export function reduce(model: ChatModel, action: Action): ChatModel {
  switch (action.type) {
    case "acted":
      return act(model, action.entry);
    case "delivery":
      return deliver(model, action);
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
    case "lost":
      return { ...model, needsSnapshot: true };
    case "frame":
      return applyFrame(model, action.frame);
    case "conversation":
      return { ...cleared(model), loaded: action.empty, needsSnapshot: !action.empty };
    case "connection":
      // Whoever was typing may have stopped meanwhile: frames are not repeated.
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

function act(model: ChatModel, entry: VisitorEntry): ChatModel {
  const feedback = withOpinion(model.feedback, entry.content);
  if (feedback !== model.feedback) return { ...model, feedback };
  if (!isShown(entry.content) || model.entries.some(({ key }) => key === entry.key)) return model;
  return withEntries(model, [...model.entries, entry]);
}

function deliver(model: ChatModel, { key, delivery, seq }: Extract<Action, { type: "delivery" }>): ChatModel {
  const index = findWaiting(model, key);
  const entry = model.entries[index];
  if (entry?.type !== "visitor") return model;
  // Read past already and still waiting: it stands in the log before what was loaded.
  if (seq !== undefined && model.loaded && seq <= model.seq)
    return withEntries(model, model.entries.toSpliced(index, 1));
  return withEntries(model, model.entries.with(index, { ...entry, delivery }));
}

function applyPage(model: ChatModel, events: readonly ReadEvent[], cursor: Cursor): ChatModel {
  if (model.epoch !== undefined && cursor.epoch !== model.epoch) return { ...model, needsSnapshot: true };
  const next = events.filter((event) => event.seq > model.seq);
  const draft = draftOf({ ...model, epoch: cursor.epoch });
  for (const event of next) {
    if (event.seq > draft.seq + 1) break;
    if (event.seq > draft.seq) applyEvent(draft, event);
  }
  // A hole in the page, or a cursor beyond it: something was not delivered.
  if (draft.seq < Math.max(cursor.seq, next.at(-1)?.seq ?? 0)) draft.needsSnapshot = true;
  const changed = draft.seq !== model.seq || draft.epoch !== model.epoch || draft.needsSnapshot !== model.needsSnapshot;
  return changed ? finished(draft) : model;
}

function applySnapshot(
  model: ChatModel,
  { events, cursor, oldestSeq, pending }: ReadSnapshot,
  seen?: number,
): ChatModel {
  const first = events[0]?.seq ?? cursor.seq + 1;
  const same = model.loaded && (model.epoch ?? cursor.epoch) === cursor.epoch;
  const draft = draftOf(same && first <= model.seq + 1 ? model : { ...cleared(model), seq: first - 1, oldest: first });
  draft.epoch = cursor.epoch;
  draft.unread = same ? model.unread : 0;
  draft.seen = same ? model.seq : (seen ?? cursor.seq);
  for (const event of events) if (event.seq > draft.seq) applyEvent(draft, event);
  draft.seq = Math.max(draft.seq, cursor.seq);
  return finished({
    ...draft,
    typing: pending,
    loaded: true,
    needsSnapshot: false,
    hasEarlier: draft.oldest > oldestSeq && draft.oldest > 1,
  });
}

function prepend(model: ChatModel, events: readonly ReadEvent[], more: boolean): ChatModel {
  const older = events.filter((event) => event.seq < model.oldest);
  const draft = draftOf({ ...initialModel, visible: true });
  for (const event of older) applyEvent(draft, event);
  // A message that began up there and ended in what is shown already stands where it ended.
  const shown = draft.streaming.length === 0 ? [] : model.entries.map(({ key }) => key);
  const entries = draft.entries.filter((entry) => !draft.streaming.includes(entry.key) || !shown.includes(entry.key));
  const found = new Set(entries.map(({ key }) => key));
  return {
    ...model,
    entries: [...entries, ...model.entries.filter((entry, index) => index < model.logged || !found.has(entry.key))],
    logged: model.logged + entries.length,
    streaming: [...draft.streaming.filter((key) => !shown.includes(key)), ...model.streaming],
    feedback: { ...draft.feedback, ...model.feedback },
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
  }
}

function applyDelta(model: ChatModel, delta: Delta): ChatModel {
  const { messageId } = delta;
  const index = findStreaming(model.entries, messageId);
  const entry = model.entries[index];
  if (entry === undefined) {
    const early = model.early?.messageId === messageId ? model.early.text : "";
    const text = joined(early, delta);
    return text === early ? model : { ...model, early: { messageId, text } };
  }
  if (!model.streaming.includes(messageId) || entry.type !== "message" || entry.message.type !== "text") return model;
  const text = joined(entry.message.text, delta);
  if (text === entry.message.text) return model;
  return { ...model, entries: model.entries.with(index, { ...entry, message: { ...entry.message, text } }) };
}

type Delta = Extract<Frame, { type: "delta" }>;

/**
 * Who connects in mid-stream is given all that was written so far, and may have some of it. A piece with a hole before it
 * is left out: the text as a whole follows in `message.final`.
 */
function joined(text: string, { offset, text: piece }: Delta): string {
  return offset > text.length || text.startsWith(piece, offset) ? text : text.slice(0, offset) + piece;
}

/** An empty screen, but for what the visitor has written and nobody has yet. */
function cleared(model: ChatModel): ChatModel {
  const waiting = model.entries.slice(model.logged);
  const entries = waiting.filter((entry) => entry.type === "visitor" && entry.delivery.type !== "sent");
  const { connection, visible } = model;
  return { ...initialModel, connection, visible, entries, quickReplies: offeredReplies(entries) };
}

function withEntries(model: ChatModel, entries: readonly Entry[]): ChatModel {
  return { ...model, entries, quickReplies: offeredReplies(entries) };
}

function finished(draft: Draft): ChatModel {
  draft.quickReplies = offeredReplies(draft.entries);
  return draft;
}
