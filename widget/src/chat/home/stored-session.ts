import type { Session } from "@causerie/protocol";
import type { Settings } from "#chat/options.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

/** The session as the chat keeps it, with what else is kept beside it. */
export type StoredSession = { session: Session };

/** What the keys of a chat begin with. */
export function prefixOf({ endpoint, scope }: Pick<Settings, "endpoint" | "scope">): string {
  return `causerie ${endpoint} ${scope}`;
}

/** @returns undefined for what is unreadable, or while there is none. */
export function parseSession(text: string | undefined): StoredSession | undefined {
  try {
    const stored = JSON.parse(text ?? "null") as Partial<StoredSession> | null;
    return typeof stored?.session?.conversationId === "string" ? (stored as StoredSession) : undefined;
  } catch {
    return undefined;
  }
}

/** The visitor's session on this device. @param prefix of the chat's keys. */
export async function readSession(storage: KeyValueStorage, prefix: string): Promise<Session | undefined> {
  return parseSession(await storage.get(`${prefix}session`).catch(() => undefined))?.session;
}
