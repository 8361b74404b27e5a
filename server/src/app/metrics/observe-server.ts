import type { TurnReport } from "#bot/turn-report.ts";
import { isSameSecret } from "#channel/kit/constant-time.ts";
import type { MetricsText } from "#http/serving/metrics.ts";
import type { Store } from "#store/store.ts";
import { type MetricSources, Metrics } from "./metrics.ts";
import { observeOutbox, observeTurns } from "./observe-stores.ts";

/** The parts of the server that its metrics look at: the same as before if nobody may read them. */
export type Observed = Pick<Store, "turns" | "outbox"> & {
  report: (report: TurnReport) => void;
  page: MetricsText | undefined;
};

/** @param token who shows it may read the metrics. Undefined: nothing is counted. */
export function observeServer(
  token: string | undefined,
  store: Store,
  others: { metrics(): ReturnType<MetricSources["connectors"]> } & Pick<
    MetricSources,
    "bots" | "load" | "stories" | "droppedConnections"
  >,
  parts: AsyncDisposableStack,
): Observed {
  if (token === undefined) return { turns: store.turns, outbox: store.outbox, report: () => {}, page: undefined };
  const metrics = parts.use(new Metrics({ ...others, stats: () => store.stats(), connectors: () => others.metrics() }));
  return {
    turns: observeTurns(store.turns, metrics),
    outbox: observeOutbox(store.outbox, metrics),
    report: (report) => metrics.turn(report),
    page: {
      contentType: metrics.contentType,
      read: () => metrics.read(),
      isToken: (given) => isSameSecret(given, token),
    },
  };
}
