import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { toProblem } from "@causerie/protocol";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { refuseUpgrade } from "#http/connections/upgrade.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import { PersonQueue } from "#tock-bots/person-queue.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { HandshakePace } from "./handshake-pace.ts";
import { OwnConnection } from "./own-connection.ts";
import { readFrame, type TockConfiguration } from "#tock-bots/wire.ts";

/** Sockets of one bot at one process, also those whose handshake is held back. */
const mostSockets = 16;
const mostBytes = 1_000_000;
/** Milliseconds between two looks whether a socket still lives. One that has not answered the last look is cut. */
const pingMs = 20_000;
/** Milliseconds after which a bot that has not said what it can do is asked. tock-node never says it twice. */
const askMs = 1_000;

export type ConnectionOptions = {
  bot: string;
  log: BotLog;
  dispatcher: Pick<Dispatcher, "add" | "remove" | "arrive">;
  configured: (configuration: TockConfiguration) => void;
  /** There are other sockets than before, or one of them is doubtful. */
  changed: () => void;
};

/** The sockets by which one bot has come in at this process. */
export class Connections implements Disposable {
  readonly #options: ConnectionOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #open = new Set<OwnConnection>();
  readonly #people = new PersonQueue();
  readonly #pace = new HandshakePace(performance.now());
  readonly #held = new Map<Duplex, NodeJS.Timeout>();
  readonly #pings: NodeJS.Timeout;
  #isClosing = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#pings = setInterval(() => this.#ping(), pingMs);
    this.#pings.unref();
  }

  get open(): readonly OwnConnection[] {
    return [...this.#open];
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
    const { log, dispatcher, changed } = this.#options;
    const connection = new OwnConnection(socket, this.#people, changed);
    this.#open.add(connection);
    log.info({ sockets: this.#open.size }, "a bot has connected");
    let isKnown = false;
    const asks = setTimeout(() => {
      if (!isKnown) socket.send(JSON.stringify({ requestId: randomUUID(), configuration: true }));
    }, askMs);
    socket.on("message", (data, isBinary) => {
      connection.lives();
      isKnown = this.#read(isBinary ? undefined : data) || isKnown;
    });
    socket.on("pong", () => connection.lives());
    // What broke is followed by "close".
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearTimeout(asks);
      this.#remove(connection);
    });
    dispatcher.add(connection);
    changed();
  }

  #remove(connection: OwnConnection): void {
    const { log, dispatcher, changed } = this.#options;
    this.#open.delete(connection);
    if (!this.#isClosing) log.info({ sockets: this.#open.size }, "a bot has disconnected");
    dispatcher.remove(connection);
    changed();
  }

  /** @returns whether it was a configuration. */
  #read(data: RawData | undefined): boolean {
    const { log, dispatcher, configured } = this.#options;
    const frame = data === undefined ? ({ type: "unusable", why: "no_json" } as const) : readFrame(textOf(data));
    if ("type" in frame) {
      log.warn({ why: frame.why }, "a bot has sent what is no frame of the Bot API; it was dropped");
      return false;
    }
    if (frame.botConfiguration) configured(frame.botConfiguration);
    if (frame.botResponse) dispatcher.arrive(frame.requestId, frame.botResponse);
    else if (!frame.botConfiguration)
      log.warn({ why: "empty" }, "a bot has sent what is no frame of the Bot API; it was dropped");
    return Boolean(frame.botConfiguration);
  }

  #ping(): void {
    for (const connection of this.#open) if (!connection.look()) connection.socket.terminate();
  }
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}
