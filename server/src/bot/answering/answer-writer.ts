import { createHash } from "node:crypto";
import type { Connector, Loss } from "#channel/connector.ts";
import type { Author, Frame, LogBody } from "#channel/log.ts";
import type { BotMessage } from "#channel/message.ts";
import { choicesOf } from "#channel/plain-text.ts";
import type { Offer } from "#conversation/conversation.ts";
import type { Answer, NewDelivery, NewLogEvent } from "#conversation/turns.ts";
import { AuthorError } from "#app/errors.ts";
import { checkMessage, saysNothing } from "#bot/authoring/check-message.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import type { StreamedText, StreamEnd } from "#bot/authoring/messages.ts";
import { iterateUntilAborted } from "#async/iterate-until-aborted.ts";
import { Paragraphs } from "./paragraphs.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";

export type AnswerSink = {
  /** Prefix of all ids of this answer: the same when the event is answered again after a crash. */
  id: string;
  connector: Connector;
  /** The bot speaks first. */
  unasked: boolean;
  /** Makes what has been said so far durable. */
  append(answer: Answer): Promise<void>;
  frame(frame: Frame): void;
  /** Shows that the bot is at work. */
  typing(): void;
  /** Resolves after so many milliseconds, and throws the signal's reason when it aborts before. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  lost(messageId: string, losses: Loss[]): void;
};

/** One turn may say this much; more is a mistake, and a flood on the person's phone. */
const maxMessages = 50;

/** UTF-16 units; what is longer has no end, or is no message. */
const longestStream = 256_000;

/** Milliseconds; a message that wants to be waited for longer is shown then. */
const longestDelay = 10_000;

/** Choices that are remembered, to be taken by typing. */
const mostOffers = 100;

/** How long a finished message waits for company before it is shown, when the story goes on working. */
const flushAfterMs = 250;

const author: Author = { role: "bot" };

/**
 * Collects what a story says, in order, under ids that a second run makes again. Usually everything goes out in the
 * turn's one commit; when the story takes its time, or streams a text, the part that is complete goes ahead.
 */
export class AnswerWriter {
  readonly #sink: AnswerSink;
  #events: NewLogEvent[] = [];
  #deliveries: NewDelivery[] = [];
  /** For the ids; also of what turned out to say nothing. */
  #ids = 0;
  #count = 0;
  readonly #sentUnder = new WeakMap<AbortSignal, number>();
  #last: BotMessage | undefined;
  #offered: Offer[] = [];
  /** How many of the offers, at the end, are quick replies. */
  #replies = 0;
  #delivered: string[] = [];
  readonly #timesSaid = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Sends and flushes run one after another: order is what the person sees. */
  #tail: Promise<void> = Promise.resolve();

  constructor(sink: AnswerSink) {
    this.#sink = sink;
  }

  /** Messages said so far. */
  get count(): number {
    return this.#count;
  }

  /** The newest message. */
  get last(): BotMessage | undefined {
    return this.#last;
  }

  /** What can be chosen from in this answer, in the order in which people see it. */
  get offered(): Offer[] {
    return this.#offered.slice(-mostOffers);
  }

  /** Ids of all that the channel has to deliver. */
  get deliveries(): readonly string[] {
    return this.#delivered;
  }

  /** @param signal ends a text that is still being written; once aborted, nothing more is taken under it. */
  send(message: Sendable, signal: AbortSignal): Promise<void> {
    const sent = this.#tail.then(() => {
      signal.throwIfAborted();
      this.#countUnder(signal);
      return this.#write(message, signal);
    });
    // The chain goes on after a failed send; its caller hears of the failure.
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  /** Resolves when all that was sent so far has been said, or has failed. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /** No more messages. @returns what has not gone ahead: it belongs into the turn's commit. */
  async close(): Promise<Answer> {
    await this.#tail;
    this.#closed = true;
    clearTimeout(this.#timer);
    return this.#take();
  }

  async #write(message: Sendable, signal: AbortSignal): Promise<void> {
    if (this.#closed) throw new AuthorError("the turn is over; await everything a handler sends before it returns");
    if (typeof message === "string") this.#say({ type: "text", text: message, buttons: [], quickReplies: [] });
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
      this.#say(message);
    }
  }

  #say(message: BotMessage): void {
    if (saysNothing(message)) return;
    this.#add(message);
  }

  /** Each who speaks has a signal of their own: a story that says too much leaves the fallback its word. */
  #countUnder(signal: AbortSignal): void {
    const sent = (this.#sentUnder.get(signal) ?? 0) + 1;
    this.#sentUnder.set(signal, sent);
    if (sent > maxMessages)
      throw new AuthorError(
        `said more than ${maxMessages} messages in one turn; to stream a text, yield its source: what is returned as an iterable are messages`,
      );
  }

  /** Meanwhile the person sees what came before, and that there is more to come. */
  async #delay(ms: number, signal: AbortSignal): Promise<void> {
    // A part that could not be stored now is stored with the end.
    await this.#flush().catch(() => undefined);
    if (this.#sink.connector.delivery === "push") this.#sink.typing();
    await this.#sink.pause(Math.min(Math.max(ms, 0), longestDelay), signal);
  }

  /** `rest`: what a push channel has not been given yet, of a text that was streamed. */
  #add(message: BotMessage, final?: { messageId: string; stopped: boolean; rest: string | undefined }): void {
    const messageId = final?.messageId ?? this.#nextId(fingerprint(message));
    const left = final?.rest === undefined ? message : ({ ...message, text: final.rest } as BotMessage);
    const { payloads, losses } = this.#sink.connector.render(left);
    if (losses.length > 0) this.#sink.lost(messageId, losses);
    if (!saysNothing(message)) this.#count += 1;
    this.#last = message;
    this.#offer(message);
    const body: LogBody =
      final === undefined
        ? { type: "message", messageId, author, message }
        : { type: "message.final", messageId, author, message, ...(final.stopped ? { stopped: true } : {}) };
    this.#events.push({ key: final === undefined ? messageId : `${messageId}.final`, body });
    // Of a text that was streamed, a second run may have another rest; it must not count as said.
    this.#deliver(final === undefined ? messageId : `${messageId}${fingerprint(left)}`, payloads);
    this.#timer ??= setTimeout(() => this.#flushSoon(), flushAfterMs);
  }

  #deliver(messageId: string, payloads: readonly unknown[]): void {
    const { connector, unasked } = this.#sink;
    if (connector.delivery === "log") return;
    // The refrain of a streamed text is said each time.
    const times = this.#timesSaid.get(messageId) ?? 0;
    this.#timesSaid.set(messageId, times + 1);
    const id = times === 0 ? messageId : `${messageId}-${times}`;
    const marked = (payload: unknown): unknown => (unasked ? (connector.asUnasked?.(payload) ?? payload) : payload);
    const deliveries = payloads.map((payload, part) => ({ id: `${id}.${part}`, payload: marked(payload) }));
    this.#deliveries.push(...deliveries);
    this.#delivered.push(...deliveries.map(({ id }) => id));
  }

  /** Quick replies are those of the newest message alone; buttons stay with theirs. */
  #offer(message: BotMessage): void {
    const choices = choicesOf(message).flatMap((choice): Offer[] => {
      if ("link" in choice) return [{ label: choice.label, link: choice.link }];
      return "say" in choice ? [{ label: choice.label, say: choice.say }] : [];
    });
    const replies = message.quickReplies.length;
    this.#offered = [...this.#offered.slice(0, this.#offered.length - this.#replies), ...choices];
    this.#replies = replies;
  }

  async #stream({ source, end, ...rest }: StreamedText, signal: AbortSignal): Promise<void> {
    if (rest.delay !== undefined) await this.#delay(rest.delay, signal);
    const messageId = this.#nextId("s");
    const shown = this.#sink.connector.delivery === "log";
    if (shown) this.#events.push({ key: messageId, body: { type: "message.start", messageId, author } });
    // A start that could not be stored now is stored with the end: the person sees the text at once instead of growing.
    const live =
      shown &&
      (await this.#flush().then(
        () => true,
        () => false,
      ));
    let text = "";
    const paragraphs = new Paragraphs();
    let stopped = true;
    let atTheEnd: StreamEnd = {};
    try {
      for await (const piece of iterateUntilAborted(source, signal)) {
        if (typeof piece !== "string")
          throw new AuthorError("a stream must yield texts; of a model's result, yield its text stream");
        if (piece === "") continue;
        if (text.length + piece.length > longestStream)
          throw new AuthorError(`a streamed text is longer than ${longestStream} characters`);
        if (live) this.#sink.frame({ type: "delta", messageId, offset: text.length, text: piece });
        text += piece;
        if (!shown) await this.#deliverText(messageId, paragraphs.push(piece));
      }
      if (end !== undefined) atTheEnd = await rejectOnAbort(Promise.resolve(end()), signal);
      stopped = false;
    } finally {
      // What the person has already read stays on the screen, marked as incomplete; the story's failure goes on.
      if (shown || text !== "") {
        const message = { ...rest, ...atTheEnd, type: "text" as const, text };
        this.#add(message, { messageId, stopped, rest: shown ? undefined : paragraphs.rest });
      }
    }
  }

  /** Where people cannot watch a text grow, they get each paragraph once it is complete. */
  async #deliverText(messageId: string, text: string): Promise<void> {
    if (text.trim() === "") return;
    const message: BotMessage = { type: "text", text: text.trimEnd(), buttons: [], quickReplies: [] };
    this.#deliver(`${messageId}${fingerprint(message)}`, this.#sink.connector.render(message).payloads);
    await this.#flush().catch(() => undefined);
  }

  #flushSoon(): void {
    // A failed flush surfaces at the commit, which meets the same store.
    this.#tail = this.#tail.then(() => (this.#closed ? undefined : this.#flush())).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const answer = this.#take();
    if (answer.events.length === 0 && answer.deliveries.length === 0) return;
    try {
      await this.#sink.append(answer);
    } catch (error) {
      this.#events.unshift(...answer.events);
      this.#deliveries.unshift(...answer.deliveries);
      throw error;
    }
  }

  #take(): Answer {
    const answer = { events: this.#events, deliveries: this.#deliveries };
    this.#events = [];
    this.#deliveries = [];
    return answer;
  }

  #nextId(kind: string): string {
    this.#ids += 1;
    return `${this.#sink.id}.${this.#ids}${kind}`;
  }
}

/**
 * Part of a message's id: a second run that says the same repeats nothing, and one that says something else is heard,
 * though it says it in the same place.
 */
function fingerprint(message: BotMessage): string {
  return createHash("sha1").update(JSON.stringify(message)).digest("base64url").slice(0, 6);
}

function isStream(message: BotMessage | StreamedText | AsyncIterable<string>): message is StreamedText {
  return "type" in message && message.type === "stream";
}

function isTextSource(message: BotMessage | AsyncIterable<string>): message is AsyncIterable<string> {
  return Symbol.asyncIterator in message;
}
