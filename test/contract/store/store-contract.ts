import { RequestError } from "@causerie/server/app/errors.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { editsContract } from "./edits-contract.ts";
import { eventsContract } from "./events-contract.ts";
import { growthContract } from "./growth-contract.ts";
import { leasesContract } from "./leases-contract.ts";
import { outboxContract } from "./outbox-contract.ts";
import { peopleContract } from "./people-contract.ts";
import { reportsContract } from "./reports-contract.ts";
import { sessionsContract } from "./sessions-contract.ts";
import { textEvent } from "./store-samples.ts";
import { tokensContract } from "./tokens-contract.ts";
import { turnLeasesContract } from "./turn-leases-contract.ts";
import { turnsContract } from "./turns-contract.ts";

/** What every store promises. `open` gives a new, empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  eventsContract(name, open);
  turnsContract(name, open);
  turnLeasesContract(name, open);
  tokensContract(name, open);
  outboxContract(name, open);
  editsContract(name, open);
  reportsContract(name, open);
  peopleContract(name, open);
  leasesContract(name, open);
  growthContract(name, open);
  sessionsContract(name, open);

  describe(`${name}: health`, () => {
    test("a new store is ready and has nothing to do", async () => {
      await using store = await open();
      await store.ready();
      expect(await store.stats()).toEqual({ unanswered: 0, deadLetters: 0, waitingDeliveries: 0 });
    });

    test("a refusal is an error that the peer is told of", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const refusal = await store.events.append(textEvent("a", "two"), 1_000).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RequestError);
      expect(String(refusal)).not.toContain("two");
    });
  });
}
