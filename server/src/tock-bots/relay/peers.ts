import type { BotLog } from "#tock-bots/bot-log.ts";
import type { AskedQuestion } from "#tock-bots/transport/connection.ts";
import type { Dispatcher } from "#tock-bots/transport/dispatcher.ts";
import type { Here } from "./peer-message.ts";
import { RemoteConnection } from "./remote-connection.ts";

/** Milliseconds without a word after which a process counts as gone. It says that it is there each second. */
const goneMs = 3_500;

type Peer = { at: number; connections: Map<string, RemoteConnection> };

export type PeersOptions = {
  log: BotLog;
  dispatcher: Pick<Dispatcher, "add" | "remove">;
  ask: (connection: RemoteConnection, question: AskedQuestion) => Disposable;
};

/** The other processes that hold sockets of a bot, as far as they have said so lately. */
export class Peers {
  readonly #options: PeersOptions;
  readonly #peers = new Map<string, Peer>();

  constructor(options: PeersOptions) {
    this.#options = options;
  }

  /** Their sockets. */
  get count(): number {
    return [...this.#peers.values()].reduce((sum, { connections }) => sum + connections.size, 0);
  }

  /** A process has said which sockets it has. */
  update({ from, sockets }: Here, now: number): void {
    const { log, dispatcher, ask } = this.#options;
    const peer = this.#peers.get(from) ?? { at: now, connections: new Map<string, RemoteConnection>() };
    peer.at = now;
    const before = peer.connections.size;
    const ids = new Set(sockets.map(({ id }) => id));
    const gone = [...peer.connections.values()].filter(({ id }) => !ids.has(id));
    for (const { id } of gone) peer.connections.delete(id);
    const added: RemoteConnection[] = [];
    for (const { id, isDoubtful } of sockets) {
      const connection = peer.connections.get(id) ?? new RemoteConnection(id, from, ask);
      connection.isDoubtful = isDoubtful;
      if (!peer.connections.has(id)) added.push(connection);
      peer.connections.set(id, connection);
    }
    if (peer.connections.size === 0) this.#peers.delete(from);
    else this.#peers.set(from, peer);
    if (before !== peer.connections.size)
      log.info({ sockets: this.count }, "a bot is connected to other processes of the server by so many sockets");
    // Last, as it may ask: what is new before what is gone, so that nobody waits.
    for (const connection of added) dispatcher.add(connection);
    for (const connection of gone) this.#remove(connection);
  }

  /** Gives up the processes that have said nothing for too long: they were killed, or cannot be heard. */
  expire(now: number): void {
    for (const [id, { at, connections }] of this.#peers) {
      if (now - at < goneMs) continue;
      this.#peers.delete(id);
      this.#options.log.warn(
        { sockets: connections.size },
        "another process of the server that holds sockets of a bot says nothing any more; they are passed over",
      );
      for (const connection of connections.values()) this.#remove(connection);
    }
  }

  #remove(connection: RemoteConnection): void {
    connection.isOpen = false;
    this.#options.dispatcher.remove(connection);
  }
}
