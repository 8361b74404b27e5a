import type { Chat } from "./chat.ts";
import type { Settings } from "./options.ts";
import type { KeyValueStorage } from "./storage/key-value-storage.ts";

/** What a conversation is asked and kept with: settings, storage, last words, if they are not the chat's own. */
export type ConversationSlot = readonly [Settings, KeyValueStorage, KeyValueStorage | undefined];

/**
 * Says where a chat goes on. Undefined: in the first conversation of the session. Null: the same, and where it is that already, nothing
 * begins anew.
 */
export type Locate = (settings: Settings, storage: KeyValueStorage) => ConversationSlot | undefined | null;

/** What `createChat` makes. A chat of another make stays in its one conversation. */
export type MovableChat = Chat & {
  /**
   * For the feature `home`: goes on where `locate` says, and asks it again whenever somebody else signs in. What was not sent stays where it
   * was.
   */
  openAt(locate: Locate): Promise<void>;
};
