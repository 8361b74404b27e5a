import { createContext, useContext } from "react";
import type { Chat } from "#chat/chat.ts";
import type { ExtrasSource } from "./extras/extras-source.ts";
import type { PageRenderers, Renderers } from "./extras/renderers.ts";

export type ChatContextValue = {
  chat: Chat;
  renderers: Renderers;
  /** What the page around the custom element draws itself. */
  page: { host: Element; renderers: PageRenderers | undefined } | undefined;
  /** Whether the visitor is asked what they think of an answer. */
  feedback: boolean;
  extras: ExtrasSource;
};

export const ChatContext = createContext<ChatContextValue | undefined>(undefined);

export function useChatContext(): ChatContextValue {
  const value = useContext(ChatContext);
  if (value === undefined) throw new Error("This part of the chat needs a <ChatProvider> (or <Chat>) around it");
  return value;
}
