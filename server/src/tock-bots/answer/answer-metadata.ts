import { findMetadataProblem } from "@causerie/protocol";
import type { Metadata } from "#bot/authoring/messages/metadata.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import type { TockMessage } from "#tock-bots/wire.ts";

/** By these events a bot says where a text that grows begins and ends. */
export const streamKey = "TOCK_STREAM_RESPONSE";

/**
 * The metadata that a bot gives its answer. In Tock it is that of the whole answer: so each message has all that came in its frame and in
 * those before.
 */
export class AnswerMetadata {
  readonly #log: BotLog;
  #all: Metadata = {};
  /** None of the messages has the newest of it yet. */
  #waits = false;

  constructor(log: BotLog) {
    this.#log = log;
  }

  /** Takes what the messages of one frame bring. */
  add(messages: readonly TockMessage[]): void {
    for (const message of messages) {
      if (message.type !== "event" || !isMetadata(message) || message.key === streamKey) continue;
      const { key, value } = message;
      const all = { ...this.#all, [key ?? ""]: value ?? "" };
      // One that cannot be carried must not cost the others.
      if (findMetadataProblem(all) === undefined) this.#all = all;
      else this.#log.warn({ loss: "metadata" }, "a part of a bot's message cannot be shown");
      this.#waits ||= this.#all === all;
    }
  }

  /** That of a message which is said now. */
  take(): { metadata?: Metadata } {
    this.#waits = false;
    return Object.keys(this.#all).length === 0 ? {} : { metadata: this.#all };
  }

  /** The answer is over. */
  end(): void {
    if (this.#waits)
      this.#log.warn({ loss: "metadata_without_message" }, "a bot has given metadata behind its last message");
  }
}

/** Tock knows one category of events. Who leaves it out means that one. */
export function isMetadata({ category }: Extract<TockMessage, { type: "event" }>): boolean {
  return category === null || category === undefined || category === "METADATA";
}
