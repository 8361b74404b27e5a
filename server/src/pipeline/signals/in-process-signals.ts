import { GrowingTexts } from "./growing-texts.ts";
import type { Signal, Signals } from "./signals.ts";

type Listener = (signal: Signal) => void;

/**
 * {@link Signals} for one process.
 * @param failed learns of a listener that threw; the others are not affected.
 */
export function createInProcessSignals(failed: (error: unknown) => void, growing = new GrowingTexts()): Signals {
  const listenersOf = new Map<string, Set<Listener>>();

  function call(listener: Listener, signal: Signal): void {
    try {
      listener(signal);
    } catch (error) {
      failed(error);
    }
  }

  return {
    publish(conversationId, signal) {
      if (signal.type === "frame") growing.add(conversationId, signal.frame);
      const listeners = listenersOf.get(conversationId);
      // A copy, since a listener may end its own subscription or another's.
      if (listeners !== undefined) for (const listener of Array.from(listeners)) call(listener, signal);
    },
    subscribe(conversationId, listener) {
      const listeners = listenersOf.get(conversationId) ?? new Set();
      listenersOf.set(conversationId, listeners.add(listener));
      for (const frame of growing.of(conversationId)) call(listener, { type: "frame", frame });
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
          if (listeners.size === 0 && listenersOf.get(conversationId) === listeners) listenersOf.delete(conversationId);
        },
      };
    },
    // In one process there is nobody else.
    subscribeToWork: () => ({ [Symbol.dispose]: () => undefined }),
    subscribeToSessions: () => ({ [Symbol.dispose]: () => undefined }),
    async [Symbol.asyncDispose]() {
      listenersOf.clear();
    },
  };
}
