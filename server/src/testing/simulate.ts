import { type BotHost, handleEvent, type TurnReport } from "#bot/bot.ts";
import type { Bot } from "#bot/create-bot.ts";
import type { StoryRules } from "#bot/story-rules.ts";
import type { EventContent, InboundAttachment } from "#channel/event.ts";
import type { Link } from "#channel/link.ts";
import type { Frame, LogEvent } from "#channel/log.ts";
import type { Choice } from "#channel/plain-text.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { createInterruptions } from "#conversation/interruptions.ts";
import type { Lease } from "#conversation/turns.ts";
import { createMemoryStore } from "#store/memory/memory-store.ts";
import { type SimulatedAnswer, toAnswer } from "./answer.ts";
import { type SimulatedChannel, simulatedConnector } from "./channels.ts";

/** Where a simulated person is, and how the world treats them. */
export type SimulateOptions = {
  /** Default `web`. */
  channel?: SimulatedChannel;
  /** Language of the person's page or profile (BCP 47). */
  locale?: string;
  /** When the conversation begins: milliseconds since 1970. Default: now. Only `wait` moves this clock. */
  at?: number;
  storyRules?: StoryRules;
  /** How often each event is handled and lost again before its answer is kept, as by a process that ends. Default 0. */
  crashes?: number;
  /** What a story that fails does: throw its error into the test (default), or let the bot's fallback answer, as in life. */
  failures?: "throw" | "answer";
};

/**
 * A person who talks to a bot, without a server: the same road, stories, rendering and rules as in life, in memory, with a
 * clock of its own.
 *
 * ```ts
 * const ada = simulate(bot, { channel: "messenger", locale: "en" });
 * await ada.open();
 * const answer = await ada.tap("Departures");
 * expect(answer.texts).toEqual(["From which station?"]);
 * ```
 */
export function simulate(bot: Bot, options: SimulateOptions = {}): SimulatedPerson {
  return new SimulatedPerson(bot, options);
}

let people = 0;

