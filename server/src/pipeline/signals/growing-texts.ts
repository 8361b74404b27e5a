import type { Frame } from "#channel/log.ts";

type Delta = Extract<Frame, { type: "delta" }>;

/** A longer text is shown when it is complete. UTF-16 units. */
const maxLength = 64 * 1024;
/** The end of a turn may be lost between processes, so the oldest texts go when there are more conversations. */
const maxConversations = 2_000;

/** Texts that are being written, as far as they are. A conversation answers one event at a time, and its end is theirs. */
export class GrowingTexts {
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
    if (this.#textsOf.size > maxConversations) this.#dropOldest();
  }

  /** False: what comes before this frame was never seen, or is too long to be kept. */
  joins(conversationId: string, frame: Frame): boolean {
    if (frame.type === "typing" || frame.offset >= maxLength) return true;
    return frame.offset <= (this.#textsOf.get(conversationId)?.get(frame.messageId)?.length ?? 0);
  }

  /** Whether this frame says nothing new. */
  has(conversationId: string, frame: Frame): boolean {
    if (frame.type === "typing") return false;
    const text = this.#textsOf.get(conversationId)?.get(frame.messageId);
    return text?.startsWith(frame.text, frame.offset) === true;
  }

  of(conversationId: string): Delta[] {
    const texts = this.#textsOf.get(conversationId) ?? [];
    return [...texts].map(([messageId, text]) => ({ type: "delta", messageId, offset: 0, text }));
  }

  #dropOldest(): void {
    const [oldest] = this.#textsOf.keys();
    if (oldest !== undefined) this.#textsOf.delete(oldest);
  }
}
