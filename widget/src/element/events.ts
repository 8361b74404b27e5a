import type { ChatEvents } from "#chat/chat.ts";

/** What `<causerie-chat>` tells the page. All events bubble and leave the shadow root. */
export type ChatElementEvents = {
  "causerie-open": CustomEvent<null>;
  "causerie-close": CustomEvent<null>;
  /** A message of the bot or of a person who answers. Not for history. */
  "causerie-message": CustomEvent<ChatEvents["message"]>;
  /** The server has a message of the visitor for good. */
  "causerie-sent": CustomEvent<ChatEvents["sent"]>;
  "causerie-unread": CustomEvent<ChatEvents["unread"]>;
  "causerie-connection": CustomEvent<ChatEvents["connection"]>;
};

export type ChatElementEventName = keyof ChatElementEvents;

declare global {
  interface HTMLElementEventMap extends ChatElementEvents {}
}
