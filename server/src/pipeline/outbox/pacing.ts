/**
 * Keeps the messages of each connector to what its platform allows in a second. Up to one second's worth may go at once;
 * the rest is spread evenly (the generic cell rate algorithm).
 */
export class Pacing {
  /** When the connector's allowance would be used up evenly: milliseconds since 1970. */
  readonly #theoreticalAt = new Map<string, number>();
  /** When lanes that had to wait may go: without a time of their own, all of them would come back for the same one. */
  readonly #reserved = new Map<string, number>();

  /** @returns milliseconds that the lane has to wait; 0: go now, and it is counted. */
  take(connectorId: string, lane: string, perSecond: number | undefined, now: number): number {
    if (perSecond === undefined) return 0;
    const time = this.#reserved.get(lane) ?? this.#next(connectorId, 1_000 / perSecond, now);
    if (time > now) this.#reserved.set(lane, time);
    else this.#reserved.delete(lane);
    return Math.max(0, time - now);
  }

  /** @returns when the next message of the connector may go, and counts it. */
  #next(connectorId: string, gap: number, now: number): number {
    const at = Math.max(this.#theoreticalAt.get(connectorId) ?? now, now);
    this.#theoreticalAt.set(connectorId, at + gap);
    return Math.ceil(at - Math.max(0, 1_000 - gap));
  }
}
