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

/** Keeps the keys of several chats on one site apart. */
export function withPrefix(storage: KeyValueStorage, scope: string): KeyValueStorage {
  return {
    shared: storage.shared,
    get: (key) => storage.get(scope + key),
    set: (key, value) => storage.set(scope + key, value),
    delete: (key) => storage.delete(scope + key),
    list: (prefix) => storage.list(scope + prefix),
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
