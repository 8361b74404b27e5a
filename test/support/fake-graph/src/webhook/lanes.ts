/** Runs tasks one after the other within a lane, and side by side across lanes. */
export class Lanes {
  #tails = new Map<string, Promise<void>>();
  #running = new Set<Promise<unknown>>();

  /** A task in several lanes waits for all of them. */
  run(lanes: readonly string[], task: () => Promise<void>): void {
    const before = lanes.map((lane) => this.#tails.get(lane) ?? Promise.resolve());
    const done = this.track(Promise.all(before).then(task));
    for (const lane of lanes) this.#tails.set(lane, done);
    void done.finally(() => {
      for (const lane of lanes) if (this.#tails.get(lane) === done) this.#tails.delete(lane);
    });
  }

  /** Counts work that `idle` has to wait for. */
  track<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
    return work;
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
