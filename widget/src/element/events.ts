import type { ChatEvents } from "#chat/chat.ts";

/** The events of `<causerie-chat>`. All of them bubble and leave the shadow root. */
export type ChatElementEvents = {
  "causerie-open": CustomEvent<null>;
  "causerie-close": CustomEvent<null>;
  /** A message of the bot or of a person who answers. Not for history. */
  "causerie-message": CustomEvent<ChatEvents["message"]>;
  /** The server has stored a message of the visitor. */
  "causerie-sent": CustomEvent<ChatEvents["sent"]>;
  "causerie-unread": CustomEvent<ChatEvents["unread"]>;
  "causerie-connection": CustomEvent<ChatEvents["connection"]>;
};

declare global {
  interface HTMLElementEventMap extends ChatElementEvents {}
}
