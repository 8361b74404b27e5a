import type { Frame, LogEvent } from "#channel/log.ts";

type Delta = Extract<Frame, { type: "delta" }>;

const maxLength = 64 * 1024;

/**
 * Frames that came while their reader was behind: the newest typing state and progress, and the deltas of streamed texts, joined. The
 * buffer is bounded. Deltas beyond the bound are dropped, and the text appears with its final event.
 */
export class FrameBuffer {
  #typing: Frame | undefined;
  #progress: Frame | undefined;
  #deltas: Delta[] = [];
  #length = 0;

  add(frame: Frame): void {
    if (frame.type === "typing") {
      this.#typing = frame;
      return;
    }
    if (frame.type === "progress") {
      this.#progress = frame;
      return;
    }
    if (this.#length + frame.text.length > maxLength) return;
    this.#length += frame.text.length;
    const last = this.#deltas.at(-1);
    if (last !== undefined && last.messageId === frame.messageId && last.offset + last.text.length === frame.offset) {
      last.text += frame.text;
    } else {
      this.#deltas.push({ ...frame });
    }
  }

  /** Drops frames that these events of the log supersede: "is typing" must not reappear under the answer. */
  overtakenBy(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.type === "message.final") this.#deltas = this.#deltas.filter((d) => d.messageId !== event.messageId);
      if (event.type === "message" || event.type === "message.final" || event.type === "turn.end") {
        this.#typing = undefined;
      }
      // Its steps go on beside the messages of a turn.
      if (event.type === "turn.end") this.#progress = undefined;
    }
    this.#length = this.#deltas.reduce((sum, delta) => sum + delta.text.length, 0);
  }

  takeAll(): Frame[] {
    const frames = [...this.#deltas, this.#typing, this.#progress].filter((frame) => frame !== undefined);
    this.#typing = undefined;
    this.#progress = undefined;
    this.#deltas = [];
    this.#length = 0;
    return frames;
  }
}
