/**
 * What the server remembers of the sessions of one connector's visitors, in all its processes. `generation`: how often the
 * session had been renewed before the token; null: a server of an older version made it, which did not count.
 */
export interface SessionKeeper {
  /**
   * Replaces a refresh token by the next. A replaced one that is used again ends the session (RFC 9700, section 4.14).
   * @param keepMs milliseconds after which every token of the session has expired.
   * @returns the generation of the next one; undefined: it is refused.
   */
  renew(visitorId: string, generation: number | null, keepMs: number): Promise<number | undefined>;
  /**
   * Why this refresh token would be refused; undefined: it would be taken. `replayed`, which an ended session tells as well:
   * it was replaced, so another may have it, and its holder must get nothing done.
   */
  refusalOf(visitorId: string, generation: number | null): Promise<"ended" | "replayed" | undefined>;
  /** A token that came with this generation is used, so its answer was not lost. */
  use(visitorId: string, generation: number | null): void;
  /**
   * Every token of the session is refused from now on.
   * @param keepMs as for `renew`.
   */
  end(visitorId: string, keepMs: number): Promise<void>;
  /**
   * For tokens that are checked often and live for a day at most: that long an end is known here. As far as this process
   * knows: it learns within seconds what another one has ended.
   */
  hasEnded(visitorId: string): boolean;
  /** Calls the listener for each session that ends, in whichever process, until disposed. */
  watch(ended: (visitorId: string) => void): Disposable;
}
