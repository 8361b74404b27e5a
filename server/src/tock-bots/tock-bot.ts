import { createHash } from "node:crypto";
import type { RemoteBot, RemoteBotHost, RemoteQuestion, RunningRemoteBot } from "#bot/authoring/remote-bot.ts";
import type { Sendable } from "#bot/authoring/sendable.ts";
import type { StoryEvent } from "#bot/authoring/story-event.ts";
import type { Turn } from "#bot/running/turn.ts";
import type { BotLog } from "./bot-log.ts";
import { BotUnavailable } from "./bot-unavailable.ts";
import { BotFigures, type SocketFigures } from "./bot-figures.ts";
import { Connections } from "#tock-bots/transport/connections.ts";
import { Dispatcher } from "#tock-bots/transport/dispatcher.ts";
import { Relay } from "#tock-bots/relay/relay.ts";
import { PersonQueue } from "./person-queue.ts";
import { settleOptions, type TockBotOptions } from "./tock-bot-options.ts";
import { answerTurn } from "./answer-turn.ts";
import { createTranslator } from "#tock-bots/answer/translate.ts";
import { Webhook } from "#tock-bots/transport/webhook.ts";
import type { TockConfiguration, TockStory } from "./wire.ts";

export type { TockBotOptions } from "./tock-bot-options.ts";
export type { Translations } from "#tock-bots/answer/translate.ts";

/**
 * A bot written for Tock's Bot API, with tock-node, tock-py or in Kotlin, which runs unchanged. It connects to this server with its
 * key, or is called by its webhook, and answers the web and Messenger beside the stories of this server.
 *
 * ```ts
 * const bot = createBot({
 *   stories: [hello],
 *   bots: [tockBot({ id: "travel", apiKey: process.env.TRAVEL_BOT_KEY, stories: ["weather", "trains"] })],
 *   fallback: () => "Sorry, I did not understand.",
 * });
 * ```
 * @throws ConfigError with all problems of the options.
 */
export function tockBot(options: TockBotOptions): RemoteBot {
  return new TockBot(options);
}

/** Turns that may wait for one bot: one that sleeps must not use up the stories that may be under way on a connector. */
const mostWaiting = 256;
/** Milliseconds after its start in which a process may still learn which sockets the others have. */
const settleMs = 1_000;

class TockBot implements RemoteBot {
  readonly id: string;
  readonly intents: RemoteBot["intents"];
  readonly notUnderstood: boolean;
  readonly events: readonly StoryEvent[];
  readonly socketPath: string | undefined;
  readonly #settings;
  readonly #translate;
  readonly #people = new PersonQueue();
  readonly #figures = new BotFigures();
  readonly #webhook: Webhook | undefined;
  readonly #log: BotLog;
  #sockets: Dispatcher | undefined;
  #host: RemoteBotHost | undefined;
  #configuration: TockConfiguration | undefined;

  constructor(options: TockBotOptions) {
    const settings = settleOptions(options);
    this.#settings = settings;
    this.id = settings.id;
    this.intents = settings.stories;
    this.notUnderstood = settings.notUnderstood;
    this.events = Object.keys(settings.events) as StoryEvent[];
    this.socketPath = settings.apiKey === undefined ? undefined : `/${settings.apiKey}`;
    this.#translate = createTranslator(settings.translations);
    const write =
      (level: "info" | "warn"): BotLog["info"] =>
      (facts, happened) =>
        this.#host?.log(level, { bot: this.id, ...facts }, happened);
    this.#log = { info: write("info"), warn: write("warn") };
    this.#webhook =
      settings.webhook === undefined ? undefined : new Webhook({ ...this.#shared(), url: settings.webhook });
  }

  async *answer(turn: Turn, question: RemoteQuestion): AsyncGenerator<Sendable, void> {
    if (this.#figures.waiting >= mostWaiting)
      throw new BotUnavailable(this.id, "busy", `has ${mostWaiting} turns to answer already`);
    using figure = this.#figures.begin();
    using _turn = await this.#people.enter(turn.user.id, turn.signal);
    yield* answerTurn(turn, question, {
      settings: this.#settings,
      stories: () => this.#configuration?.stories,
      transports: { webhook: this.#webhook, sockets: this.#sockets },
      translate: this.#translate,
      log: this.#log,
    });
    figure.answered();
  }

  start(host: RemoteBotHost): RunningRemoteBot {
    this.#host = host;
    const sockets = this.socketPath === undefined ? undefined : this.#openSockets(host);
    this.#sockets = sockets?.dispatcher;
    // Its first turn should not wait for that.
    void this.#webhook?.isReachable();
    return {
      upgrade: (request, socket, head) => sockets?.connections.accept(request, socket, head),
      metrics: () => this.#figures.metrics(sockets && socketFigures(sockets)),
      [Symbol.asyncDispose]: async () => {
        await sockets?.relay?.[Symbol.asyncDispose]();
        sockets?.connections[Symbol.dispose]();
        sockets?.dispatcher[Symbol.dispose]();
        this.#sockets = undefined;
        this.#host = undefined;
      },
    };
  }

  #openSockets({ others }: RemoteBotHost): Sockets {
    const { bot, log, silenceMs } = this.#shared();
    const dispatcher = new Dispatcher({ bot, log, graceMs: silenceMs, settleMs: others === undefined ? 0 : settleMs });
    const connections = new Connections({
      bot,
      log,
      dispatcher,
      configured: (configuration) => {
        this.#configure(configuration);
        relay?.announce();
      },
      changed: () => relay?.announce(),
    });
    const relay =
      others === undefined
        ? undefined
        : new Relay({
            bot,
            log,
            others,
            dispatcher,
            silenceMs,
            sockets: () => connections.open,
            configuration: () => this.#configuration,
            configured: (configuration) => this.#configure(configuration),
          });
    return { dispatcher, connections, relay };
  }

  #shared() {
    return {
      bot: this.#settings.id,
      log: this.#log,
      silenceMs: this.#settings.timeoutMs,
      configured: (configuration: TockConfiguration) => this.#configure(configuration),
    };
  }

  #configure(configuration: TockConfiguration): void {
    const { stories, version } = configuration;
    const digest = (all: readonly TockStory[] | undefined): string =>
      createHash("sha256")
        .update(JSON.stringify(all ?? null))
        .digest("hex");
    const known = this.#configuration?.stories;
    this.#configuration = configuration;
    if (known !== undefined && digest(stories) === digest(known)) return;
    this.#log.info({ stories: stories.length, version: version ?? "V1" }, "a bot has said which stories it has");
  }
}

/** What a bot connects to, and what lets the other processes ask by it. */
type Sockets = { dispatcher: Dispatcher; connections: Connections; relay: Relay | undefined };

function socketFigures({ connections, relay }: Sockets): SocketFigures {
  const own = connections.open.length;
  return relay === undefined ? { own } : { own, elsewhere: relay.count, relayed: relay.asked };
}
