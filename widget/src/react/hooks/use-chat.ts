import { useCallback, useSyncExternalStore } from "react";
import type { Chat, ChatState, Connection, Entry } from "#chat/chat.ts";
import { initialModel } from "#chat/state/model.ts";
import { useChatContext } from "#react/context.ts";

/** The conversation, for its methods: `useChat().sendText("Hello")`. To read its state use `useChatState`, which re-renders. */
export function useChat(): Chat {
  return useChatContext().chat;
}

/**
 * A part of the state. The component renders again when that part is replaced. The selector must return a value of the
 * state and must not make a new one: `useChatState((state) => state.typing)`.
 */
export function useChatState<Part>(selector: (state: ChatState) => Part): Part {
  const chat = useChat();
  const subscribe = useCallback((listener: () => void) => chat.subscribe(listener), [chat]);
  const read = (): Part => selector(chat.getState());
  return useSyncExternalStore(subscribe, read, () => selector(stateOnServer(chat)));
}

/** A browser that takes over what a server has drawn draws the same at first, even if messages have arrived since. */
function stateOnServer(chat: Chat): ChatState {
  return typeof document === "undefined" ? chat.getState() : initialModel;
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