/** What `simulate` makes. Its acts are answered one after another; each resolves to the bot's answer. */
export class SimulatedPerson {
  readonly channel: SimulatedChannel;
  readonly #options: SimulateOptions;
  readonly #bot: Bot;
  readonly #store = createMemoryStore();
  readonly #interruptions = createInterruptions();
  readonly #connector;
  readonly #reports: TurnReport[] = [];
  readonly #frames: Frame[] = [];
  /** What a push channel was given for the newest event. */
  readonly #delivered: unknown[] = [];
  readonly #conversationId: string;
  #now: number;
  #events = 0;
  #offered: readonly Choice[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  constructor(bot: Bot, options: SimulateOptions) {
    const { channel = "web", at = Date.now() } = options;
    people += 1;
    this.channel = channel;
    this.#options = options;
    this.#bot = bot;
    this.#connector = simulatedConnector(channel);
    this.#conversationId = `simulated-${people}`;
    this.#now = at;
  }

  /** Opens the chat for the first time. */
  open(): Promise<SimulatedAnswer> {
    return this.act({ type: "start" });
  }

  say(text: string): Promise<SimulatedAnswer> {
    return this.act({ type: "text", text });
  }

  /** Taps a choice of the newest answer: quick reply, button, list item. @throws if none has this label. */
  async tap(label: string): Promise<SimulatedAnswer> {
    await this.#tail;
    const choice = this.#offered.find((each) => each.label === label);
    if (choice === undefined) throw new Error(`"${label}" is not offered, only: ${this.#labels()}`);
    if ("url" in choice) throw new Error(`"${label}" opens ${choice.url}; read it from the answer's choices`);
    return "link" in choice
      ? this.act({ type: "postback", link: choice.link, label: choice.label })
      : this.act({ type: "text", text: choice.say });
  }

  /** The same as {@link tap}, for buttons that one clicks. */
  click(label: string): Promise<SimulatedAnswer> {
    return this.tap(label);
  }

  /** Follows a link that need not be offered any more, as an old button does. */
  follow(link: Link | string, label = "a button"): Promise<SimulatedAnswer> {
    return this.act({ type: "postback", link, label });
  }

  attach(...attachments: InboundAttachment[]): Promise<SimulatedAnswer> {
    return this.act({ type: "attachment", attachments });
  }

  /** Shares a place: degrees (WGS 84). */
  share(latitude: number, longitude: number, title?: string): Promise<SimulatedAnswer> {
    return this.act({ type: "location", latitude, longitude, ...(title === undefined ? {} : { title }) });
  }

  /** Comes by a campaign link. */
  refer(ref: string): Promise<SimulatedAnswer> {
    return this.act({ type: "referral", ref });
  }

  rate(value: "up" | "down" | "none"): Promise<SimulatedAnswer> {
    return this.act({ type: "feedback", value });
  }

  /** The bot's program speaks first, as `backend.notify` does. */
  notify(link: Link): Promise<SimulatedAnswer> {
    return this.act({ type: "notification", link });
  }

  /** Any event. Events are answered one after another, in order, however fast they come. */
  act(content: EventContent): Promise<SimulatedAnswer> {
    this.#interruptions.tell(this.#conversationId, "superseded");
    const answered = this.#tail.then(() => this.#handle(content));
    this.#tail = answered.catch(() => undefined);
    return answered;
  }

  /** Presses stop while an answer is being written. */
  stop(): void {
    this.#interruptions.tell(this.#conversationId, "stopped");
  }

  /** Lets time go by. */
  wait({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): void {
    this.#now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }

  /** What is remembered, as it stands after the newest answer. */
  async state(): Promise<ConversationState> {
    await this.#tail;
    return this.#state;
  }

  /** What was said so far, by both. */
  transcript(): Promise<LogEvent[]> {
    return this.#store.log.read(this.#conversationId, 0, Number.MAX_SAFE_INTEGER);
  }

  /** Pieces of streamed texts, as they came. */
  get deltas(): readonly string[] {
    return this.#frames.flatMap((frame) => (frame.type === "delta" ? [frame.text] : []));
  }

  #state: ConversationState = { data: {} };

  async #handle(content: EventContent): Promise<SimulatedAnswer> {
    const { locale } = this.#options;
    this.#events += 1;
    const { seq } = await this.#store.events.append(
      {
        id: `e${this.#events}`,
        connectorId: this.#connector.id,
        conversationId: this.#conversationId,
        userId: "person",
        at: this.#now,
        ...(locale === undefined ? {} : { locale }),
        content,
      },
      this.#now,
    );
    for (let crash = 0; crash < (this.#options.crashes ?? 0); crash += 1) await this.#crash();
    this.#reports.length = 0;
    this.#delivered.length = 0;
    await handleEvent(this.#host(), await this.#begin());
    return this.#answerTo(seq);
  }

  async #begin(): Promise<Lease> {
    const lease = await this.#store.turns.begin(this.#conversationId, this.#now);
    if (lease === undefined) throw new Error("the event before this one was not answered; its error says why");
    return lease;
  }

  /** Handles the event up to the commit, which does not happen. */
  async #crash(): Promise<void> {
    const lease = await this.#begin();
    const host = this.#host();
    await handleEvent({ ...host, turns: { ...host.turns, commit: () => Promise.resolve() } }, lease);
    await this.#store.turns.postpone(lease, this.#now);
  }

  #host(): BotHost {
    return {
      bot: this.#bot,
      services: this.#bot.services,
      storyRules: this.#options.storyRules ?? {},
      turns: {
        ...this.#store.turns,
        append: async (lease, answer, now) => {
          await this.#store.turns.append(lease, answer, now);
          this.#delivered.push(...answer.deliveries.map(({ payload }) => payload));
        },
        commit: async (lease, answer, state, now) => {
          await this.#store.turns.commit(lease, answer, state, now);
          this.#delivered.push(...answer.deliveries.map(({ payload }) => payload));
          this.#state = state;
        },
      },
      log: this.#store.log,
      interruptions: this.#interruptions,
      connectorOf: () => this.#connector,
      frame: (_conversationId, frame) => void this.#frames.push(frame),
      typing: () => undefined,
      written: () => undefined,
      report: (report) => void this.#reports.push(report),
      pause: () => Promise.resolve(),
      now: () => this.#now,
      stopping: new AbortController().signal,
    };
  }

  async #answerTo(seq: number): Promise<SimulatedAnswer> {
    const events = await this.#store.log.read(this.#conversationId, seq, Number.MAX_SAFE_INTEGER);
    const handled = this.#reports.find((report) => report.type === "handled");
    if (handled === undefined) throw new Error("the event was not answered");
    const { outcome, source } = handled;
    if (outcome.error !== undefined && this.#options.failures !== "answer") throw outcome.error;
    const messages = events.flatMap((event) => ("message" in event ? [event.message] : []));
    const rendered = messages.map((message) => this.#connector.render(message));
    const answer = toAnswer({
      messages,
      payloads:
        this.#connector.delivery === "push" ? [...this.#delivered] : rendered.flatMap(({ payloads }) => payloads),
      losses: rendered.flatMap(({ losses }) => losses),
      outcome,
      source,
    });
    if (messages.length > 0) this.#offered = answer.choices;
    return answer;
  }

  #labels(): string {
    return this.#offered.length === 0 ? "nothing" : this.#offered.map(({ label }) => `"${label}"`).join(", ");
  }
}

/** A span of time; its parts add up. */
export type Duration = { days?: number; hours?: number; minutes?: number; seconds?: number };
