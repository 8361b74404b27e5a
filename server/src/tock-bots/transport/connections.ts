import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { toProblem } from "@causerie/protocol";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { refuseUpgrade } from "#http/connections/upgrade.ts";
import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import { type Exchange, Exchanges } from "./exchange.ts";
import { HandshakePace } from "./handshake-pace.ts";
import { readFrame, type TockConfiguration, type TockResponse } from "#tock-bots/wire.ts";

/** Sockets of one bot, also those whose handshake is held back. */
const mostSockets = 16;
const mostBytes = 1_000_000;
/** Milliseconds between two looks whether a socket still lives. One that has not answered the last look is cut. */
const pingMs = 20_000;
/** Milliseconds after which a bot that has not said what it can do is asked. tock-node never says it twice. */
const askMs = 1_000;

/** `unresponsive`: it has left a request without an answer, and has not been heard of since. */
type Connection = { id: string; socket: WebSocket; alive: boolean; unresponsive: boolean };
type Sent = { text: string; person: string; exchange: Exchange; on: Connection | undefined; tries: number };

export type ConnectionOptions = {
  bot: string;
  log: BotLog;
  /** How long a request waits for a bot that was here a moment ago, e.g. one that starts again. */
  graceMs: number;
  configured(configuration: TockConfiguration): void;
};

/**
 * The sockets by which one bot has come in. Each person stays with one of them as long as it is there; when it breaks off, what it has not
 * begun to answer goes to another.
 */
