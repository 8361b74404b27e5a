import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { OtherProcesses } from "#bot/authoring/remote-bot.ts";
import type { Json } from "#channel/json.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import type { AskedQuestion } from "#tock-bots/transport/connection.ts";
import type { Dispatcher } from "#tock-bots/transport/dispatcher.ts";
import type { TockConfiguration } from "#tock-bots/wire.ts";
import { Courier } from "./courier.ts";
import { type Ask, type Here, type Letter, type PeerMessage, readLetter, readPeerMessage } from "./peer-message.ts";
import { Peers } from "./peers.ts";
import type { RemoteConnection } from "./remote-connection.ts";
import { Replies } from "./replies.ts";
import { serveQuestion } from "./serve-question.ts";

/** Milliseconds between two times that a process with sockets says so. */
const beatMs = 1_000;
/** Milliseconds that other processes have to get the rest of their answers when this one stops. */
const endingMs = 5_000;

export type RelayOptions = {
  bot: string;
  log: BotLog;
  others: OtherProcesses;
  dispatcher: Pick<Dispatcher, "add" | "remove" | "ask" | "arrive">;
  silenceMs: number;
  /** The sockets of this process. */
  sockets: () => readonly { id: string; isDoubtful: boolean }[];
  /** What the bot has declared. */
  configuration: () => TockConfiguration | undefined;
  configured: (configuration: TockConfiguration) => void;
};

/**
 * Lets every process of a server ask a bot by the sockets of all of them. A process with sockets says so each second; the others
 * send it their questions, and it sends back the answers. One that is killed is silent, and its sockets are passed over.
 */
export class Relay implements AsyncDisposable {
  readonly #self = randomUUID();
  readonly #options: RelayOptions;
  readonly #courier: Courier;
  readonly #peers: Peers;
  readonly #replies = new Map<string, Replies>();
  readonly #served = new Map<string, { leaving: AbortController; ended: Promise<void> }>();
  /** What each process has last said of the bot's stories. */
  readonly #stories = new Map<string, string>();
  readonly #subscription: Disposable;
  readonly #beat: NodeJS.Timeout;
  #state: "open" | "ending" | "closed" = "open";
  /** Turns that were asked by the socket of another process. */
  asked = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { log, dispatcher, others } = options;
    this.#peers = new Peers({ log, dispatcher, ask: (connection, question) => this.#ask(connection, question) });
    this.#courier = new Courier({
      self: this.#self,
      publish: (message) => this.#publish(message),
      arrived: (letter, from) => this.#read(readLetter(letter), from),
    });
    this.#subscription = others.subscribe((message) => this.#receive(readPeerMessage(message)));
    this.#beat = setInterval(() => {
      if (options.sockets().length > 0) this.announce();
      this.#peers.expire(performance.now());
    }, beatMs);
    this.#beat.unref();
    this.#publish({ type: "who", from: this.#self });
  }

  /** Sockets of other processes. */
  get count(): number {
    return this.#peers.count;
  }

  /** Says which sockets this process has. One that stops is asked only where there is no other. */
  announce(): void {
    const { sockets, configuration } = this.#options;
    const stories = configuration();
    this.#publish({
      type: "here",
      from: this.#self,
      sockets: sockets().map(({ id, isDoubtful }) => ({ id, isDoubtful: isDoubtful || this.#state === "ending" })),
      ...(stories === undefined ? {} : { stories: digest(stories) }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#state = "ending";
    if (this.#served.size > 0) this.announce();
    const ended = Promise.all([...this.#served.values()].map((served) => served.ended));
    await Promise.race([ended, delay(endingMs, undefined, { ref: false })]);
    this.#publish({ type: "here", from: this.#self, sockets: [] });
    this.#state = "closed";
    clearInterval(this.#beat);
    this.#subscription[Symbol.dispose]();
    for (const { leaving } of this.#served.values()) leaving.abort();
    this.#courier[Symbol.dispose]();
  }

  #publish(message: PeerMessage): void {
    if (this.#state !== "closed") this.#options.others.publish(message as Json);
  }

  #receive(message: PeerMessage | undefined): void {
    if (message === undefined || message.from === this.#self) return;
    switch (message.type) {
      case "who":
        if (this.#options.sockets().length > 0) this.announce();
        return;
      case "here":
        this.#peers.update(message, performance.now());
        return this.#learn(message);
      case "part":
        if (message.to === this.#self) this.#courier.receive(message);
        return;
      case "got":
        if (message.to === this.#self) this.#courier.confirm(message.id);
        return;
    }
  }

  /** A process without sockets asks what the bot can do. One with sockets has it from the bot. */
  #learn({ from, sockets, stories }: Here): void {
    if (sockets.length === 0) return void this.#stories.delete(from);
    if (stories === undefined || stories === this.#stories.get(from) || this.#options.sockets().length > 0) return;
    this.#stories.set(from, stories);
    void this.#send(from, { type: "ask_stories" });
  }

  #read(letter: Letter | undefined, from: string): void {
    switch (letter?.type) {
      case "ask":
        return this.#serve(letter, from);
      case "leave":
        return this.#served.get(letter.attempt)?.leaving.abort();
      case "sent":
      case "answer":
      case "failed":
        return this.#replies.get(letter.attempt)?.add(letter);
      case "ask_stories": {
        const configuration = this.#options.configuration();
        if (configuration !== undefined) void this.#send(from, { type: "stories", configuration });
        return;
      }
      case "stories":
        if (this.#options.sockets().length === 0) this.#options.configured(letter.configuration);
        return;
      case undefined:
        return;
    }
  }

  #ask(connection: RemoteConnection, question: AskedQuestion): Disposable {
    const { bot, dispatcher } = this.#options;
    const { requestId, text, person, exchange } = question;
    const attempt = randomUUID();
    exchange.queued();
    this.asked += 1;
    this.#replies.set(attempt, new Replies({ bot, question, dispatcher }));
    void this.#send(connection.peer, { type: "ask", attempt, socket: connection.id, person, requestId, text }).then(
      (hasArrived) => {
        if (!hasArrived) question.brokeOff();
      },
    );
    return {
      [Symbol.dispose]: () => {
        this.#replies.delete(attempt);
        if (!exchange.isComplete) void this.#send(connection.peer, { type: "leave", attempt });
      },
    };
  }

  #serve(ask: Ask, from: string): void {
    const { bot, dispatcher, silenceMs } = this.#options;
    const leaving = new AbortController();
    const ended = serveQuestion(ask, {
      bot,
      dispatcher,
      silenceMs,
      reply: (reply) => this.#send(from, reply),
      signal: leaving.signal,
    }).finally(() => this.#served.delete(ask.attempt));
    this.#served.set(ask.attempt, { leaving, ended });
  }

  #send(to: string, letter: Letter): Promise<boolean> {
    return this.#courier.send(to, JSON.stringify(letter));
  }
}

function digest(configuration: TockConfiguration): string {
  return createHash("sha256").update(JSON.stringify(configuration)).digest("hex").slice(0, 16);
}
