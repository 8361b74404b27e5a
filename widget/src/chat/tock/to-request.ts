import type { ClientContent } from "@causerie/protocol";
import { ChatError } from "#chat/chat-error.ts";
import { sayPrefix } from "./to-messages.ts";

/** What every request says of who sends it. */
export type Sender = { userId: string; locale: string | undefined };

export type TockRequest = {
  userId: string;
  locale?: string;
  sourceWithContent: true;
} & (
  | { query: string }
  | { payload: string }
  | { ref: string }
  | { feedback: { actionId: string; vote: "UP" | "DOWN" | null } }
);

export type RequestParts = {
  sender: Sender;
  /** Said at the start of a conversation, without a bubble. */
  openingMessage: string;
  /** What Tock calls a message of the log; undefined where it takes no vote about it. */
  actionOf: (messageId: string) => string | undefined;
};

/** The body of the request. @throws ChatError `unsupported` for what Tock's protocol has no words for. */
export function toRequest(content: ClientContent, { sender, openingMessage, actionOf }: RequestParts): TockRequest {
  const { userId, locale } = sender;
  const shared = { userId, ...(locale !== undefined && { locale }), sourceWithContent: true as const };
  switch (content.type) {
    case "text":
      return { ...shared, query: content.text };
    case "postback": {
      const { link } = content;
      return link.startsWith(sayPrefix)
        ? { ...shared, query: link.slice(sayPrefix.length) }
        : { ...shared, payload: link };
    }
    case "start":
      return { ...shared, query: openingMessage };
    case "referral":
      return { ...shared, ref: content.ref };
    case "feedback": {
      const actionId = content.messageId === undefined ? undefined : actionOf(content.messageId);
      if (actionId === undefined) throw new ChatError("unsupported");
      const vote = content.value === "up" ? "UP" : content.value === "down" ? "DOWN" : null;
      return { ...shared, feedback: { actionId, vote } };
    }
    case "location":
    case "files":
    case "end":
      throw new ChatError("unsupported");
  }
}
