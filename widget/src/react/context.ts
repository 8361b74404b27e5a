import { createContext, useContext } from "react";
import type { Chat } from "#chat/chat.ts";
import type { Renderers } from "./renderers.ts";

export type ChatContextValue = { chat: Chat; renderers: Renderers };

export const ChatContext = createContext<ChatContextValue | undefined>(undefined);

export function useChatContext(): ChatContextValue {
  const value = useContext(ChatContext);
  if (value === undefined) throw new Error("This part of the chat needs a <ChatProvider> (or <Chat>) around it");
  return value;
}
