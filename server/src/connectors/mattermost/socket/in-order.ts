/** Does the work of one channel one after another: what answers in a thread must not overtake what began it. Channels go side by side. */
export class InOrder {
  readonly #last = new Map<string, Promise<void>>();

  async do(channel: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(channel);
    const mine = before === undefined ? work() : before.then(work);
    // What fails is its own caller's business.
    const settled = mine.catch(() => undefined);
    this.#last.set(channel, settled);
    await settled;
    if (this.#last.get(channel) === settled) this.#last.delete(channel);
    await mine;
  }
}
