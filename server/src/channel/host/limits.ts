/** At most `count` uses in `seconds`, per key. */
export type Rate = { count: number; seconds: number };

/** Counts one use of `key`, or as many as it weighs. @throws RequestError `rate_limited`, with the time to wait. */
export type RateLimit = (key: string, weight?: number) => Promise<void>;

/** Counts what people do, in all processes of the server together. */
export interface Limits {
  /** @param name tells this limit from others. */
  rate(name: string, rate: Rate): RateLimit;
  /**
   * Takes one of the `max` permits that `key` has at a time; disposing gives it back.
   *
   * @returns undefined when all are taken.
   */
  acquire(name: string, key: string, max: number): Promise<Disposable | undefined>;
}
