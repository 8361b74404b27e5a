import type { Measure } from "#desk/figures/counting/tally.ts";
import type { SummedCount } from "#desk/figures/figures-store.ts";

type Amounts = Map<string, number>;

/** Counts of some days, by measure and key, over all connectors that were asked for. */
export class CountedDays {
  readonly #measures = new Map<string, Amounts>();
  readonly #failures = new Map<string, Amounts>();

  add(counts: readonly SummedCount[]): void {
    for (const { connectorId, measure, key, amount } of counts) {
      increase(this.#measures, measure, key, amount);
      if (measure === "failure") increase(this.#failures, connectorId, key, amount);
    }
  }

  total(measure: Measure): number {
    return [...this.of(measure).values()].reduce((sum, amount) => sum + amount, 0);
  }

  of(measure: Measure): ReadonlyMap<string, number> {
    return this.#measures.get(measure) ?? new Map();
  }

  /** Keys that are lists in JSON, with their amounts; the largest first. @param read a key, as whoever counts has written it. */
  lists<Key>(measure: Measure, read: (list: readonly unknown[]) => Key): { key: Key; amount: number }[] {
    return [...this.of(measure)]
      .filter(([, amount]) => amount > 0)
      .map(([key, amount]) => ({ key: read(JSON.parse(key) as unknown[]), amount }))
      .toSorted((a, b) => b.amount - a.amount);
  }

  failures(): { connector: string; cause: string; count: number }[] {
    return [...this.#failures]
      .flatMap(([connector, causes]) => [...causes].map(([cause, count]) => ({ connector, cause, count })))
      .toSorted((a, b) => b.count - a.count);
  }
}

function increase(all: Map<string, Amounts>, name: string, key: string, amount: number): void {
  const amounts = all.get(name) ?? new Map<string, number>();
  all.set(name, amounts);
  amounts.set(key, (amounts.get(key) ?? 0) + amount);
}
