import type { KeyValueStorage } from "./key-value-storage.ts";

/** @throws when the browser refuses, as it does in a sandboxed frame or with cookies blocked. */
export function createLocalStorage(area: Storage = globalThis.localStorage): KeyValueStorage {
  const probe = "causerie:probe";
  area.setItem(probe, "");
  area.removeItem(probe);
  return {
    shared: true,
    get: async (key) => area.getItem(key) ?? undefined,
    set: async (key, value) => area.setItem(key, value),
    delete: async (key) => area.removeItem(key),
    list: async (prefix) =>
      Array.from({ length: area.length }, (_, index) => area.key(index) ?? "")
        .filter((key) => key.startsWith(prefix))
        .toSorted()
        .flatMap((key) => area.getItem(key) ?? []),
  };
}
