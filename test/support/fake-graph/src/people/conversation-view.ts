import type { QuickReply } from "#parse/content.ts";
import type { Bubble, Thread } from "./thread.ts";

/** A quick reply as the phone shows it. */
export interface OfferedReply {
  title: string;
  payload: string;
  imageUrl?: string;
}

/** The conversation as the person's phone shows it at one moment. */
export interface ConversationView {
  bubbles: readonly Bubble[];
  /** Empty as soon as anything was written after the message that offered them. */
  quickReplies: readonly OfferedReply[];
  /** The page's dots. They end with its next message, or by themselves after about 20 s. */
  typing: boolean;
  /** When the page last marked the conversation as seen. */
  seenAt: number | undefined;
}

export function viewConversation(thread: Thread, now: number): ConversationView {
  return {
    bubbles: [...thread.bubbles],
    quickReplies: offeredReplies(thread),
    typing: thread.typingUntil > now,
    seenAt: thread.seenAt,
  };
}

function offeredReplies(thread: Thread): OfferedReply[] {
  return thread.quickReplies.flatMap((reply) => offer(reply, thread));
}

function offer(reply: QuickReply, thread: Thread): OfferedReply[] {
  switch (reply.type) {
    case "text": {
      const { title, payload, imageUrl } = reply;
      return [{ title, payload, ...(imageUrl === undefined ? {} : { imageUrl }) }];
    }
    case "user_email":
      return offerValue(thread.email);
    case "user_phone_number":
      return offerValue(thread.phone);
  }
}

function offerValue(value: string | undefined): OfferedReply[] {
  return value === undefined ? [] : [{ title: value, payload: value }];
}
