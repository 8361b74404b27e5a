import type { BotMessage } from "#channel/message.ts";
import type { Offer } from "#conversation/conversation.ts";
import type { Answer } from "#conversation/turns.ts";
import { AuthorError } from "#app/errors.ts";
import type { StreamedText } from "#bot/authoring/messages/stream.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import { AnswerBuffer, type AnswerSink } from "./answer-buffer.ts";
import { checkMessage, saysNothing } from "./check-message.ts";
import { streamText } from "./stream-text.ts";

/** Messages of one handler. More is a mistake, and would flood the person's phone. */
const maxMessages = 50;

/** Milliseconds. A message with a longer delay is shown then. */
const longestDelay = 10_000;

/** Takes what the stories of one turn send, one message after another, and makes the answer of it. */
export class AnswerWriter {
  readonly #sink: AnswerSink;
  readonly #buffer: AnswerBuffer;
  /** Each handler has a signal of its own: the fallback may still send when a story has sent too much. */
  readonly #sentUnder = new Map<AbortSignal, number>();
  #closed = false;
  /** Sends and flushes run one after another: the person sees them in this order. */
  #tail: Promise<void> = Promise.resolve();

  constructor(sink: AnswerSink) {
    this.#sink = sink;
    this.#buffer = new AnswerBuffer(sink, () => this.#flushSoon());
  }

  /** Messages so far. */
  get count(): number {
    return this.#buffer.count;
  }

  /** The newest message. */
  get last(): BotMessage | undefined {
    return this.#buffer.last;
  }

  /** The choices of this answer, in the order in which people see them. */
  get offered(): Offer[] {
    return this.#buffer.offered;
  }

  /** Ids of all that the channel has to deliver. */
  get deliveries(): readonly string[] {
    return this.#buffer.deliveryIds;
  }

  /** @param signal its abort ends a text that is still being written; after it, no message is accepted under it. */
  send(message: Sendable, signal: AbortSignal): Promise<void> {
    const sent = this.#tail.then(() => {
      signal.throwIfAborted();
      this.#countUnder(signal);
      return this.#write(message, signal);
    });
    // A failed send does not keep the next one from being sent. Its own caller gets the error.
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  /** Resolves when every message that was sent so far is part of the answer, or has failed. */
  allSent(): Promise<void> {
    return this.#tail;
  }

  /** Refuses messages from now on. @returns the part of the answer that belongs into the turn's commit. */
  async close(): Promise<Answer> {
    await this.#tail;
    this.#closed = true;
    return this.#buffer.take();
  }

  async #write(message: Sendable, signal: AbortSignal): Promise<void> {
    if (this.#closed) throw new AuthorError("the turn is over; await everything a handler sends before it returns");
    if (typeof message === "string") this.#add({ type: "text", text: message, buttons: [], quickReplies: [] });
    else if (typeof message !== "object" || message === null)
      throw new AuthorError(
        `a handler said ${message === null ? "null" : typeof message}; say a text, or a message made by a builder`,
      );
    else if (isStream(message)) await this.#stream(message, signal);
    else if (isTextSource(message))
      await this.#stream({ type: "stream", source: message, buttons: [], quickReplies: [] }, signal);
    else {
      checkMessage(message);
      if (message.delay !== undefined) await this.#delay(message.delay, signal);
      this.#add(message);
    }
  }

  #add(message: BotMessage): void {
    if (!saysNothing(message)) this.#buffer.add(message);
  }

  async #stream(streamed: StreamedText, signal: AbortSignal): Promise<void> {
    if (streamed.delay !== undefined) await this.#delay(streamed.delay, signal);
    await streamText(streamed, { sink: this.#sink, buffer: this.#buffer, signal });
  }

  #countUnder(signal: AbortSignal): void {
    const sent = (this.#sentUnder.get(signal) ?? 0) + 1;
    this.#sentUnder.set(signal, sent);
    if (sent > maxMessages)
      throw new AuthorError(
        `said more than ${maxMessages} messages in one turn; to stream a text, yield its source: what is returned as an iterable are messages`,
      );
  }

  /** Meanwhile the person sees the messages before it, and that there is more to come. */
  async #delay(ms: number, signal: AbortSignal): Promise<void> {
    // A part that cannot be stored now is stored with the end.
    await this.#buffer.flush().catch(() => undefined);
    if (this.#sink.connector.delivery === "push") this.#sink.typing();
    await this.#sink.pause(Math.min(Math.max(ms, 0), longestDelay), signal);
  }

  #flushSoon(): void {
    // When the flush fails, so does the commit, which meets the same store.
    this.#tail = this.#tail.then(() => (this.#closed ? undefined : this.#buffer.flush())).catch(() => undefined);
  }
}

function isStream(message: BotMessage | StreamedText | AsyncIterable<string>): message is StreamedText {
  return "type" in message && message.type === "stream";
}

function isTextSource(message: BotMessage | AsyncIterable<string>): message is AsyncIterable<string> {
  return Symbol.asyncIterator in message;
}
