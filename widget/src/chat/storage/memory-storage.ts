import type { KeyValueStorage } from "./key-value-storage.ts";

/** @param values kept by the caller where it must outlive the chat, as a browser's storage does. */
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
