import type { TransportName } from "#chat/chat.ts";
import type { Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

/** Which transports this network does not let through. Those come last for a while, also on the next page. */
export type TransportRecord = {
  /** Reads, at the first call, what earlier pages found out on this network. */
  load(): Promise<void>;
  /** It brought nothing, while another one did. Each further failure doubles the time. */
  failed(name: TransportName, forMs: number): void;
  worked(name: TransportName): void;
  /** When it may be tried again. Undefined: nothing speaks against it. */
  retryAt(name: TransportName): number | undefined;
  /** Another network may let through what the last one did not. */
  forgetAll(): void;
};

const longestMs = 24 * 3600_000;

/** @param network names the kind of the network, as far as the browser tells it. */
export function createTransportRecord(storage: KeyValueStorage, clock: Clock, network: () => string): TransportRecord {
  const failures = new Map<string, { times: number; until: number }>();
  let loading: Promise<void> | undefined;

  const key = (): string => `transports ${network()}`;

  function save(): void {
    const entries = [...failures].map(([name, { times, until }]) => `${name} ${times} ${until}`);
    // Without storage the next page finds it out again, which costs it a moment.
    storage.set(key(), entries.join("\n")).catch(() => {});
  }

  async function load(): Promise<void> {
    const stored = await storage.get(key()).catch(() => undefined);
    for (const [, name = "", times, until] of stored?.matchAll(/(\w+) (\d+) (\d+)/g) ?? [])
      failures.set(name, { times: Number(times), until: Number(until) });
  }

  return {
    load: () => (loading ??= load()),
    failed(name, forMs) {
      if (name === "poll") return; // the last resort
      const times = (failures.get(name)?.times ?? 0) + 1;
      failures.set(name, { times, until: clock.now() + Math.min(longestMs, forMs * 2 ** Math.min(times - 1, 20)) });
      save();
    },
    worked(name) {
      if (failures.delete(name)) save();
    },
    retryAt: (name) => failures.get(name)?.until,
    forgetAll() {
      failures.clear();
      save();
    },
  };
}
