import type { Author, ClientContent, Message, QuickReply } from "@causerie/protocol";
import type { ChatState, Entry, MessageEntry } from "#chat/chat.ts";
import type { ChatModel } from "./model.ts";
import type { ParsedEvent } from "#chat/connection/parse.ts";

/** A copy of the model that may be changed until the reducer returns it. One copy per page of events, never per event. */
export type MutableModel = { -readonly [Key in keyof ChatModel]: ChatModel[Key] } & {
  entries: Entry[];
  streaming: string[];
};

export function mutableCopy(model: ChatModel): MutableModel {
  return { ...model, entries: [...model.entries], streaming: [...model.streaming] };
}

/** Applies the next event of the log to the copy. */
export function applyEvent(copy: MutableModel, event: ParsedEvent): void {
  copy.seq = event.seq;
  if (copy.stop === "asked") copy.stop = "ready";
  switch (event.type) {
    case "visitor": {
      // The bubble that was shown at once and this event are the same entry: they share the key.
      const waiting = findWaiting(copy, event.clientId);
      if (waiting !== -1) copy.entries.splice(waiting, 1);
      const { clientId: key, at, content } = event;
      copy.feedback = withOpinion(copy.feedback, content);
      if (isShown(content, key)) insert(copy, { type: "visitor", key, at, content, delivery: { type: "sent" } });
      return;
    }
    case "message":
      addBotEntry(copy, event.seq, toEntry(event, event.message, "complete"));
      return;
    case "message.start": {
      const { document } = event;
      const text = copy.early?.messageId === event.messageId ? copy.early.text : "";
      if (text !== "") copy.early = undefined;
      copy.streaming.push(event.messageId);
      addBotEntry(
        copy,
        event.seq,
        toEntry(event, { type: "text", text, buttons: [], quickReplies: [], document }, "streaming"),
      );
      return;
    }
    case "message.final":
    case "message.update": {
      const whole = toEntry(event, event.message, event.stopped === true ? "stopped" : "complete");
      const begun = copy.streaming.indexOf(event.messageId);
      if (event.type === "message.final") copy.typing = false;
      if (begun !== -1) copy.streaming.splice(begun, 1);
      const index = findStreaming(copy.entries, event.messageId);
      // Its beginning is older than the loaded events, or it was said before them.
      if (index === -1) addBotEntry(copy, event.seq, whole);
      else copy.entries[index] = { ...whole, at: copy.entries[index]?.at ?? whole.at };
      return;
    }
    case "turn.end":
      copy.typing = false;
      copy.progress = undefined;
      return;
    case "read": {
      const key = copy.entries[copy.logged - 1]?.key;
      if (key !== undefined) copy.read = { key, name: event.name };
      return;
    }
    case "note":
    case "unknown":
      return; // skipped, but `seq` counts it: the next event must not look like a gap
  }
}

/** The index of a visitor entry that is not in the log yet. There are few, all at the end. -1 if there is none. */
export function findWaiting({ entries, logged }: Pick<ChatModel, "entries" | "logged">, key: string): number {
  for (let index = logged; index < entries.length; index += 1) if (entries[index]?.key === key) return index;
  return -1;
}

/** The index of a growing message. It is near the end, so the search starts there. */
export function findStreaming(entries: readonly Entry[], key: string): number {
  return entries.findLastIndex((entry) => entry.key === key && entry.type === "message");
}

/** The quick replies of the newest bubble. There are none after the visitor has answered, even if that message is unsent. */
export function offeredReplies(entries: readonly Entry[]): readonly QuickReply[] {
  const newest = entries.findLast((entry) => entry.type === "message" || entry.delivery.type !== "failed");
  return newest?.type === "message" ? newest.message.quickReplies : none;
}

const none: readonly QuickReply[] = [];

/** The opening text of a conversation has a fixed id: one, however many tabs send it, and without a bubble on any device. */
export const openingId = "opening";

/**
 * Whether what the visitor has sent has a bubble. `start`, `end`, `referral` and `feedback` have none, nor has a tap in a panel, which
 * changes itself.
 */
export function isShown(content: { type: string; messageId?: string }, clientId: string): boolean {
  return (
    clientId !== openingId &&
    content.messageId === undefined &&
    ["text", "postback", "location", "files"].includes(content.type)
  );
}

/** The opinions, with the one of this content added if it is feedback. */
export function withOpinion(feedback: ChatState["feedback"], content: ClientContent): ChatState["feedback"] {
  if (content.type !== "feedback" || content.messageId === undefined) return feedback;
  return { ...feedback, [content.messageId]: content.score ?? content.value };
}

function toEntry(
  event: { at: number; messageId: string; author: Author },
  message: Message,
  progress: MessageEntry["progress"],
): MessageEntry {
  return { type: "message", key: event.messageId, at: event.at, author: event.author, message, progress };
}

function addBotEntry(copy: MutableModel, seq: number, entry: MessageEntry): void {
  if (!copy.visible && seq > copy.seen) copy.unread += 1;
  insert(copy, entry);
}

function insert(copy: MutableModel, entry: Entry): void {
  copy.entries.splice(copy.logged, 0, entry);
  copy.logged += 1;
}
