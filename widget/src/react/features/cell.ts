import { useSyncExternalStore } from "react";
import type { Chat } from "#chat/chat.ts";

/** A value that parts of a feature share. It lives as long as the chat, not as long as the part that draws it. */
export type Cell<Value> = {
  get: () => Value;
  set: (value: Value) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createCell<Value>(first: Value): Cell<Value> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useCell<Value>(cell: Cell<Value>): Value {
  return useSyncExternalStore(cell.subscribe, cell.get, cell.get);
}

/** One of its kind for each chat: made when it is first asked for, and gone with the chat. */
export function onePerChat<Made>(make: (chat: Chat) => Made): (chat: Chat) => Made {
  const known = new WeakMap<Chat, Made>();
  return (chat) => {
    const before = known.get(chat);
    if (before !== undefined) return before;
    const made = make(chat);
    known.set(chat, made);
    return made;
  };
}
