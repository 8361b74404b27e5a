import type { KeyValueStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";

/** What a browser's storage keeps of messages that are not sent yet. */
export async function unsentIn(storage: KeyValueStorage): Promise<string[]> {
  return (await storage.list("")).filter((value) => value.includes("clientId"));
}
