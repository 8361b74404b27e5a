import type { AskedQuestion, Connection } from "#tock-bots/transport/connection.ts";

/** A socket that another process of the server holds. */
export class RemoteConnection implements Connection {
  readonly id: string;
  /** The process that holds it. */
  readonly peer: string;
  readonly #ask: (connection: RemoteConnection, question: AskedQuestion) => Disposable;
  isOpen = true;
  isDoubtful = false;

  constructor(id: string, peer: string, ask: (connection: RemoteConnection, question: AskedQuestion) => Disposable) {
    this.id = id;
    this.peer = peer;
    this.#ask = ask;
  }

  ask(question: AskedQuestion): Disposable {
    return this.#ask(this, question);
  }
}
