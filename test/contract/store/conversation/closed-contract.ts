import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";

/** What a store promises to those who still ask while the server goes down: they are told to come again. */
export function closedContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: closed`, () => {
    test.each<[string, (store: Store) => Promise<unknown>]>([
      ["where a conversation is", (store) => store.log.position("ada")],
      ["to store an event", (store) => store.events.append(textEvent("a", "one"), 0)],
      ["for a turn", (store) => store.turns.begin("ada", 0)],
      ["for a delivery", (store) => store.outbox.begin("ada", 0)],
      ["for its figures", (store) => store.stats()],
    ])("who asks %s is told to come again", async (_what, ask) => {
      const store = await open();
      await store[Symbol.asyncDispose]();
      await expect(ask(store)).rejects.toMatchObject({ name: "RequestError", code: "unavailable" });
    });
  });
}
