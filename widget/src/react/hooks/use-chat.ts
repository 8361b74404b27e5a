import { useCallback, useSyncExternalStore } from "react";
import type { Chat, ChatState, Connection, Entry } from "#chat/chat.ts";
import { useChatContext } from "#react/context.ts";

/** The conversation, to act on: `useChat().sendText("Hello")`. Reading its state here does not re-render; see below. */
export function useChat(): Chat {
  return useChatContext().chat;
}

/**
 * A part of the state; renders again when that part is replaced. The selector must return what is in the state, not
 * something made anew: `useChatState((state) => state.typing)`.
 */
export function useChatState<Part>(selector: (state: ChatState) => Part): Part {
  const chat = useChat();
  const subscribe = useCallback((listener: () => void) => chat.subscribe(listener), [chat]);
  const read = (): Part => selector(chat.getState());
  return useSyncExternalStore(subscribe, read, read);
}

/** The thread, oldest first. */
export function useEntries(): readonly Entry[] {
  return useChatState((state) => state.entries);
}

/** How many messages arrived while the thread was not visible. */
export function useUnread(): number {
  return useChatState((state) => state.unread);
}

export function useConnection(): Connection {
  return useChatState((state) => state.connection);
}
