import type { Frame, LogEvent } from "#channel/log.ts";
import type { SaidEvent } from "#channel/host/connector-host.ts";
import { turnOf } from "#channel/kit/turn-of.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { escapeText } from "#connectors/web/tock/answer/escape-text.ts";
import { nextStep, timesSent } from "./growth.ts";
import { lateResponseIdOf, responseIdOf } from "#connectors/web/tock/response-id.ts";
import { intentOf, isSaid, writeEvent } from "#connectors/web/tock/answer/said.ts";
import type { TockContext } from "#connectors/web/tock/tock-context.ts";
import type { TockAnswer } from "#connectors/web/tock/wire.ts";
import { writeMessage } from "#connectors/web/tock/answer/write-message.ts";

/** Turns whose events are remembered, and texts that grow without a beginning. */
const most = 50;

type Asked = { clientId: string; at: number };

/** A text that is being written. `sent`: how often it was sent; `next`: the length beyond which it is sent again. */
type Growing = {
  messageId: string;
  of: number | undefined;
  metadata: { INTENT?: string };
  sent: number;
  next: number;
};

export type TurnEventsOptions = {
  conversationId: string;
  /** Up to this event nothing grows: it was said before. */
  replayUntil: number;
  /** Sends an event of one message. */
  send: (answer: TockAnswer) => void;
  /** Whether the peer keeps up, so that a text may be sent before it is complete. */
  canGrow: () => boolean;
  withSources?: boolean;
};

/**
 * Makes the events of a stream of what is in the log. Each turn has one text that grows, by the rules of the kits: it replaces its own
 * bubble, and it is sent as often as {@link timesSent} says, so that the answer of the request can say it as often.
 */
export class TurnEvents implements Disposable {
  readonly #tock: TockContext;
  readonly #options: TurnEventsOptions;
  readonly #asked = new BoundedMap<number, Asked>(most);
  readonly #texts = new BoundedMap<string, string>(most);
  readonly #watch: Disposable | undefined;
  #growing: Growing | undefined;
  /** The turn whose one growing text has begun. */
  #grownIn: number | undefined;

  constructor(tock: TockContext, options: TurnEventsOptions) {
    this.#tock = tock;
    this.#options = options;
    const { streaming } = tock.settings;
    if (streaming === "growing")
      this.#watch = tock.host.watch(options.conversationId, {
        wake: () => undefined,
        frame: (frame) => this.#frame(frame),
      });
  }

  /** Sends what an event of the log says. @returns whether it has said something. */
  async add(event: LogEvent): Promise<boolean> {
    if (event.type === "visitor") this.#asked.set(event.seq, event);
    if (event.type === "message.start") await this.#begin(event);
    if (!isSaid(event)) return false;
    await this.#say(event);
    return true;
  }

  [Symbol.dispose](): void {
    this.#watch?.[Symbol.dispose]();
  }

  async #say(event: SaidEvent): Promise<void> {
    const { settings } = this.#tock;
    const responseId = await this.#responseId(event);
    const growth = this.#growing?.messageId === event.messageId ? this.#growing : undefined;
    if (growth !== undefined) this.#growing = undefined;
    this.#texts.delete(event.messageId);
    for (const [index, { message, metadata }] of writeEvent(event, settings, this.#options.withSources).entries()) {
      const grows = index === 0 && growth !== undefined && event.message.type === "text";
      const due = grows ? timesSent((event.message as { text: string }).text.length) - growth.sent : 1;
      const flag = grows ? { TOCK_STREAM_RESPONSE: "true" } : {};
      for (let count = Math.max(1, due); count > 0; count -= 1)
        this.#options.send({ responses: [message], metadata: { ...metadata, ...flag, RESPONSE_ID: responseId } });
    }
  }

  /** The messages of a turn before the text are out by now, so that it may be shown. */
  async #begin(event: Extract<LogEvent, { type: "message.start" }>): Promise<void> {
    const of = turnOf(event);
    if (this.#watch === undefined || event.seq <= this.#options.replayUntil || of === this.#grownIn) return;
    this.#grownIn = of;
    // Looked up before it is needed: what grows cannot wait.
    if (of !== undefined) await this.#askedIn(of);
    this.#growing = { messageId: event.messageId, of, metadata: intentOf(event), sent: 0, next: nextStep(0) };
    this.#grow();
  }

  #frame(frame: Frame): void {
    if (frame.type !== "delta") return;
    const known = this.#texts.get(frame.messageId) ?? "";
    // Something was lost on the way. The whole text comes at the end.
    if (frame.offset !== known.length) return;
    this.#texts.set(frame.messageId, known + frame.text);
    if (this.#growing?.messageId === frame.messageId) this.#grow();
  }

  #grow(): void {
    const growing = this.#growing;
    if (growing === undefined || !this.#options.canGrow()) return;
    const { messageId, of, metadata } = growing;
    const text = this.#texts.get(messageId) ?? "";
    if (text.length <= growing.next) return;
    growing.next = nextStep(text.length - 1);
    growing.sent += 1;
    const asked = of === undefined ? undefined : this.#asked.get(of);
    const content = { text: escapeText(text, this.#tock.settings.texts) };
    this.#options.send({
      responses: [writeMessage(content, { actionId: messageId, withSources: false })],
      metadata: { ...metadata, TOCK_STREAM_RESPONSE: "true", RESPONSE_ID: responseIdOf(asked?.clientId ?? messageId) },
    });
  }

  /** What is said after its request has been answered has an id of its own: under the other one a kit would drop it. */
  async #responseId(event: SaidEvent): Promise<string> {
    const of = turnOf(event);
    const asked = of === undefined ? undefined : await this.#askedIn(of);
    if (asked === undefined) return responseIdOf(event.messageId);
    const isLate = event.at > asked.at + this.#tock.settings.waitSeconds * 1000;
    return isLate ? lateResponseIdOf(asked.clientId) : responseIdOf(asked.clientId);
  }

  async #askedIn(seq: number): Promise<Asked | undefined> {
    const known = this.#asked.get(seq);
    if (known !== undefined) return known;
    const [event] = await this.#tock.host.log.read(this.#options.conversationId, seq - 1, 1);
    if (event?.type !== "visitor" || event.seq !== seq) return undefined;
    this.#asked.set(seq, event);
    return event;
  }
}
