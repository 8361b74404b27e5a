import { RequestError } from "@causerie/server/app/errors.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { amendContract } from "#contract/store/conversation/amend-contract.ts";
import { conversationsContract } from "#contract/store/conversation/conversations-contract.ts";
import { editsContract } from "#contract/store/conversation/edits-contract.ts";
import { eventsContract } from "#contract/store/conversation/events-contract.ts";
import { growthContract } from "#contract/store/conversation/growth-contract.ts";
import { leasesContract } from "#contract/store/turns/leases-contract.ts";
import { orderContract } from "#contract/store/conversation/order-contract.ts";
import { outboxContract } from "#contract/store/turns/outbox-contract.ts";
import { partsContract } from "#contract/store/turns/parts-contract.ts";
import { peopleContract } from "#contract/store/people/people-contract.ts";
import { personsContract } from "#contract/store/people/persons-contract.ts";
import { reportsContract } from "#contract/store/turns/reports-contract.ts";
import { sessionsContract } from "#contract/store/people/sessions-contract.ts";
import { queue, textEvent } from "./store-samples.ts";
import { tokensContract } from "#contract/store/people/tokens-contract.ts";
import { tooOldContract } from "#contract/store/conversation/too-old-contract.ts";
import { turnLeasesContract } from "#contract/store/turns/turn-leases-contract.ts";
import { pushContract } from "#contract/store/people/push-contract.ts";
import { uploadsContract } from "#contract/store/files/uploads-contract.ts";
import { textsContract } from "#contract/store/texts-contract.ts";
import { turnsContract } from "#contract/store/turns/turns-contract.ts";

/** What every store promises. `open` gives a new, empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  amendContract(name, open);
  eventsContract(name, open);
  turnsContract(name, open);
  orderContract(name, open);
  turnLeasesContract(name, open);
  tokensContract(name, open);
  outboxContract(name, open);
  partsContract(name, open);
  editsContract(name, open);
  tooOldContract(name, open);
  reportsContract(name, open);
  peopleContract(name, open);
  personsContract(name, open);
  conversationsContract(name, open);
  leasesContract(name, open);
  growthContract(name, open);
  sessionsContract(name, open);
  uploadsContract(name, open);
  textsContract(name, open);
  pushContract(name, open);

  describe(`${name}: health`, () => {
    test("a new store is ready and has nothing to do", async () => {
      await using store = await open();
      await store.ready();
      expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 0, waitingDeliveries: 0 });
    });

    test("it says for how long what waits has waited, a delivery since it was queued", async () => {
      await using store = await open();
      expect(await store.stats()).toMatchObject({ oldestUnansweredMs: undefined, deliveries: [] });
      const now = Date.now();
      await queue(store, "bob", ["b.1"], now - 300_000);
      await store.outbox.begin("bob", now - 200_000);
      await store.outbox.retry("b.1", now + 60_000, { reason: "away" });
      await queue(store, "cy", ["c.1"], now - 100_000);
      await store.outbox.begin("cy", now - 100_000);
      for (const [id, at] of [
        ["a", now - 400_000],
        ["b", now],
      ] as const)
        await store.events.append(textEvent(id, id), at);
      const { oldestUnansweredMs = 0, deliveries, ...counts } = await store.stats();
      expect(counts).toEqual({ unanswered: 2, deadLetters: 0, waitingDeliveries: 2 });
      expect(deliveries).toMatchObject([
        { connectorId: "web", state: "queued", count: 1 },
        { connectorId: "web", state: "sending", count: 1 },
      ]);
      const ages = [oldestUnansweredMs, ...deliveries.map(({ oldestMs }) => oldestMs)];
      for (const [index, expected] of [400_000, 300_000, 100_000].entries()) {
        expect(ages[index]).toBeGreaterThanOrEqual(expected);
        expect(ages[index]).toBeLessThan(expected + 90_000);
      }
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
