import type { Metric } from "#channel/host/metric.ts";

/** Sockets of a bot. `elsewhere`: at other processes. `relayed`: turns asked by one of those. Undefined: there are no others. */
export type SocketFigures = { own: number; elsewhere?: number; relayed?: number };

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

  metrics(sockets: SocketFigures | undefined): Metric[] {
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
      ...single("gauge", "causerie_bot_sockets", "Open sockets of a bot elsewhere", sockets?.own),
      ...single(
        "gauge",
        "causerie_bot_sockets_elsewhere",
        "Open sockets of a bot at the other processes of this server",
        sockets?.elsewhere,
      ),
      ...single(
        "counter",
        "causerie_bot_relayed_turns_total",
        "Questions to a bot that went over a socket of another process of this server",
        sockets?.relayed,
      ),
    ];
  }
}

function single(kind: "gauge" | "counter", name: string, help: string, value: number | undefined): Metric[] {
  return value === undefined ? [] : [{ name, help, kind, values: [{ value }] }];
}
