import type { Chat, ChatEvents } from "#chat/chat.ts";

/** The events of `<causerie-chat>`. All of them bubble and leave the shadow root. */
export type ChatElementEvents = {
  /** The window was opened. */
  "causerie-open": CustomEvent<null>;
  /** The window was closed. */
  "causerie-close": CustomEvent<null>;
  /** A message of the bot or of a person who answers. Not for history. */
  "causerie-message": CustomEvent<ChatEvents["message"]>;
  /** The server has stored a message of the visitor. */
  "causerie-sent": CustomEvent<ChatEvents["sent"]>;
  /** The number of unread messages has changed. */
  "causerie-unread": CustomEvent<ChatEvents["unread"]>;
  /** The history has been loaded. With the feature `opening`. */
  "causerie-ready": CustomEvent<{ chat: Chat }>;
  /** The state of the connection has changed. */
  "causerie-connection": CustomEvent<ChatEvents["connection"]>;
};

declare global {
  interface HTMLElementEventMap extends ChatElementEvents {}
}
