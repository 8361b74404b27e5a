import type { RevisedTexts } from "#bot/bot-host.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryRules } from "#bot/routing/story-rules.ts";
import type { Capabilities } from "#channel/capabilities.ts";
import { type EventContent, type InboundAttachment, isSpeech } from "#channel/event.ts";
import { encodeLink, type Link, parseLink } from "#channel/message/link.ts";
import type { PersonProfile } from "#channel/address.ts";
import type { Frame, LogBody, LogEvent } from "#channel/log.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Json } from "#channel/json.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { quoteAll, type SimulatedAnswer } from "./answer.ts";
import { nameOf, type SimulatedChannel, simulatedConnector } from "./channels.ts";
import { type Target, targetOf } from "./choice-target.ts";
import { checkFields } from "./check-fields.ts";
import { changeInPanel, newestPanel, type ShownPanel, tapInPanel } from "./panels.ts";
import { SimulatedConversation } from "./simulated-conversation.ts";
import type { SimulatedFile } from "./simulated-files.ts";

/** The channel of a simulated person, and what happens around them. */
export type SimulateOptions = {
  /** Default `web`. */
  channel?: SimulatedChannel;
  /** Language of the person's page or profile (BCP 47). */
  locale?: string;
  /** What the page around the chat says of itself: `turn.context`. */
  context?: Readonly<Record<string, Json>>;
  /** Whether the person reads or listens: a catalogue may have other words for each. Default `text`. */
  interface?: "text" | "voice";
  /** When the conversation begins: milliseconds since 1970. Default: now. Only `wait` moves this clock. */
  at?: number;
  storyRules?: StoryRules;
  /** Texts in place of those of the bot's catalogues, as the team writes them at the desk. */
  revised?: RevisedTexts;
  /**
   * What happens when a story or an understanding service fails: the test gets its error (default), or the bot's fallback
   * answers, as on a server.
   */
  failures?: "throw" | "answer";
  /** How often each event is handled without its answer being kept, as when the process ends in between. Default 0. */
  crashes?: number;
  /** The id of the person, as stories see it. It also decides which of several wordings are used. Default: `person`. */
  user?: string;
  /** What the channel knows of the person, e.g. their name: `turn.from`. */
  profile?: PersonProfile;
  /** The state to begin with, e.g. `await ada.state()`: two people may go on from the same point. */
  state?: ConversationState;
  /** Called for each part of an answer as it is made, as a page would show it. */
  watch?: (shown: LogBody | Frame) => void;
};

/**
 * A person who talks to a bot without a server. Events, stories, rendering and rules are handled by the server's own code,
 * but in memory and with a clock of its own.
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

function withInterface(connector: HostedConnector, wish: "text" | "voice" | undefined): HostedConnector {
  return wish === undefined
    ? connector
    : { ...connector, capabilities: { ...connector.capabilities, interface: wish } };
}

/** Whoever listens taps nothing. */
function hasControls({ interface: reading, buttons, quickReplies, list }: Capabilities): boolean {
  return reading === "text" && (buttons ?? quickReplies ?? list) !== undefined;
}

