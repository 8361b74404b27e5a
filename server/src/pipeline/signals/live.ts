import type { Frame, Live, Watcher } from "#channel/log.ts";
import { GrowingTexts } from "./growing-texts.ts";

/** {@link Live} within one process. */
export function createLive(): Live {
  const watchersOf = new Map<string, Set<Watcher>>();
  const growing = new GrowingTexts();
  // A copy, since a watcher may end its watch, or another's, while it is told.
  const all = (conversationId: string): Watcher[] => [...(watchersOf.get(conversationId) ?? [])];
  return {
    watch(conversationId, watcher) {
      const watchers = watchersOf.get(conversationId) ?? new Set();
      watchersOf.set(conversationId, watchers.add(watcher));
      // Who comes in the middle of a text sees it from its beginning.
      for (const frame of growing.of(conversationId)) watcher.frame(frame);
      return {
        [Symbol.dispose]() {
          watchers.delete(watcher);
          if (watchers.size === 0 && watchersOf.get(conversationId) === watchers) watchersOf.delete(conversationId);
        },
      };
    },
    wake(conversationId) {
      for (const watcher of all(conversationId)) watcher.wake();
    },
    frame(conversationId, frame: Frame) {
      growing.add(conversationId, frame);
      for (const watcher of all(conversationId)) watcher.frame(frame);
    },
  };
}
