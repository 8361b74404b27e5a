import { createHash } from "node:crypto";
import type { Loss } from "#channel/connector.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Author, Frame, LogBody } from "#channel/log.ts";
import type { LinkToken } from "#channel/message/link-token.ts";
import type { BotMessage, Document } from "#channel/message/message.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import type { Offer } from "#conversation/conversation.ts";
import type { Answer, NewDelivery, NewLogEvent } from "#conversation/turns.ts";
import { saysNothing } from "./check-message.ts";

export type AnswerSink = {
  /** Prefix of all ids of this answer: the same when the event is answered again after a crash. */
  id: string;
  /** The event that is answered. */
  seq: number;
  /** What it was understood as. */
  intent: string | undefined;
  connector: HostedConnector;
  /** Who says it. Default: the bot. */
  author?: Author;
  /** The bot writes first, not in answer to the person, who last did something at `actedAt`. */
  unasked: { actedAt: number | undefined } | undefined;
  /** Somebody of the team has written it, when the person last did something at `actedAt`. */
  written?: { actedAt: number | undefined };
  /** What the person may ask for under this answer. Empty: nothing, or the channel cannot show it. */
  may: readonly string[];
  /** Makes a part of the answer durable. */
  append(answer: Answer): Promise<void>;
  frame(frame: Frame): void;
  /** Shows that the bot is at work. */
  typing(): void;
  /** Resolves after so many milliseconds. Rejects with the signal's reason when the signal aborts before. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  lost(messageId: string, losses: Loss[]): void;
};

/** Choices that are remembered, to be taken by typing. */
const mostOffers = 100;

/** How long a finished message waits for the next one before it is shown, while the story goes on. */
const flushAfterMs = 250;

/**
 * The log events and deliveries of one answer that are not durable yet, under ids that a second run makes again. Usually
 * everything is stored with the turn's one commit. When the story takes its time, the part that is complete is stored
 * before.
 */
export class AnswerBuffer {
  readonly #sink: AnswerSink;
  readonly #intent: { intent?: string };
  readonly #author: Author;
  readonly #onTimer: () => void;
  #events: NewLogEvent[] = [];
  #deliveries: NewDelivery[] = [];
  #tokens: LinkToken[] = [];
  /** Also counts streamed texts that turned out to be empty: the ids must not depend on that. */
  #ids = 0;
  #count = 0;
  #last: BotMessage | undefined;
  #offered: Offer[] = [];
  /** How many of the offers, at the end, are quick replies. */
  #replies = 0;
  readonly #deliveryIds: string[] = [];
  /** The newest text so far that was delivered, by the first delivery of its message. */
  readonly #soFar = new Map<string, { id: string; payload: string }>();
  /** How often the same text was delivered, by its id: the refrain of a streamed text is delivered each time. */
  readonly #repeats = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  /** @param onTimer called when a message has waited long enough: it should be flushed. */
  constructor(sink: AnswerSink, onTimer: () => void) {
    this.#sink = sink;
    this.#intent = sink.intent === undefined ? {} : { intent: sink.intent };
    this.#author = sink.author ?? { role: "bot" };
    this.#onTimer = onTimer;
  }

  get count(): number {
    return this.#count;
  }

  get last(): BotMessage | undefined {
    return this.#last;
  }

  get offered(): Offer[] {
    return this.#offered.slice(-mostOffers);
  }

  get deliveryIds(): readonly string[] {
    return this.#deliveryIds;
  }

  /** @returns the id of the message. */
  add(message: BotMessage): string {
    const messageId = this.nextId(fingerprint(message));
    const payloads = this.#render(messageId, message);
    const said = this.#withRevisions(message);
    this.#events.push({
      key: messageId,
      body: { type: "message", messageId, author: this.#author, message: said, of: this.#sink.seq, ...this.#intent },
    });
    this.#deliver(messageId, payloads);
    this.#register(message);
    return messageId;
  }

  /** Gives a message that the person has another content, in its place. A channel that cannot do so gets one more message. */
  update(messageId: string, message: BotMessage): void {
    if (this.#sink.connector.delivery === "push") {
      this.add(message);
      return;
    }
    this.#render(messageId, message);
    const key = this.nextId(`u${fingerprint(message)}`);
    const author = this.#author;
    const body = { type: "message.update" as const, messageId, author, message, of: this.#sink.seq, ...this.#intent };
    this.#events.push({ key, body });
    this.#register(message);
  }

  /** Adds the start of a text that is still being written. */
  addStart(messageId: string, document: Document | undefined): void {
    const start = { type: "message.start" as const, messageId, author: this.#author, ...this.#intent };
    this.#events.push({ key: messageId, body: document === undefined ? start : { ...start, document } });
  }

  /**
   * Adds the end of a text that was streamed.
   * @param rest the part that a push channel has not been given yet; undefined: the whole text.
   * @param edits the delivery that shows the text so far: the first payload replaces it.
   */
  addFinal(
    message: BotMessage & { type: "text" },
    messageId: string,
    { stopped, rest, edits }: { stopped: boolean; rest?: string | undefined; edits?: string | undefined },
  ): void {
    const left = rest === undefined ? message : { ...message, text: rest };
    const payloads = this.#render(messageId, left);
    const said = this.#withRevisions(message);
    const answering = { of: this.#sink.seq, ...this.#intent };
    const end = { type: "message.final" as const, messageId, author: this.#author, message: said, ...answering };
    const body: LogBody = stopped ? { ...end, stopped } : end;
    this.#events.push({ key: `${messageId}.final`, body });
    // In a second run the rest may be another one. Without its fingerprint it would count as delivered.
    if (edits === undefined || !this.#isShownAlready(payloads, edits))
      this.#deliver(`${messageId}${fingerprint(left)}`, payloads, edits);
    this.#register(message);
  }

  /**
   * Delivers the text so far of a message that is still being written, where the channel can edit messages.
   * @param edits the delivery that it replaces; undefined: it is the first.
   * @returns the id of the delivery; undefined when the text has no room in one message any more.
   */
  deliverSoFar(messageId: string, text: string, edits: string | undefined): string | undefined {
    const message: BotMessage = { type: "text", text, buttons: [], quickReplies: [] };
    const { payloads } = this.#sink.connector.render(message);
    if (payloads.length !== 1) return undefined;
    const id = this.#deliver(`${messageId}${fingerprint(message)}`, payloads, edits, true);
    if (id !== undefined) this.#soFar.set(edits ?? id, { id, payload: JSON.stringify(payloads[0]) });
    return id;
  }

  /** The newest text so far was the whole text. It is the last edit then: another would change nothing, or be a repeat. */
  #isShownAlready(payloads: readonly unknown[], edits: string): boolean {
    const shown = this.#soFar.get(edits);
    if (shown === undefined || payloads.length !== 1 || JSON.stringify(payloads[0]) !== shown.payload) return false;
    if (shown.id !== edits) this.#deliveries.push(this.#toDelivery(shown.id, payloads[0], edits));
    return true;
  }

  /** Delivers a part of a text that is still being written, where people cannot watch it grow. */
  deliverPart(messageId: string, text: string): void {
    const message: BotMessage = { type: "text", text, buttons: [], quickReplies: [] };
    this.#deliver(`${messageId}${fingerprint(message)}`, this.#render(messageId, message));
  }

  /** Stores what is there. When that fails, it stays here and is stored with the rest. */
  async flush(): Promise<void> {
    const answer = this.take();
    if (answer.events.length === 0 && answer.deliveries.length === 0) return;
    try {
      await this.#sink.append(answer);
    } catch (error) {
      this.#events.unshift(...answer.events);
      this.#deliveries.unshift(...answer.deliveries);
      this.#tokens.unshift(...(answer.tokens ?? []));
      throw error;
    }
  }

  take(): Answer {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const answer = { events: this.#events, deliveries: this.#deliveries, tokens: this.#tokens };
    this.#events = [];
    this.#deliveries = [];
    this.#tokens = [];
    return answer;
  }

  nextId(kind: string): string {
    this.#ids += 1;
    return `${this.#sink.id}.${this.#ids}${kind}`;
  }

  #withRevisions(message: BotMessage): BotMessage {
    const { may } = this.#sink;
    return may.length === 0 ? message : { ...message, may: message.may ?? [...may] };
  }

  #render(messageId: string, message: BotMessage): readonly unknown[] {
    const { connector } = this.#sink;
    const { payloads, losses, tokens } = connector.render(message);
    if (losses.length > 0) this.#sink.lost(messageId, losses);
    if (connector.delivery === "push") this.#tokens.push(...tokens);
    return payloads;
  }

  /** @returns the id of the first delivery, if there is one. */
  #deliver(messageId: string, payloads: readonly unknown[], edits?: string, interim = false): string | undefined {
    if (this.#sink.connector.delivery === "log") return undefined;
    const times = this.#repeats.get(messageId) ?? 0;
    this.#repeats.set(messageId, times + 1);
    const id = times === 0 ? messageId : `${messageId}-${times}`;
    const deliveries = payloads.map((payload, part) =>
      this.#toDelivery(`${id}.${part}`, payload, part === 0 ? edits : undefined, interim),
    );
    this.#deliveries.push(...deliveries);
    this.#deliveryIds.push(...deliveries.map((delivery) => delivery.id));
    return deliveries[0]?.id;
  }

  #toDelivery(id: string, payload: unknown, edits: string | undefined, interim = false): NewDelivery {
    const marked = this.#mark(payload);
    return { id, payload: marked, ...(edits === undefined ? {} : { edits, ...(interim ? { interim } : {}) }) };
  }

  /** As the channel wants to know why it gets it. */
  #mark(payload: unknown): unknown {
    const { connector, unasked, written } = this.#sink;
    if (written !== undefined) return connector.asWritten(payload, written.actedAt);
    return unasked === undefined ? payload : connector.asUnasked(payload, unasked.actedAt);
  }

  #register(message: BotMessage): void {
    if (!saysNothing(message)) this.#count += 1;
    this.#last = message;
    this.#offer(message);
    this.#timer ??= setTimeout(this.#onTimer, flushAfterMs);
  }

  /** Quick replies are those of the newest message alone; buttons stay with their message. */
  #offer(message: BotMessage): void {
    const choices = choicesOf(message).flatMap((choice): Offer[] => {
      if ("link" in choice) return [{ label: choice.label, link: choice.link }];
      return "say" in choice ? [{ label: choice.label, say: choice.say }] : [];
    });
    const remaining = this.#offered.slice(0, this.#offered.length - this.#replies);
    const [first, ...others] = choices;
    const recounts = remaining.length > 0 && this.#sink.connector.capabilities.interface === "text";
    const counted = first !== undefined && recounts ? [{ ...first, recounts }, ...others] : choices;
    this.#offered = [...remaining.map((offer) => ({ ...offer, earlier: true as const })), ...counted];
    this.#replies = message.quickReplies.filter(({ type }) => type !== "location").length;
  }
}

/**
 * Part of a message's id. A second run that makes the same message repeats nothing; another message in the same position
 * gets an id of its own and is delivered.
 */
function fingerprint(message: BotMessage): string {
  // How long the model has thought differs from run to run, and so may what it has thought.
  const same = message.type === "text" ? { ...message, reasoning: undefined } : message;
  return createHash("sha1").update(JSON.stringify(same)).digest("base64url").slice(0, 6);
}
