import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import type { PersonQueue } from "#tock-bots/person-queue.ts";
import type { AskedQuestion, Connection } from "./connection.ts";

/** A socket that has come in at this process. */
export class OwnConnection implements Connection {
  readonly id = randomUUID();
  readonly socket: WebSocket;
  readonly #people: PersonQueue;
  readonly #doubted: () => void;
  /** Whether it has been heard of since the last look. */
  isAlive = true;
  isDoubtful = false;

  /**
   * @param people other processes ask by this socket, too, and a bot must get one turn of a person at a time.
   * @param doubted learns that it has left a request without an answer.
   */
  constructor(socket: WebSocket, people: PersonQueue, doubted: () => void) {
    this.socket = socket;
    this.#people = people;
    this.#doubted = doubted;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  ask({ text, person, exchange }: AskedQuestion): Disposable {
    const leaving = new AbortController();
    let turn: Disposable | undefined;
    exchange.queued();
    const ask = (entered: Disposable): void => {
      turn = entered;
      if (leaving.signal.aborted) return turn[Symbol.dispose]();
      exchange.sent();
      this.socket.send(text);
    };
    // It is refused only because nobody waits any more.
    void this.#people.enter(person, leaving.signal).then(ask, () => undefined);
    return {
      [Symbol.dispose]: () => {
        leaving.abort();
        if (turn !== undefined && !exchange.hasBegun) this.#doubt();
        turn?.[Symbol.dispose]();
      },
    };
  }

  /** Something has come by it. */
  lives(): void {
    this.isAlive = true;
    this.isDoubtful = false;
  }

  /** @returns false: nothing has come since the last look, so its machine is gone. */
  look(): boolean {
    if (!this.isAlive) return false;
    this.isAlive = false;
    this.socket.ping();
    return true;
  }

  /** Its machine may be gone without a word. One that lives answers at once, and is used again. */
  #doubt(): void {
    this.isDoubtful = true;
    if (this.isOpen) this.socket.ping();
    this.#doubted();
  }
}
