import { randomUUID } from "node:crypto";
import { waitFor } from "#async/wait-for.ts";
import { BoundedMap } from "#collections/bounded-map.ts";
import { mostParts, type Part, type PeerMessage } from "./peer-message.ts";

/** UTF-16 units: escaped as JSON each takes 6 bytes at the most, and a NOTIFY of PostgreSQL has room for 8,000. */
const partLength = 1_000;
/** Milliseconds until a letter of one part that nobody has confirmed is sent again. */
const resendMs = 500;
/** Longer than a process that says nothing counts as there. */
const mostTries = 8;
const mostRemembered = 1_000;

export type CourierOptions = {
  /** This process. */
  self: string;
  publish: (message: PeerMessage) => void;
  /** A letter has come, each once. */
  arrived: (letter: string, from: string) => void;
};

type Incoming = { parts: (string | undefined)[]; missing: number };

/**
 * Brings letters of any length from one process to another by signals, of which each is short and may be lost: in parts, and again until
 * they are confirmed.
 */
export class Courier implements Disposable {
  readonly #options: CourierOptions;
  /** What is called when the letter of that id is confirmed. */
  readonly #unconfirmed = new Map<string, () => void>();
  readonly #incoming = new BoundedMap<string, Incoming>(mostRemembered);
  readonly #arrived = new BoundedMap<string, true>(mostRemembered);
  readonly #closing = new AbortController();

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** @returns whether it has arrived, as far as is known. */
  async send(to: string, letter: string): Promise<boolean> {
    const { self: from, publish } = this.#options;
    const id = randomUUID();
    const count = Math.max(1, Math.ceil(letter.length / partLength));
    if (count > mostParts) return false;
    const wait = (done: (isConfirmed: true) => void): void => void this.#unconfirmed.set(id, () => done(true));
    try {
      for (let tries = 0; tries < mostTries && !this.#closing.signal.aborted; tries += 1) {
        for (let index = 0; index < count; index += 1) {
          const text = letter.slice(index * partLength, (index + 1) * partLength);
          publish({ type: "part", from, to, id, index, count, text });
        }
        if (await waitFor<true>(wait, this.#closing.signal, resendMs + 2 * count)) return true;
      }
      return false;
    } finally {
      this.#unconfirmed.delete(id);
    }
  }

  /** A part for this process. */
  receive({ id, from, index, count, text }: Part): void {
    const { self, publish, arrived } = this.#options;
    const confirm = (): void => publish({ type: "got", from: self, to: from, id });
    if (this.#arrived.has(id)) return confirm();
    const letter = this.#incoming.get(id) ?? { parts: Array.from({ length: count }, () => undefined), missing: count };
    this.#incoming.set(id, letter);
    if (index >= letter.parts.length || letter.parts[index] !== undefined) return;
    letter.parts[index] = text;
    letter.missing -= 1;
    if (letter.missing > 0) return;
    this.#incoming.delete(id);
    this.#arrived.set(id, true);
    confirm();
    arrived(letter.parts.join(""), from);
  }

  confirm(id: string): void {
    this.#unconfirmed.get(id)?.();
  }

  [Symbol.dispose](): void {
    this.#closing.abort();
  }
}
