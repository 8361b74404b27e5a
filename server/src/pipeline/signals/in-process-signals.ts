import { Subscriptions } from "#collections/subscriptions.ts";
import { GrowingTexts } from "./growing-texts.ts";
import type { Signal, Signals } from "./signals.ts";

type Listener = (signal: Signal) => void;

/**
 * {@link Signals} for one process.
 * @param failed learns of a listener that threw; the others are not affected.
 */
export function createInProcessSignals(failed: (error: unknown) => void, growing = new GrowingTexts()): Signals {
  const listenersOf = new Subscriptions<string, Listener>();
  const ofLogs = new Set<(conversationId: string) => void>();

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
      for (const listener of listenersOf.get(conversationId)) call(listener, signal);
      if (signal.type === "log") for (const listener of ofLogs) call(() => listener(conversationId), signal);
    },
    subscribeToLogs(listener) {
      ofLogs.add(listener);
      return { [Symbol.dispose]: () => void ofLogs.delete(listener) };
    },
    subscribe(conversationId, listener) {
      const subscription = listenersOf.add(conversationId, listener);
      for (const frame of growing.of(conversationId)) call(listener, { type: "frame", frame });
      return subscription;
    },
    // In one process there is nobody else.
    subscribeToWork: () => ({ [Symbol.dispose]: () => undefined }),
    subscribeToServer: () => ({ [Symbol.dispose]: () => undefined }),
    async [Symbol.asyncDispose]() {
      listenersOf.clear();
      ofLogs.clear();
    },
  };
}
