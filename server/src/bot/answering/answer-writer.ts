import type { BotMessage } from "#channel/message/message.ts";
import type { Offer } from "#conversation/conversation.ts";
import type { Answer } from "#conversation/turns.ts";
import { AuthorError } from "#app/errors.ts";
import type { StreamedText } from "#bot/authoring/messages/stream.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import { AnswerBuffer, type AnswerSink } from "./answer-buffer.ts";
import { checkMessage, saysNothing } from "./check-message.ts";
import { ProgressLine } from "./progress-line.ts";
import { streamText } from "./stream-text.ts";

/** Messages of one handler. More is a mistake, and would flood the person's phone. */
const maxMessages = 50;

/** Milliseconds. A message with a longer delay is shown then. */
const longestDelay = 10_000;

/** Takes what the stories of one turn send, one message after another, and makes the answer of it. */
export class AnswerWriter {
  readonly #sink: AnswerSink;
  readonly #buffer: AnswerBuffer;
  /** What the person sees of the work before there is an answer. */
  readonly progress: ProgressLine;
  /** Each handler has a signal of its own: the fallback may still send when a story has sent too much. */
  readonly #sentUnder = new Map<AbortSignal, number>();
  #closed = false;
  /** Sends and flushes run one after another: the person sees them in this order. */
  #tail: Promise<void> = Promise.resolve();

  constructor(sink: AnswerSink) {
    this.#sink = sink;
    this.#buffer = new AnswerBuffer(sink, () => this.#flushSoon());
    this.progress = new ProgressLine(sink);
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

  /**
   * @param signal its abort ends a text that is still being written; after it, no message is accepted under it.
   * @returns the id of the message; empty for one that says nothing.
   */
  send(message: Sendable, signal: AbortSignal): Promise<string> {
    return this.#inTurn(signal, () => this.#write(message, signal));
  }

  /** Replaces the content of a message of this conversation. @throws AuthorError for the id of anything else. */
  update(messageId: string, message: string | BotMessage, signal: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {
      const update = typeof message === "string" ? toText(message) : message;
      this.#requireOpen();
      checkMessage(update);
      if (!this.isOwn(messageId))
        throw new AuthorError(
          "turn.update takes the id of a message that this bot has sent in this conversation: what turn.send returns, or turn.messageId",
        );
      this.#buffer.update(messageId, update);
      this.progress.messageAdded();
    });
  }

  /** Whether it can be the id of a message of this conversation: ids that come from outside may be made up. */
  isOwn(messageId: string): boolean {
    return isOwnMessage(messageId, this.#sink);
  }

  #inTurn<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
    const done = this.#tail.then(() => {
      signal.throwIfAborted();
      this.#countUnder(signal);
      return act();
    });
    // A failed send does not keep the next one from being sent. Its own caller gets the error.
    this.#tail = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Resolves when every message that was sent so far is part of the answer, or has failed. */
  allSent(): Promise<void> {
    return this.#tail;
  }

  /** Refuses messages from now on. @returns the part of the answer that belongs into the turn's commit. */
  async close(): Promise<Answer> {
    await this.#tail;
    this.#closed = true;
    this.progress.end();
    return this.#buffer.take();
  }

  #requireOpen(): void {
    if (this.#closed) throw new AuthorError("the turn is over; await everything a handler sends before it returns");
  }

  async #write(message: Sendable, signal: AbortSignal): Promise<string> {
    this.#requireOpen();
    if (typeof message === "string") return this.#add(toText(message));
    if (typeof message !== "object" || message === null)
      throw new AuthorError(
        `a handler said ${message === null ? "null" : typeof message}; say a text, or a message made by a builder`,
      );
    if (isStream(message)) return this.#stream(message, signal);
    if (isTextSource(message))
      return this.#stream({ type: "stream", source: message, buttons: [], quickReplies: [] }, signal);
    checkMessage(message);
    if (message.delay !== undefined) await this.#delay(message.delay, signal);
    return this.#add(message);
  }

  #add(message: BotMessage): string {
    if (saysNothing(message)) return "";
    const given = message.type === "text" ? { ...this.progress.takeReasoning(), ...message } : message;
    const id = this.#buffer.add(given);
    this.progress.messageAdded();
    return id;
  }

  async #stream(streamed: StreamedText, signal: AbortSignal): Promise<string> {
    if (streamed.delay !== undefined) await this.#delay(streamed.delay, signal);
    return streamText(streamed, { sink: this.#sink, buffer: this.#buffer, signal, progress: this.progress });
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

function toText(text: string): BotMessage {
  return { type: "text", text, buttons: [], quickReplies: [] };
}

/** Ids of an answer's messages begin with its conversation, and with the number of the event that it answers. */
function isOwnMessage(messageId: string, { id, seq }: Pick<AnswerSink, "id" | "seq">): boolean {
  const conversation = id.slice(0, id.lastIndexOf("/") + 1);
  const of = /^(\d+)\.\d+[\w-]*$/.exec(messageId.startsWith(conversation) ? messageId.slice(conversation.length) : "");
  return of !== null && Number(of[1]) <= seq;
}

function isStream(message: BotMessage | StreamedText | AsyncIterable<string>): message is StreamedText {
  return "type" in message && message.type === "stream";
}

function isTextSource(message: BotMessage | AsyncIterable<string>): message is AsyncIterable<string> {
  return Symbol.asyncIterator in message;
}
