import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { TurnReport } from "#bot/turn-report.ts";
import type { Metric } from "#channel/host/metric.ts";
import type { StoreStats } from "#store/store.ts";

/** What is asked when somebody reads the metrics. */
export type MetricSources = {
  stats(): Promise<StoreStats>;
  /** Of each connector. */
  connectors(): readonly { id: string; metrics: readonly Metric[] }[];
  /** Of each bot that runs elsewhere. */
  bots(): readonly { id: string; metrics: readonly Metric[] }[];
  /** Ids of the bot's stories. */
  stories: Iterable<string>;
  /** Whether new conversations are turned away, and how many were. */
  load: { readonly isShedding: boolean; readonly refused: number };
  /** Connections that were cut at the bound of the port, if it is ours. */
  droppedConnections?(): number;
};

/** How a delivery or a turn ended: see {@link Metrics}. */
export type DeliveryEnd = "delivered" | "refused" | "unknown" | "retried";

/**
 * The server's figures in Prometheus's text format. Labels are ids of stories and connectors, kinds and codes: each from a
 * bounded set, none from what people send.
 */
export class Metrics implements Disposable {
  readonly #registry = new Registry();
  readonly #sources: MetricSources;
  readonly #turns = new Histogram({
    name: "causerie_turn_seconds",
    help: "From the begin of a turn to its commit, by story, connector and outcome",
    labelNames: ["story", "connector", "outcome"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers: [this.#registry],
  });
  readonly #understood = this.#counter(
    "causerie_understood_total",
    "Events, by what gave them their meaning",
    "source",
  );
  readonly #deliveries = this.#counter(
    "causerie_deliveries_total",
    "Ends of attempts to deliver: delivered, retried (not delivered), unknown (perhaps delivered), refused (given up)",
    "connector",
    "outcome",
    "reason",
  );
  readonly #refused = this.#counter(
    "causerie_refused_deliveries_total",
    "Deliveries given up; there from the start at 0, for each connector",
    "connector",
  );
  readonly #failed = this.#counter(
    "causerie_failed_turns_total",
    "Turns whose story failed; there from the start at 0, for each story",
    "story",
  );
  readonly #deadLetters = this.#counter(
    "causerie_dead_letters_total",
    "Events given up, by the kind of their last error",
    "reason",
  );
  readonly #fenced = this.#counter(
    "causerie_fenced_writes_total",
    "Writes refused because another process has taken over the turn",
  );
  readonly #losses = this.#counter(
    "causerie_losses_total",
    "Messages that a channel cannot show as they were meant",
    "channel",
  );
  readonly #continued = this.#counter(
    "causerie_continued_total",
    "People who came by a link from another channel, by what became of it",
    "connector",
    "outcome",
  );
  readonly #opinions = this.#counter(
    "causerie_opinions_total",
    "Opinions about messages and answers to ratings: up, neutral or down, and the score where there was one",
    "connector",
    "value",
    "score",
  );
  readonly #failures = this.#counter(
    "causerie_understanding_failures_total",
    "Failures of an understanding service",
    "service",
  );

  readonly #waiting: Readonly<Record<"unanswered" | "deadLetters" | "waitingDeliveries", Gauge>> = {
    unanswered: this.#gauge("causerie_unanswered_events", "Events that await their answer"),
    deadLetters: this.#gauge("causerie_dead_letters", "Dead letters that wait for the operator"),
    waitingDeliveries: this.#gauge(
      "causerie_waiting_deliveries",
      "Deliveries that are queued, on their way, or perhaps delivered",
    ),
  };
  readonly #oldestUnanswered = this.#gauge(
    "causerie_oldest_unanswered_seconds",
    "For how long the oldest event has awaited its answer; 0: none does",
  );
  readonly #outbox = this.#gauge(
    "causerie_outbox_deliveries",
    "Deliveries that are queued, being sent, or perhaps delivered",
    "connector",
    "state",
  );
  readonly #outboxOldest = this.#gauge(
    "causerie_outbox_oldest_seconds",
    "For how long the oldest of them has waited since it was queued",
    "connector",
    "state",
  );
  readonly #storeUp = this.#gauge("causerie_store_up", "Whether the store has answered just now: 1 or 0");
  readonly #shedding = this.#gauge(
    "causerie_shedding",
    "Whether new conversations are turned away, as the process is overloaded: 1 or 0",
  );
  readonly #shed = this.#counter("causerie_shed_total", "New conversations that were turned away since the start");
  readonly #dropped = this.#counter(
    "causerie_dropped_connections_total",
    "Connections that were cut because the server had as many as it may have",
  );
  readonly #reasons = new BoundedLabels();

  constructor(sources: MetricSources) {
    this.#sources = sources;
    collectDefaultMetrics({ register: this.#registry });
    // An increase begins at a figure that is there: one that is born at 1 has never increased, and wakes nobody.
    for (const story of sources.stories) this.#failed.inc({ story }, 0);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All figures as text. Those of the store are missing while it does not answer. */
  async read(): Promise<string> {
    await this.#askStore();
    const { isShedding, refused } = this.#sources.load;
    this.#shedding.set(Number(isShedding));
    this.#shed.reset();
    this.#shed.inc(refused);
    this.#dropped.reset();
    this.#dropped.inc(this.#sources.droppedConnections?.() ?? 0);
    const connectors = this.#sources.connectors();
    for (const { id: connector } of connectors) this.#refused.inc({ connector }, 0);
    const others = [await describe("connector", connectors), await describe("bot", this.#sources.bots())];
    return [await this.#registry.metrics(), ...others].join("");
  }

  async #askStore(): Promise<void> {
    try {
      this.#setQueues(await this.#sources.stats());
      this.#storeUp.set(1);
    } catch {
      for (const gauge of [...Object.values(this.#waiting), this.#oldestUnanswered]) gauge.remove();
      this.#clearOutbox();
      this.#storeUp.set(0);
    }
  }

  #setQueues(stats: StoreStats): void {
    const { unanswered, oldestUnansweredMs = 0, deadLetters, waitingDeliveries, deliveries } = stats;
    this.#waiting.unanswered.set(unanswered);
    this.#waiting.deadLetters.set(deadLetters);
    this.#waiting.waitingDeliveries.set(waitingDeliveries);
    this.#oldestUnanswered.set(oldestUnansweredMs / 1000);
    // A queue that is empty now has no age, and must not keep its last one.
    this.#clearOutbox();
    for (const { connectorId: connector, state, count, oldestMs } of deliveries) {
      this.#outbox.set({ connector, state }, count);
      this.#outboxOldest.set({ connector, state }, oldestMs / 1000);
    }
  }

  #clearOutbox(): void {
    this.#outbox.reset();
    this.#outboxOldest.reset();
  }

  turn(report: TurnReport): void {
    if (report.type === "losses") this.#losses.inc({ channel: report.channel });
    else if (report.type === "misunderstood") this.#failures.inc({ service: report.service });
    else if (report.type === "continued")
      this.#continued.inc({ connector: report.connectorId, outcome: report.outcome });
    else if (report.type === "handled") {
      const { connectorId, outcome, source, ms } = report;
      this.#turns.observe({ story: outcome.story ?? "", connector: connectorId, outcome: outcome.outcome }, ms / 1000);
      if (outcome.outcome === "failed") this.#failed.inc({ story: outcome.story ?? "" });
      this.#understood.inc({ source });
      const { opinion } = report;
      if (opinion !== undefined)
        this.#opinions.inc({ connector: connectorId, value: opinion.value, score: String(opinion.score ?? "") });
    }
  }

  delivery(connector: string, outcome: DeliveryEnd, reason = ""): void {
    this.#deliveries.inc({ connector, outcome, reason: this.#reasons.of(reason) });
    if (outcome === "refused") this.#refused.inc({ connector });
  }

  deadLetter(reason: string): void {
    this.#deadLetters.inc({ reason: this.#reasons.of(reason) });
  }

  fencedWrite(): void {
    this.#fenced.inc();
  }

  [Symbol.dispose](): void {
    this.#registry.clear();
  }

  #counter<Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}

/** Connectors of one kind have figures of one name, and so have bots; the id tells them apart. */
async function describe(
  whose: "connector" | "bot",
  all: readonly { id: string; metrics: readonly Metric[] }[],
): Promise<string> {
  const registry = new Registry();
  for (const { id, metrics } of all)
    for (const { name, help, kind, values } of metrics) {
      const known = registry.getSingleMetric(name);
      const labelNames = [whose, ...new Set(values.flatMap(({ labels = {} }) => Object.keys(labels)))];
      const Kind = kind === "counter" ? Counter : Gauge;
      const metric = (known ?? new Kind({ name, help, labelNames, registers: [registry] })) as Counter | Gauge;
      for (const { labels = {}, value } of values) metric.inc({ [whose]: id, ...labels }, value);
    }
  return await registry.metrics();
}

/** Codes of platforms become labels. Each new label is kept for good, so what would be the hundredth is "other". */
class BoundedLabels {
  readonly #known = new Set<string>();

  of(text: string): string {
    const isLabel = /^[\w.:-]{0,60}$/.test(text);
    if (!isLabel || (this.#known.size >= 99 && !this.#known.has(text))) return "other";
    this.#known.add(text);
    return text;
  }
}