/** What `simulate` makes. Its events are answered one after another; each resolves to the bot's answer. */
export class SimulatedPerson {
  /** Name of the channel; a connector's is its id. */
  readonly channel: string;
  readonly #conversation: SimulatedConversation;
  readonly #throws: boolean;
  /** Whether anything can be tapped there. */
  readonly #taps: boolean;
  readonly #answers: SimulatedAnswer[] = [];
  #offered: readonly { label: string; target: Target }[];
  #panel: ShownPanel | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(bot: Bot, options: SimulateOptions) {
    const {
      channel = "web",
      at = Date.now(),
      storyRules = {},
      failures = "throw",
      locale,
      context,
      state,
      watch,
    } = options;
    this.channel = nameOf(channel);
    this.#throws = failures === "throw";
    const connector = withInterface(simulatedConnector(channel), options.interface);
    this.#taps = this.channel !== "text" && hasControls(connector.capabilities);
    this.#offered = (state?.offered ?? []).map((offer) => ({ label: offer.label, target: targetOf(offer) }));
    this.#conversation = new SimulatedConversation({
      bot,
      connector,
      user: options.user ?? "person",
      locale,
      context,
      profile: options.profile,
      at,
      state,
      storyRules,
      revised: options.revised,
      watch,
      crashes: options.crashes ?? 0,
    });
  }

  /** Opens the chat for the first time. */
  open(): Promise<SimulatedAnswer> {
    return this.act({ type: "start" });
  }

  /** Writes a text. The label or the number of a choice on offer chooses it, as on every channel. */
  say(text: string): Promise<SimulatedAnswer> {
    return this.act({ type: "text", text });
  }

  /**
   * Chooses by its label what the newest answer offers: a quick reply, button or list item. Where nothing can be tapped, as on
   * the channel `text` and on those of the voice, the person says the label, or
   * its number where several are called the same. @throws if no choice on offer has it.
   * @param values of the panel's fields, for a button of a panel that sends them.
   */
  async tap(label: string, values?: Readonly<Record<string, string>>): Promise<SimulatedAnswer> {
    await this.#tail;
    const tapped = this.channel === "web" ? this.#panel && tapInPanel(this.#panel, label, values) : undefined;
    if (tapped !== undefined) return this.act(tapped);
    if (values !== undefined) throw new Error(`"${label}" is no button of a panel, which sends the values of fields`);
    const target = this.#offered.find((each) => each.label === label)?.target;
    const asked = this.#answers
      .at(-1)
      ?.messages.at(-1)
      ?.quickReplies.find((reply) => reply.type === "location");
    if (target === undefined && asked?.label === label)
      throw new Error(`"${label}" asks where the person is: answer it with share(latitude, longitude), or in words`);
    if (target === undefined)
      throw new Error(`"${label}" is not offered, only: ${quoteAll(this.#offered.map((each) => each.label))}`);
    if (target.type === "url")
      throw new Error(`"${label}" opens ${target.url} and tells the bot nothing; test it with answer.url("${label}")`);
    if (!this.#taps) return this.say(this.#wordsFor(label));
    return target.type === "link" ? this.follow(target.link, label) : this.say(target.text);
  }

  /** Fills in the form of the newest answer and sends it. @throws if there is none, or its fields do not accept the values. */
  async submit(values: Readonly<Record<string, string>>): Promise<SimulatedAnswer> {
    await this.#tail;
    const form = this.#answers.at(-1)?.messages.findLast((message) => message.type === "form");
    if (form === undefined) throw new Error("the newest answer has no form");
    if (this.channel !== "web") throw new Error(`${this.channel} shows no forms: tap "${form.submit.label}"`);
    const { intent, step, params } = parseLink(form.submit.link);
    return this.follow(encodeLink(intent, { ...params, ...checkFields(form.fields, values) }, step), form.submit.label);
  }

  /** Changes a field of the newest panel that the story hears at once. @throws if there is none of this name. */
  async change(name: string, value: string): Promise<SimulatedAnswer> {
    await this.#tail;
    if (this.#panel === undefined) throw new Error("there is no panel in the answers so far");
    return this.act(changeInPanel(this.#panel, name, value));
  }

  /** The same as {@link tap}, for buttons that one clicks. */
  click(label: string): Promise<SimulatedAnswer> {
    return this.tap(label);
  }

  /** Follows a link that may no longer be on offer, as an old button does. */
  follow(link: Link | string, label = "a button"): Promise<SimulatedAnswer> {
    return this.act({ type: "postback", link, label });
  }

  /**
   * Sends files with their bytes, which stories read by `turn.blobs`, in one message.
   * @throws Error where a web connector would refuse one of them.
   */
  async sendFiles(files: readonly SimulatedFile[], text?: string): Promise<SimulatedAnswer> {
    const attachments = files.map((file) => this.#conversation.files.attach(file));
    return await this.act({ type: "attachment", attachments, ...(text === undefined ? {} : { text }) });
  }

  /** Sends attachments as a channel reports them, without bytes. */
  attach(...attachments: InboundAttachment[]): Promise<SimulatedAnswer> {
    return this.act({ type: "attachment", attachments });
  }

  /** Shares a location: degrees (WGS 84). */
  share(latitude: number, longitude: number, title?: string): Promise<SimulatedAnswer> {
    return this.act({ type: "location", latitude, longitude, ...(title === undefined ? {} : { title }) });
  }

  /** Comes by a campaign link. */
  refer(ref: Link | string): Promise<SimulatedAnswer> {
    return this.act({ type: "referral", ref });
  }

  /** Agrees to something outside the conversation, e.g. by a plugin. */
  optIn(ref: Link | string): Promise<SimulatedAnswer> {
    return this.act({ type: "optin", ref });
  }

  /** Gives an opinion about the newest answer; `none` takes it back. To answer a `rating`, tap its choice: `tap("4 ★")`. */
  rate(value: "up" | "down" | "none"): Promise<SimulatedAnswer> {
    return this.act({ type: "feedback", value });
  }

  /** Ends the conversation. */
  end(): Promise<SimulatedAnswer> {
    return this.act({ type: "end" });
  }

  /** Not an action of the person: the conversation is handed to an agent who answers in the bot's place, or back. */
  handOver(to: "bot" | "agent"): Promise<SimulatedAnswer> {
    return this.act({ type: "handover", to });
  }

  /** Not an action of the person: a program lets the bot write first, as `backend.notify` does. */
  notify(link: Link | string): Promise<SimulatedAnswer> {
    return this.act({ type: "notification", link });
  }

  /** Any event. Events are answered one after another, in order, however fast they come. */
  act(content: EventContent): Promise<SimulatedAnswer> {
    if (isSpeech(content)) this.#conversation.supersede();
    const answered = this.#tail.then(() => this.#handle(content));
    this.#tail = answered.catch(() => undefined);
    return answered;
  }

  /** Presses stop while an answer is being written. */
  stop(): void {
    this.#conversation.stop();
  }

  /** Moves the clock of the conversation. */
  wait({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): void {
    this.#conversation.now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }

  /** The state of the conversation after the newest answer. */
  async state(): Promise<ConversationState> {
    await this.#tail;
    return this.#conversation.state;
  }

  /** All messages so far, of both sides. */
  transcript(): Promise<LogEvent[]> {
    return this.#conversation.transcript();
  }

  /** All answers so far, in order. */
  get answers(): readonly SimulatedAnswer[] {
    return this.#answers;
  }

  /** Pieces of streamed texts, in the order in which they were sent. */
  get deltas(): readonly string[] {
    return this.#conversation.deltas;
  }

  /** What a person says to choose it: its label, and its number where others are called the same. */
  #wordsFor(label: string): string {
    const chosen = this.#offered.filter(({ target }) => target.type !== "url").map((each) => each.label);
    const isShared = chosen.filter((each) => each === label).length > 1;
    return isShared ? String(chosen.indexOf(label) + 1) : label;
  }

  async #handle(content: EventContent): Promise<SimulatedAnswer> {
    const answer = await this.#conversation.handle(content);
    this.#answers.push(answer);
    this.#panel = newestPanel(answer) ?? this.#panel;
    if (answer.messages.length > 0)
      this.#offered = answer.choices.map((choice) => ({ label: choice.label, target: targetOf(choice) }));
    const [error] = answer.errors;
    if (error !== undefined && this.#throws) throw error;
    return answer;
  }
}

/** A span of time; its parts add up. */
export type Duration = { days?: number; hours?: number; minutes?: number; seconds?: number };
