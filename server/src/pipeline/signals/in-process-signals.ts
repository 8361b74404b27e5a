import type { Frame } from "#channel/log.ts";
import type { Signal, Signals } from "./signals.ts";

type Listener = (signal: Signal) => void;

/**
 * {@link Signals} for one process.
 * @param failed learns of a listener that threw; the others are not affected.
 */
export function createInProcessSignals(failed: (error: unknown) => void): Signals {
  const listenersOf = new Map<string, Set<Listener>>();
  const growing = new GrowingTexts();

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
    async [Symbol.asyncDispose]() {
      listenersOf.clear();
    },
  };
}

type Delta = Extract<Frame, { type: "delta" }>;

/** A longer text is shown when it is complete. UTF-16 units. */
const maxLength = 64 * 1024;

/** Texts that are being written, as far as they are. A conversation answers one event at a time, and its end is theirs. */
class GrowingTexts {
  readonly #textsOf = new Map<string, Map<string, string>>();

  add(conversationId: string, frame: Frame): void {
    if (frame.type === "typing") {
      if (!frame.on) this.#textsOf.delete(conversationId);
      return;
    }
    const texts = this.#textsOf.get(conversationId) ?? new Map<string, string>();
    const before = texts.get(frame.messageId) ?? "";
    // A story that runs again after a failure begins again at 0.
    if (frame.offset > before.length || frame.offset + frame.text.length > maxLength) return;
    texts.set(frame.messageId, before.slice(0, frame.offset) + frame.text);
    this.#textsOf.set(conversationId, texts);
  }

  of(conversationId: string): Delta[] {
    const texts = this.#textsOf.get(conversationId) ?? [];
    return [...texts].map(([messageId, text]) => ({ type: "delta", messageId, offset: 0, text }));
  }
}
