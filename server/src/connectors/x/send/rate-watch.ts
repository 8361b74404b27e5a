/** The names of X's limits, by their headers: of a quarter of an hour, and of a day for the account and for the app. */
const windows = ["x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"];

/** X names the second since 1970 in which it takes more. A clock that is a little behind must not come too early. */
const marginMs = 1_000;
const mostMs = 24 * 3_600_000;

/** How many messages X takes yet, by what it says with each answer: the next one waits, in place of being refused. */
export class RateWatch {
  readonly #now: () => number;
  #until = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  see(headers: Headers): void {
    const wait = untilReset(headers, this.#now());
    if (wait !== undefined) this.#until = this.#now() + wait;
  }

  /** Milliseconds. */
  pause(): number {
    return Math.max(0, this.#until - this.#now());
  }
}

/** Milliseconds until X takes more, by the limit that is used up. Undefined: none is. */
export function untilReset(headers: Headers, now: number): number | undefined {
  const waits = windows.flatMap((window) => {
    const reset = Number(headers.get(`${window}-reset`) ?? Number.NaN) * 1_000;
    if (headers.get(`${window}-remaining`) !== "0" || !Number.isFinite(reset)) return [];
    return [Math.min(Math.max(0, reset - now) + marginMs, mostMs)];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}
