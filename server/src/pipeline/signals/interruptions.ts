/** Why an answer under way may have become pointless. */
export type Interruption =
  | { type: "stopped" }
  /** `seq`: of the event with which the person spoke again. */
  | { type: "superseded"; seq: number };

/** Tells the turns of this process that their answer may not be waited for any longer. */
export interface Interruptions {
  /** Hears of interruptions of this conversation until disposed. */
  watch(conversationId: string, interrupted: (interruption: Interruption) => void): Disposable;
  /** Nobody listens: nothing is under way, and nothing need be done. */
  interrupt(conversationId: string, interruption: Interruption): void;
}

export function createInterruptions(): Interruptions {
  const watchersOf = new Map<string, Set<(interruption: Interruption) => void>>();
  return {
    watch(conversationId, interrupted) {
      const watchers = watchersOf.get(conversationId) ?? new Set();
      watchersOf.set(conversationId, watchers.add(interrupted));
      return {
        [Symbol.dispose]() {
          watchers.delete(interrupted);
          if (watchers.size === 0 && watchersOf.get(conversationId) === watchers) watchersOf.delete(conversationId);
        },
      };
    },
    interrupt(conversationId, interruption) {
      // A copy, since who hears of it may end its watch.
      const watchers = Array.from(watchersOf.get(conversationId) ?? []);
      for (const interrupted of watchers) interrupted(interruption);
    },
  };
}
