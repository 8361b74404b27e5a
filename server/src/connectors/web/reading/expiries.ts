/** What ends when its token expires. */
type Expiring = { end(reason: "expired"): void };

/** Between two looks at all of them: so much later than its token a connection may end. */
const leastPauseMs = 100;
/** Node cannot wait longer. */
const mostPauseMs = 2 ** 31 - 1;

/**
 * Ends connections when their tokens expire. One timer serves all of them: one each, with its closure, would cost every
 * idle connection as much as its log reader does, and renewed tokens leave most of them without use.
 */
export class Expiries implements Disposable {
  readonly #now: () => number;
  readonly #times = new Map<Expiring, number>();
  #timer: NodeJS.Timeout | undefined;
  #nextAt = Infinity;

  /** @param now the clock of the tokens; milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  set(connection: Expiring, time: number): void {
    this.#times.set(connection, time);
    if (time < this.#nextAt) this.#plan(time, 0);
  }

  delete(connection: Expiring): void {
    this.#times.delete(connection);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#times.clear();
  }

  #plan(time: number, leastMs: number): void {
    clearTimeout(this.#timer);
    this.#nextAt = time;
    this.#timer = setTimeout(() => this.#look(), Math.min(mostPauseMs, Math.max(leastMs, time - this.#now())));
    // It keeps no process alive that has nothing else to do.
    this.#timer.unref();
  }

  #look(): void {
    const now = this.#now();
    let next = Infinity;
    this.#nextAt = Infinity;
    for (const [connection, time] of this.#times) {
      if (time > now) next = Math.min(next, time);
      else {
        this.#times.delete(connection);
        connection.end("expired");
      }
    }
    if (next < this.#nextAt) this.#plan(next, leastPauseMs);
  }
}
