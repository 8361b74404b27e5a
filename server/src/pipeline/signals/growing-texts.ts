import type { Frame } from "#channel/log.ts";
import { BoundedMap } from "#collections/bounded-map.ts";

type Progress = Extract<Frame, { type: "progress" }>;

/** A longer text is shown when it is complete. UTF-16 units. */
const maxLength = 64 * 1024;
/** The end of a turn may be lost between processes, so the oldest texts go when there are more conversations. */
const maxConversations = 2_000;

/**
 * Texts that are being written, as far as they are, and what the bot is doing. A conversation answers one event at a time, and
 * its end is theirs.
 */
export class GrowingTexts {
  readonly #textsOf = new Map<string, Map<string, string>>();
  readonly #progressOf = new BoundedMap<string, Progress>(maxConversations);

  add(conversationId: string, frame: Frame): void {
    if (frame.type === "typing") {
      if (frame.on) return;
      this.#textsOf.delete(conversationId);
      this.#progressOf.delete(conversationId);
      return;
    }
    if (frame.type === "progress") {
      const isOver = frame.steps.length === 0 && frame.reasoning === undefined;
      if (isOver) this.#progressOf.delete(conversationId);
      else this.#progressOf.set(conversationId, frame);
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
    if (frame.type !== "delta" || frame.offset >= maxLength) return true;
    return frame.offset <= (this.#textsOf.get(conversationId)?.get(frame.messageId)?.length ?? 0);
  }

  /** Whether this frame says nothing new. */
  has(conversationId: string, frame: Frame): boolean {
    if (frame.type === "typing") return false;
    if (frame.type === "progress")
      return JSON.stringify(this.#progressOf.get(conversationId)) === JSON.stringify(frame);
    const text = this.#textsOf.get(conversationId)?.get(frame.messageId);
    return text?.startsWith(frame.text, frame.offset) === true;
  }

  of(conversationId: string): Frame[] {
    const texts = this.#textsOf.get(conversationId) ?? [];
    const progress = this.#progressOf.get(conversationId);
    const deltas = [...texts].map(([messageId, text]): Frame => ({ type: "delta", messageId, offset: 0, text }));
    return progress === undefined ? deltas : [...deltas, progress];
  }

  #dropOldest(): void {
    const [oldest] = this.#textsOf.keys();
    if (oldest !== undefined) this.#textsOf.delete(oldest);
  }
}
