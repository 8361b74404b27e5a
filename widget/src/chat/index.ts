/**
 * The conversation without an interface: for your own, in any framework or none.
 * @module
 */
export type {
  Chat,
  ChatContextValues,
  ChatEvents,
  ChatState,
  Connection,
  Entry,
  MessageEntry,
  Opinion,
  OpinionDetails,
  Replaces,
  SendState,
  StopState,
  TransportName,
  VisitorEntry,
} from "./chat.ts";
export { createChat } from "./create-chat.ts";
export type { ChatOptions } from "./options.ts";
export type { GetToken } from "./sign-in/ask-token.ts";
