import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

/** As `lastWordsKey` of the chat: other tabs hear of keys that begin with it. */
const start = "causerie unsent ";

/**
 * Copies of messages of one conversation that are on their way into the storage, as the chat keeps them for the first one. Their effect is there at
 * once, also when nobody waits for it.
 * @param isKept false: not longer than the page.
 */
export function createOwnWords(name: string, isKept: boolean): KeyValueStorage {
  const area = isKept ? localArea() : undefined;
  const memory = new Map<string, string>();
  const prefix = `${start}${name} `;
  return {
    shared: area !== undefined,
    get: async (key) => area?.getItem(prefix + key) ?? memory.get(key),
    set: async (key, value) => (area === undefined ? void memory.set(key, value) : area.setItem(prefix + key, value)),
    delete: async (key) => (area === undefined ? void memory.delete(key) : area.removeItem(prefix + key)),
    list: async () =>
      area === undefined
        ? [...memory.values()]
        : Object.keys(area)
            .filter((key) => key.startsWith(prefix))
            .flatMap((key) => area.getItem(key) ?? []),
  };
}

/** The ids of all conversations of which there are copies. */
export function conversationsWithWords(endpoint: string): string[] {
  return Object.keys(localArea() ?? {}).flatMap((key) => {
    const [id = "", itsEndpoint, clientId] = key.startsWith(start) ? key.slice(start.length).split(" ") : [];
    return itsEndpoint === endpoint && clientId !== undefined ? [id] : [];
  });
}

function localArea(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // A sandboxed frame, or blocked.
  }
}
