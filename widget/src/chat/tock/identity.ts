import type { Tabs } from "#chat/browser/tabs.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { toJson } from "#chat/to-json.ts";

/**
 * Who the visitor is, as this browser says: Tock's web connector believes it. `userId` is a secret: who knows it can read what is said.
 * `epoch` names the conversation here, and no server knows it.
 */
export type Identity = { userId: string; epoch: string };

const key = "tock/user";
/** In the storage, all that is of one conversation. */
const ofConversation = [key, "introduced", "tock/growing", "tock/tried", "seen"];

/** The same for all tabs, and for the pages after this one. */
export function readIdentity(storage: KeyValueStorage, tabs: Tabs): Promise<{ identity: Identity; isNew: boolean }> {
  return tabs.exclusive(key, async () => {
    const known = read((await storage.get(key).catch(() => undefined)) ?? "{}");
    if (known !== undefined) return { identity: known, isNew: false };
    const identity = { userId: makeSecret(), epoch: makeSecret().slice(0, 16) };
    // Without storage the conversation ends with the page, which is still better than no chat.
    await storage.set(key, toJson(identity)).catch(() => {});
    return { identity, isNew: true };
  });
}

export async function forgetIdentity(storage: KeyValueStorage): Promise<void> {
  for (const each of ofConversation) await storage.delete(each).catch(() => {});
}

function read(text: string): Identity | undefined {
  try {
    const { userId, epoch } = JSON.parse(text) as Partial<Identity>;
    return userId && epoch ? { userId, epoch } : undefined;
  } catch {
    return undefined;
  }
}

/** 24 characters that are as they are in every address. */
function makeSecret(): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => letters[byte % 32]).join("");
}