export class Connections implements Disposable {
  readonly #options: ConnectionOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #open = new Set<Connection>();
  readonly #exchanges = new Exchanges();
  readonly #sent = new Set<Sent>();
  readonly #pace = new HandshakePace(performance.now());
  readonly #held = new Map<Duplex, NodeJS.Timeout>();
  readonly #pings: NodeJS.Timeout;
  #leftAt: number | undefined;
  #isClosing = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#pings = setInterval(() => this.#ping(), pingMs);
    this.#pings.unref();
  }

  get count(): number {
    return this.#open.size;
  }

  /** Completes the handshake, perhaps a little later. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { log, bot } = this.#options;
    if (this.#isClosing) return refuseUpgrade(socket, toProblem("unavailable", "the server is stopping; come again"));
    if (this.#open.size + this.#held.size >= mostSockets) {
      log.warn({ sockets: mostSockets }, "a bot has opened too many sockets; one more was refused");
      return refuseUpgrade(socket, toProblem("too_many_connections", `the bot "${bot}" has ${mostSockets} sockets`));
    }
    const delay = this.#pace.delay(performance.now());
    if (delay === 0) return this.#shake(request, socket, head);
    log.warn({}, "a bot connects again and again; its handshakes are held back");
    const forget = (): void => {
      clearTimeout(this.#held.get(socket));
      this.#held.delete(socket);
    };
    socket.on("error", () => socket.destroy());
    socket.once("close", forget);
    const timer = setTimeout(() => {
      forget();
      if (!socket.destroyed && !this.#isClosing) this.#shake(request, socket, head);
    }, delay);
    this.#held.set(socket, timer);
  }

  /** Sends a turn of a person. What the bot answers comes in the exchange. */
  ask(requestId: string, text: string, person: string, exchange: Exchange): Disposable {
    const open = this.#exchanges.open(requestId, exchange);
    const sent: Sent = { text, person, exchange, on: undefined, tries: 0 };
    this.#sent.add(sent);
    this.#send(sent);
    return {
      [Symbol.dispose]: () => {
        this.#sent.delete(sent);
        if (!exchange.hasBegun && sent.on !== undefined) doubt(sent.on);
        open[Symbol.dispose]();
      },
    };
  }

  /** An answer that came by another way than a socket of this bot. */
  arrive(requestId: string, response: TockResponse): void {
    const arrival = this.#exchanges.arrive(requestId, response);
    if (arrival !== "accepted")
      this.#options.log.warn({ arrival }, "a bot has answered what nobody waits for; it was dropped");
  }

  [Symbol.dispose](): void {
    this.#isClosing = true;
    clearInterval(this.#pings);
    for (const [socket, timer] of this.#held) {
      clearTimeout(timer);
      socket.destroy();
    }
    for (const { socket } of this.#open) socket.close(1001, "the server is stopping");
  }

  #shake(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#add(opened));
  }

  #add(socket: WebSocket): void {
    const connection: Connection = { id: randomUUID(), socket, alive: true, unresponsive: false };
    this.#open.add(connection);
    this.#options.log.info({ sockets: this.#open.size }, "a bot has connected");
    let isKnown = false;
    const asks = setTimeout(() => {
      if (!isKnown) socket.send(JSON.stringify({ requestId: randomUUID(), configuration: true }));
    }, askMs);
    const lives = (): void => {
      connection.alive = true;
      connection.unresponsive = false;
    };
    socket.on("message", (data, isBinary) => {
      lives();
      isKnown = this.#read(isBinary ? undefined : data) || isKnown;
    });
    socket.on("pong", lives);
    // What broke is followed by "close".
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearTimeout(asks);
      this.#remove(connection);
    });
    for (const sent of this.#sent) if (sent.on === undefined) this.#send(sent);
  }

  #remove(connection: Connection): void {
    this.#open.delete(connection);
    this.#leftAt = performance.now();
    if (!this.#isClosing) this.#options.log.info({ sockets: this.#open.size }, "a bot has disconnected");
    for (const sent of this.#sent) {
      if (sent.on !== connection || sent.exchange.isComplete) continue;
      sent.on = undefined;
      this.#send(sent);
    }
  }

  /** @returns whether it was a configuration. */
  #read(data: RawData | undefined): boolean {
    const { log } = this.#options;
    const frame = data === undefined ? ({ type: "unusable", why: "no_json" } as const) : readFrame(textOf(data));
    if ("type" in frame) {
      log.warn({ why: frame.why }, "a bot has sent what is no frame of the Bot API; it was dropped");
      return false;
    }
    if (frame.botConfiguration) this.#options.configured(frame.botConfiguration);
    if (frame.botResponse) this.arrive(frame.requestId, frame.botResponse);
    else if (!frame.botConfiguration)
      log.warn({ why: "empty" }, "a bot has sent what is no frame of the Bot API; it was dropped");
    return Boolean(frame.botConfiguration);
  }

  #send(sent: Sent): void {
    const { bot, log, graceMs } = this.#options;
    const { exchange } = sent;
    const broken = (): void =>
      exchange.fail(new BotUnavailable(bot, "broken_off", "has left in the middle of an answer"));
    if (exchange.hasBegun || sent.tries >= 2) return broken();
    const connection = this.#choose(sent.person);
    if (connection === undefined) {
      const isBack = this.#leftAt !== undefined && performance.now() - this.#leftAt < graceMs && !this.#isClosing;
      if (!isBack) exchange.fail(new BotUnavailable(bot, "no_connection", "is not connected"));
      return;
    }
    if (sent.tries > 0) log.warn({}, "a socket of a bot broke off before it answered; another one was asked");
    sent.tries += 1;
    sent.on = connection;
    connection.socket.send(sent.text);
  }

  /** The same person always gets the same socket of those that are open: a client may remember something of them. */
  #choose(person: string): Connection | undefined {
    const rank = ({ id }: Connection): string => createHash("sha256").update(`${person} ${id}`).digest("hex");
    const open = [...this.#open].filter(({ socket }) => socket.readyState === socket.OPEN);
    const sound = open.filter(({ unresponsive }) => !unresponsive);
    const usable = sound.length > 0 ? sound : open;
    return usable.map((each) => ({ each, rank: rank(each) })).sort((a, b) => (a.rank < b.rank ? -1 : 1))[0]?.each;
  }

  #ping(): void {
    for (const connection of this.#open) {
      if (!connection.alive) connection.socket.terminate();
      connection.alive = false;
      connection.socket.ping();
    }
  }
}

/** Its machine may be gone without a word. One that lives answers at once, and is used again. */
function doubt(connection: Connection): void {
  connection.unresponsive = true;
  if (connection.socket.readyState === connection.socket.OPEN) connection.socket.ping();
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}
