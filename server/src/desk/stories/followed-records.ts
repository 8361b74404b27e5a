import { isDeepStrictEqual } from "node:util";
import type { Logger } from "#app/logger.ts";
import type { Signals } from "#pipeline/signals/signals.ts";

type Parts<Value> = {
  read: () => Promise<Value>;
  /** What the processes call it among themselves. */
  news: string;
  signals: Pick<Signals, "publish" | "subscribeToServer">;
  logger: Logger;
};

/** How often each process looks for what a lost signal would have told it. */
const lookEveryMs = 10_000;

/** What the team decides, in the memory of each process: a turn waits for nothing of it. */
export class FollowedRecords<Value> implements Disposable {
  readonly #parts: Parts<Value>;
  readonly #timer: NodeJS.Timeout;
  readonly #listening: Disposable;
  #value: Value;
  /** Of readings that overlap the one that was begun last counts. */
  #readings = 0;

  private constructor(parts: Parts<Value>, value: Value) {
    this.#parts = parts;
    this.#value = value;
    this.#listening = parts.signals.subscribeToServer((signal) => {
      if (signal.type === "desk" && signal.news === parts.news) this.#look();
    });
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  /** Before the first turn, which must find it. */
  static async open<Value>(parts: Parts<Value>): Promise<FollowedRecords<Value>> {
    const followed = new FollowedRecords(parts, await parts.read());
    // What has changed before it listened.
    await followed.#read();
    return followed;
  }

  /** Another object after each change, and the same one until then. */
  get value(): Value {
    return this.#value;
  }

  /** It has changed: here now, and in the other processes. */
  async changed(): Promise<void> {
    this.#parts.signals.publish("", { type: "desk", news: this.#parts.news });
    await this.#read();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#listening[Symbol.dispose]();
  }

  #look(): void {
    const { logger, news } = this.#parts;
    this.#read().catch((err: unknown) =>
      logger.error({ err, about: news }, "what the desk decides was not read; what was read before holds"),
    );
  }

  async #read(): Promise<void> {
    const reading = ++this.#readings;
    const value = await this.#parts.read();
    if (reading === this.#readings && !isDeepStrictEqual(value, this.#value)) this.#value = value;
  }
}
