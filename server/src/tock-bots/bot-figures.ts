import type { Metric } from "#channel/host/metric.ts";

/** What monitoring sees of one bot. */
export class BotFigures {
  #answered = 0;
  #failed = 0;
  #waiting = 0;

  get waiting(): number {
    return this.#waiting;
  }

  /** A turn begins. One that does not end by `answered` has failed, or nobody has waited for it. */
  begin(): Disposable & { answered(): void } {
    this.#waiting += 1;
    let isAnswered = false;
    return {
      answered: () => (isAnswered = true),
      [Symbol.dispose]: () => {
        this.#waiting -= 1;
        if (isAnswered) this.#answered += 1;
        else this.#failed += 1;
      },
    };
  }

  metrics(sockets: number | undefined): Metric[] {
    return [
      {
        name: "causerie_bot_turns_total",
        help: "Turns that a bot elsewhere was asked to answer, by how that ended",
        kind: "counter",
        values: [
          { labels: { outcome: "answered" }, value: this.#answered },
          { labels: { outcome: "unanswered" }, value: this.#failed },
        ],
      },
      {
        name: "causerie_bot_waiting_turns",
        help: "Turns that wait for a bot elsewhere",
        kind: "gauge",
        values: [{ value: this.#waiting }],
      },
      ...(sockets === undefined
        ? []
        : [
            {
              name: "causerie_bot_sockets",
              help: "Open sockets of a bot elsewhere",
              kind: "gauge" as const,
              values: [{ value: sockets }],
            },
          ]),
    ];
  }
}
