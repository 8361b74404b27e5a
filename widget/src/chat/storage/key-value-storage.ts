import { ChatError } from "#chat/chat-error.ts";
import { type Clock, withTimeout } from "#chat/clock.ts";

/** Keeps what must survive a reload. Every call may fail; then the chat continues from memory. */
export interface KeyValueStorage {
  /** Whether other tabs of this browser see the same values: then they share the conversation. */
  readonly shared: boolean;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** All values whose key begins with `prefix`, in the order of their keys. */
  list(prefix: string): Promise<string[]>;
  /** Lets go of what it holds of the browser. A late call still works. */
  close?(): void;
}

const longestMs = 2_000;

/**
 * Keeps the keys of several chats on one site apart. Some browsers never answer a call to their storage: it is given up after
 * a while, and those after it at once, until the browser answers again. A call that is given up may still have its effect.
 */
export function withPrefix(storage: KeyValueStorage, scope: string, clock: Clock): KeyValueStorage {
  let patienceMs = longestMs;

  async function box<Result>(call: Promise<Result>): Promise<Result> {
    call.then(
      () => (patienceMs = longestMs),
      () => {}, // It has answered the caller.
    );
    try {
      return await withTimeout(clock, patienceMs, call);
    } catch (error) {
      if (error instanceof ChatError) patienceMs = 0;
      throw error;
    }
  }

  return {
    shared: storage.shared,
    get: (key) => box(storage.get(scope + key)),
    set: (key, value) => box(storage.set(scope + key, value)),
    delete: (key) => box(storage.delete(scope + key)),
    list: (prefix) => box(storage.list(scope + prefix)),
  };
}

/** @param values given by a caller that keeps them after the chat is disposed, as a browser's storage does. */
export function createMemoryStorage(values: Map<string, string> = new Map()): KeyValueStorage {
  return {
    shared: false,
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
    list: async (prefix) =>
      [...values.entries()]
        .filter(([key]) => key.startsWith(prefix))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, value]) => value),
  };
}
