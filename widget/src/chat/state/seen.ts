import { type Cursor, formatCursor, parseCursor } from "@causerie/protocol";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

/** How far the visitor has read. It is stored, so that the next page can count the unread messages. */
export type SeenMark = {
  read(conversationId: string): Promise<Cursor | undefined>;
  write(conversationId: string, cursor: Cursor): void;
};

const key = "seen";

export function createSeenMark(storage: KeyValueStorage): SeenMark {
  let newest = "";
  let writing = false;

  async function save(): Promise<void> {
    if (writing) return; // one write at a time: the loop below writes the newest mark
    writing = true;
    for (let written = ""; written !== newest;) {
      written = newest;
      // Without storage the next page counts nothing as unread, which does little harm.
      await storage.set(key, written).catch(() => {});
    }
    writing = false;
  }

  return {
    async read(conversationId) {
      const [conversation, cursor = ""] = ((await storage.get(key).catch(() => undefined)) ?? "").split(" ");
      return conversation === conversationId ? parseCursor(cursor) : undefined;
    },
    write(conversationId, cursor) {
      const mark = `${conversationId} ${formatCursor(cursor)}`;
      if (mark === newest) return;
      newest = mark;
      void save();
    },
  };
}
