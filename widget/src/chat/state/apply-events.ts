import type { Author, ClientContent, Message, QuickReply } from "@causerie/protocol";
import type { ChatState, Entry, MessageEntry } from "#chat/chat.ts";
import type { ChatModel } from "./model.ts";
import type { ReadEvent } from "#chat/connection/parse.ts";

/** A copy that may be changed until it is handed out. Copying is per page of events, never per event. */
export type Draft = { -readonly [Key in keyof ChatModel]: ChatModel[Key] } & { entries: Entry[]; streaming: string[] };

export function draftOf(model: ChatModel): Draft {
  return { ...model, entries: [...model.entries], streaming: [...model.streaming] };
}

/** Applies one event of the log, the next one, to the end of what is in the log so far. */
export function applyEvent(draft: Draft, event: ReadEvent): void {
  draft.seq = event.seq;
  if (draft.stop === "asked") draft.stop = "ready";
  switch (event.type) {
    case "visitor": {
      // The bubble that was shown at once and this event are the same entry: they share the key.
      const waiting = findWaiting(draft, event.clientId);
      if (waiting !== -1) draft.entries.splice(waiting, 1);
      const { clientId: key, at, content } = event;
      draft.feedback = withOpinion(draft.feedback, content);
      if (isShown(content)) insert(draft, { type: "visitor", key, at, content, delivery: { type: "sent" } });
      return;
    }
    case "message":
      arrive(draft, event.seq, toEntry(event, event.message, "complete"));
      return;
    case "message.start": {
      const text = draft.early?.messageId === event.messageId ? draft.early.text : "";
      if (text !== "") draft.early = undefined;
      draft.streaming.push(event.messageId);
      arrive(draft, event.seq, toEntry(event, { type: "text", text, buttons: [], quickReplies: [] }, "streaming"));
      return;
    }
    case "message.final": {
      draft.typing = false;
      const whole = toEntry(event, event.message, event.stopped === true ? "stopped" : "complete");
      const begun = draft.streaming.indexOf(event.messageId);
      if (begun === -1) {
        arrive(draft, event.seq, whole); // its start is older than what was loaded
        return;
      }
      draft.streaming.splice(begun, 1);
      const index = findStreaming(draft.entries, event.messageId);
      if (index !== -1) draft.entries[index] = { ...whole, at: draft.entries[index]?.at ?? whole.at };
      return;
    }
    case "turn.end":
      draft.typing = false;
      return;
    case "note":
    case "unknown":
      return; // stepped over, but counted: the next event must not look like a gap
  }
}

/** Where an act of the visitor stands that is not in the log yet: among the few at the end. */
export function findWaiting({ entries, logged }: Pick<ChatModel, "entries" | "logged">, key: string): number {
  for (let index = logged; index < entries.length; index += 1) if (entries[index]?.key === key) return index;
  return -1;
}

/** Where a message that is being written stands: near the end, so it is looked for from there. */
export function findStreaming(entries: readonly Entry[], key: string): number {
  return entries.findLastIndex((entry) => entry.key === key && entry.type === "message");
}

/** The quick replies of the newest bubble; none once the visitor has answered, even if the answer is still under way. */
export function offeredReplies(entries: readonly Entry[]): readonly QuickReply[] {
  const newest = entries.findLast((entry) => entry.type === "message" || entry.delivery.type !== "failed");
  return newest?.type === "message" ? newest.message.quickReplies : none;
}

const none: readonly QuickReply[] = [];

/** Not every act of the visitor is a bubble: to start or end a chat, to come by a link or to rate an answer is none. */
export function isShown(content: { type: string }): boolean {
  return ["text", "postback", "location"].includes(content.type);
}

/** The opinions with the one that the visitor has expressed by this, if any. */
export function withOpinion(feedback: ChatState["feedback"], content: ClientContent): ChatState["feedback"] {
  if (content.type !== "feedback" || content.messageId === undefined) return feedback;
  return { ...feedback, [content.messageId]: content.value };
}

function toEntry(
  event: { at: number; messageId: string; author: Author },
  message: Message,
  progress: MessageEntry["progress"],
): MessageEntry {
  return { type: "message", key: event.messageId, at: event.at, author: event.author, message, progress };
}

function arrive(draft: Draft, seq: number, entry: MessageEntry): void {
  if (!draft.visible && seq > draft.seen) draft.unread += 1;
  insert(draft, entry);
}

function insert(draft: Draft, entry: Entry): void {
  draft.entries.splice(draft.logged, 0, entry);
  draft.logged += 1;
}
