import { direct } from "@causerie/server/channel/address.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { textEvent } from "./store-samples.ts";

/** How every store finds people. */
export function peopleContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: people`, () => {
    test("a person is found by their id on a connector, and a conversation says where it is held", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello"), 1_000);
      expect(await store.people.conversationOf("web", "user-ada")).toBe("ada");
      expect(await store.people.conversationOf("page", "user-ada")).toBeUndefined();
      expect(await store.people.conversationOf("web", "nobody")).toBeUndefined();
      expect(await store.people.addressOf("ada")).toEqual({ connectorId: "web", address: direct("user-ada") });
      expect(await store.people.addressOf("nobody")).toBeUndefined();
    });
  });
}
