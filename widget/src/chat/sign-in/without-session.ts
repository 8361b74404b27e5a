import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

/** The tokens of a person's session live as long as the page, so the next one on this device finds none. */
export function withoutSession(storage: KeyValueStorage): KeyValueStorage {
  let session: string | undefined;
  const isSession = (key: string): boolean => key.endsWith(" session");
  return {
    shared: storage.shared,
    get: async (key) => (isSession(key) ? session : await storage.get(key)),
    set: async (key, value) => (isSession(key) ? void (session = value) : await storage.set(key, value)),
    delete: async (key) => (isSession(key) ? void (session = undefined) : await storage.delete(key)),
    list: (prefix) => storage.list(prefix),
  };
}
