import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

/** What this tab shows and what is written in it: the conversation, and the drafts of the others. */
export type KeptChoice = {
  /** The conversation that was shown last, in this tab, else on this device. Undefined: none was chosen. */
  read(): Promise<string | undefined>;
  write(id: string): void;
  draftOf(id: string): string;
  saveDraft(id: string, text: string): void;
};

/** @param keepsDrafts false: what a person wrote is not for the next one in this tab. */
export function createKeptChoice(storage: KeyValueStorage, prefix: string, keepsDrafts: boolean): KeptChoice {
  const key = `${prefix}conversation`;
  const drafts = new Map<string, string>();
  const draftKey = (id: string): string => `causerie draft ${id}`;
  return {
    read: async () => inTab((area) => area.getItem(key)) ?? (await storage.get(key).catch(() => undefined)),
    write(id) {
      inTab((area) => area.setItem(key, id));
      storage.set(key, id).catch(() => {}); // The next tab begins with the first conversation.
    },
    draftOf: (id) => drafts.get(id) ?? (keepsDrafts ? inTab((area) => area.getItem(draftKey(id))) : undefined) ?? "",
    saveDraft(id, text) {
      drafts.set(id, text);
      if (keepsDrafts)
        inTab((area) => (text === "" ? area.removeItem(draftKey(id)) : area.setItem(draftKey(id), text)));
    },
  };
}

function inTab<Result>(access: (area: Storage) => Result): Result | undefined {
  try {
    return access(sessionStorage) ?? undefined;
  } catch {
    return undefined; // Blocked or full: it is known until the page is left.
  }
}
