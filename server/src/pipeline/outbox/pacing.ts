/**
 * Keeps the messages of each connector to what its platform allows in a second. Up to one second's worth may go at once;
 * the rest is spread evenly (the generic cell rate algorithm).
 */
export class Pacing {
  /** When the connector's allowance would be used up evenly: milliseconds since 1970. */
  readonly #theoreticalAt = new Map<string, number>();

  /** @returns milliseconds to wait; 0: go now, and it is counted. */
  take(connectorId: string, perSecond: number | undefined, now: number): number {
    if (perSecond === undefined) return 0;
    const gap = 1_000 / perSecond;
    const at = Math.max(this.#theoreticalAt.get(connectorId) ?? now, now);
    const wait = at - now - (1_000 - gap);
    if (wait > 0) return Math.ceil(wait);
    this.#theoreticalAt.set(connectorId, at + gap);
    return 0;
  }
}
