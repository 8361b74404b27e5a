import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";

/** How the server reaches the sites of others. Tests put another in its place; no configuration can. */
export type Network = {
  /** All addresses of a name, of both families. None: nobody knows it. */
  resolve(hostname: string, signal: AbortSignal): Promise<LookupAddress[]>;
  /** Where a public address is reached that was found to be good. Undefined: at itself. */
  detour?: { address: string; port: number };
};

/** Milliseconds that a name server may take. */
const nameMs = 2_000;

/**
 * The name servers that this machine has, asked directly: the system's own look-up has a few threads for all of the process, and a name
 * server that is slow on purpose would hold up whatever else needs them.
 */
export const internet: Network = {
  async resolve(hostname, signal) {
    const resolver = new Resolver({ timeout: nameMs, tries: 1 });
    const cancel = (): void => resolver.cancel();
    signal.addEventListener("abort", cancel);
    try {
      const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      return [...toAddresses(four, 4), ...toAddresses(six, 6)];
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  },
};

function toAddresses(result: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return result.status === "fulfilled" ? result.value.map((address) => ({ address, family })) : [];
}
