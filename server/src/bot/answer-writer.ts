import { createHash } from "node:crypto";
import type { Connector, Loss } from "#channel/connector.ts";
import type { Author, Frame, LogBody } from "#channel/log.ts";
import type { BotMessage } from "#channel/message.ts";
import type { Answer, NewDelivery, NewLogEvent } from "#conversation/turns.ts";
import type { Sendable } from "./handler.ts";
import type { StreamedText } from "./messages.ts";

export type AnswerSink = {
  /** Prefix of all ids of this answer: the same when the event is answered again after a crash. */
  id: string;
  connector: Connector;
  /** Makes what has been said so far durable. */
  append(answer: Answer): Promise<void>;
  frame(frame: Frame): void;
  lost(messageId: string, losses: Loss[]): void;
};

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
  #count = 0;
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

  /** @param signal ends a text that is still being written; once aborted, nothing more is taken under it. */
  send(message: Sendable, signal: AbortSignal): Promise<void> {
    const sent = this.#tail.then(() => {
      signal.throwIfAborted();
      return this.#write(message, signal);
    });
    // The chain goes on after a failed send; its caller hears of the failure.
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  /** No more messages. @returns what has not gone ahead: it belongs into the turn's commit. */
  async close(): Promise<Answer> {
    await this.#tail;
    this.#closed = true;
    clearTimeout(this.#timer);
    return this.#take();
  }

  async #write(message: Sendable, signal: AbortSignal): Promise<void> {
    if (this.#closed) throw new Error("the turn is over; await everything a handler sends before it returns");
    if (typeof message === "string") this.#add({ type: "text", text: message, buttons: [], quickReplies: [] });
    else if (isStream(message)) await this.#stream(message, signal);
    else if (isTextSource(message))
      await this.#stream({ type: "stream", source: message, buttons: [], quickReplies: [] }, signal);
    else this.#add(message);
  }

  #add(message: BotMessage, final?: { messageId: string; stopped: boolean }): void {
    const messageId = final?.messageId ?? this.#nextId(fingerprint(message));
    const { payloads, losses } = this.#sink.connector.render(message);
    if (losses.length > 0) this.#sink.lost(messageId, losses);
    const body: LogBody =
      final === undefined
        ? { type: "message", messageId, author, message }
        : { type: "message.final", messageId, author, message, ...(final.stopped ? { stopped: true } : {}) };
    this.#events.push({ key: final === undefined ? messageId : `${messageId}.final`, body });
    if (this.#sink.connector.delivery === "push") {
      this.#deliveries.push(...payloads.map((payload, part) => ({ id: `${messageId}.${part}`, payload })));
    }
    this.#timer ??= setTimeout(() => this.#flushSoon(), flushAfterMs);
  }

  async #stream({ source, buttons, quickReplies }: StreamedText, signal: AbortSignal): Promise<void> {
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
    let stopped = false;
    try {
      for await (const piece of untilAborted(source, signal)) {
        if (piece === "") continue;
        if (live) this.#sink.frame({ type: "delta", messageId, offset: text.length, text: piece });
        text += piece;
      }
    } catch (error) {
      // What the person has already read stays on the screen, marked as incomplete; the story's failure goes on.
      stopped = true;
      throw error;
    } finally {
      if (shown || text !== "") this.#add({ type: "text", text, buttons, quickReplies }, { messageId, stopped });
    }
  }

  #flushSoon(): void {
    // A failed flush surfaces at the commit, which meets the same store.
    this.#tail = this.#tail.then(() => (this.#closed ? undefined : this.#flush())).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const answer = this.#take();
    if (answer.events.length === 0) return;
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
    this.#count += 1;
    return `${this.#sink.id}.${this.#count}${kind}`;
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

/** The source's texts, up to the abort: also when the source itself does not listen and never ends. */
async function* untilAborted(source: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string, void> {
  const texts = source[Symbol.asyncIterator]();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener("abort", abort, { once: true });
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([texts.next(), aborted]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener("abort", abort);
    // Not awaited: a source that hangs would hang its own end, too.
    void texts.return?.().catch(() => undefined);
  }
}
