import type { Chat } from "#chat/chat.ts";
import type { ChatModel } from "#chat/state/model.ts";

/** Milliseconds between two reports: while a visitor reads, events come one by one. */
const everyMs = 2_000;

/**
 * Tells the server how far the visitor has read: at once, and then once for all that comes in a while. What is not told is told by a later
 * page.
 */
export type ReadReports = {
  /** The chat has changed. */
  check: () => void;
  /** Tells what waits now. Resolves when the server knows it, or does not answer. */
  flush: () => Promise<unknown>;
  stop: () => void;
};

/** @param currentId of the conversation on the screen; undefined while nobody knows, or it must not be reported. */
export function createReadReports(
  chat: Chat,
  currentId: () => string | undefined,
  report: (conversationId: string, cursor: string) => Promise<void>,
): ReadReports {
  /** The newest cursors, by conversation: seen, and reported. */
  const seen = new Map<string, string>();
  const reported = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    const id = currentId();
    // A chat of the page's own may have no more than its public state.
    const { epoch, seq, visible, loaded } = chat.getState() as Partial<ChatModel>;
    if (id !== undefined && epoch !== undefined && seq !== undefined && visible === true && loaded === true)
      seen.set(id, `${epoch}.${seq}`);
  }

  function flush(): Promise<unknown> {
    const waiting = [...seen].filter(([id, cursor]) => reported.get(id) !== cursor);
    seen.clear();
    return Promise.all(
      waiting.map(async ([id, cursor]) => {
        reported.set(id, cursor);
        await report(id, cursor).catch(() => reported.delete(id)); // The next change of the chat tells it again.
      }),
    );
  }

  function check(): void {
    look();
    if (timer !== undefined || seen.size === 0) return;
    void flush();
    timer = setTimeout(() => {
      timer = undefined;
      if (seen.size > 0) check();
    }, everyMs);
  }

  return {
    check,
    flush,
    stop() {
      void flush();
      clearTimeout(timer);
    },
  };
}
