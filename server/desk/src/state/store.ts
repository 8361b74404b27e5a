import { useSyncExternalStore } from "react";

/** State that changes only by events, through one pure function. */
export type Store<State, Event> = {
  get: () => State;
  dispatch: (event: Event) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createStore<State, Event>(
  reduce: (state: State, event: Event) => State,
  initial: State,
): Store<State, Event> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(event) {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @param select must give the same value for the same state: a part of it, no new object. */
export function useStore<State, Part>(
  { get, subscribe }: Pick<Store<State, never>, "get" | "subscribe">,
  select: (state: State) => Part,
): Part {
  return useSyncExternalStore(subscribe, () => select(get()));
}
