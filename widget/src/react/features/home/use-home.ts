import { useSyncExternalStore } from "react";
import type { Chat } from "#chat/chat.ts";
import { createHome, type Home, type HomeState } from "#chat/home/home.ts";
import { useChat } from "#react/hooks/use-chat.ts";

const homes = new WeakMap<Chat, Home>();

/** The list of the visitor's conversations, one for all parts of a chat. */
export function useHome(): Home {
  const chat = useChat();
  let home = homes.get(chat);
  if (home === undefined) homes.set(chat, (home = createHome(chat)));
  return home;
}

/** A part of its state, which must be a value of the state. */
export function useHomeState<Part>(select: (state: HomeState) => Part): Part {
  const { subscribe, getState } = useHome();
  const read = (): Part => select(getState());
  return useSyncExternalStore(subscribe, read, read);
}
