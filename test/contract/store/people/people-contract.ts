import { type Alias, direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, queue, readTexts, textEvent } from "#contract/store/store-samples.ts";

const phone: Alias = { type: "phone", value: "+33 1 23" };
const handle: Alias = { type: "handle", value: "@ada" };
const refused = { name: "RequestError", code: "not_found" };

/** Ada says something under this id, and is known by these aliases, too. */
function saidBy(user: string, id: string, aliases: Alias[], rest: Partial<InboundEvent> = {}): InboundEvent {
  return textEvent(id, id, { address: direct(user), from: { id: user, aliases }, ...rest });
}

/** How every store finds people, and knows them again under another id. */
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

    test("a person is found by an alias, with its type or without, on the connector where they have it", async () => {
      await using store = await open();
      await store.events.append(saidBy("user-ada", "a", [phone, handle]), 1_000);
      expect(await store.people.conversationOf("web", phone)).toBe("ada");
      expect(await store.people.conversationOf("web", "+33 1 23")).toBe("ada");
      expect(await store.people.conversationOf("web", handle)).toBe("ada");
      expect(await store.people.conversationOf("web", { type: "handle", value: "+33 1 23" })).toBeUndefined();
      expect(await store.people.conversationOf("web", { type: "id", value: "user-ada" })).toBeUndefined();
      expect(await store.people.conversationOf("page", phone)).toBeUndefined();
    });

    test("of several conversations the newest is found", async () => {
      await using store = await open();
      await store.events.append(saidBy("user-ada", "a", [phone], { conversationId: "first" }), 1_000);
      await store.events.append(saidBy("user-ada", "a", [phone], { conversationId: "second" }), 2_000);
      expect(await store.people.conversationOf("web", "user-ada")).toBe("second");
      expect(await store.people.conversationOf("web", phone)).toBe("second");
    });

    test("whoever has a known alias keeps their conversation under a new id", async () => {
      await using store = await open();
      await store.events.append(saidBy("old-id", "a", [phone]), 1_000);
      await store.events.append(saidBy("new-id", "b", [phone]), 2_000);
      expect(await readTexts(store, "ada")).toEqual(["> a", "> b"]);
      expect(await store.people.addressOf("ada")).toEqual({ connectorId: "web", address: direct("new-id") });
      expect((await beginTurn(store, "ada", 2_000)).event.address).toEqual(direct("new-id"));
      expect(await store.people.conversationOf("web", "new-id")).toBe("ada");
      expect(await store.people.conversationOf("web", "old-id")).toBeUndefined();
    });

    test("a change of identity moves the conversation, and what waits for delivery with it", async () => {
      await using store = await open();
      await queue(store, "ada", ["waits"], 1_000);
      const content = { type: "identity_change", previous: "user-ada" } as const;
      await store.events.append(textEvent("b", "", { address: direct("new-id"), content }), 2_000);
      await store.events.append(textEvent("c", "three", { address: direct("new-id") }), 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ address: direct("new-id") });
      expect(await store.people.conversationOf("web", "new-id")).toBe("ada");
      await expect(store.events.append(textEvent("d", "four"), 2_000)).rejects.toMatchObject(refused);
    });

    test("a change of identity takes the aliases and the other conversations of the person along", async () => {
      await using store = await open();
      await store.events.append(saidBy("user-ada", "a", [phone, handle], { conversationId: "first" }), 1_000);
      await store.events.append(saidBy("user-ada", "a", [], { conversationId: "second" }), 2_000);
      const content = { type: "identity_change", previous: "user-ada" } as const;
      await store.events.append(saidBy("new-id", "b", [], { conversationId: "first", content }), 3_000);
      expect(await store.people.conversationOf("web", phone)).toBe("second");
      expect(await store.people.conversationOf("web", handle)).toBe("second");
      expect(await store.events.append(saidBy("new-id", "b", [], { conversationId: "second" }), 3_000)).toMatchObject({
        seq: 2,
      });
    });

    test("a stranger finds no conversation, whatever they call themselves", async () => {
      await using store = await open();
      await store.events.append(saidBy("user-ada", "a", [phone]), 1_000);
      const claims: InboundEvent[] = [
        saidBy("eve", "b", []),
        saidBy("eve", "b", [handle]),
        // The alias of the right value and another type.
        saidBy("eve", "b", [{ type: "email", value: phone.value }]),
        saidBy("eve", "b", [], { content: { type: "identity_change", previous: "somebody else" } }),
        saidBy("eve", "b", [phone], { connectorId: "page" }),
      ];
      for (const claim of claims) await expect(store.events.append(claim, 2_000)).rejects.toMatchObject(refused);
      expect(await store.people.addressOf("ada")).toEqual({ connectorId: "web", address: direct("user-ada") });
      expect(await store.people.conversationOf("web", handle)).toBeUndefined();
      expect(await readTexts(store, "ada")).toEqual(["> a"]);
    });

    test("what is said in a group is said by a member: their aliases do not name the group", async () => {
      await using store = await open();
      await store.events.append(saidBy("user-ada", "a", [phone]), 1_000);
      const group = { user: "group-1", scope: "group" as const };
      const from = { id: "user-ada", aliases: [phone] };
      await store.events.append(textEvent("a", "hi all", { conversationId: "group", address: group, from }), 2_000);
      expect(await store.people.conversationOf("web", phone)).toBe("ada");
      expect(await store.people.conversationOf("web", "group-1")).toBe("group");
      // A member's alias does not open the conversation of the group, nor the group that of the member.
      const own = { conversationId: "group", address: direct("user-ada"), from };
      await expect(store.events.append(textEvent("b", "mine now", own), 2_000)).rejects.toMatchObject(refused);
      const shared = { address: group, from };
      await expect(store.events.append(textEvent("b", "ours now", shared), 2_000)).rejects.toMatchObject(refused);
    });

    test("people with the same alias on two connectors are two people", async () => {
      await using store = await open();
      await store.events.append(saidBy("user-ada", "a", [phone]), 1_000);
      await store.events.append(
        { ...eventOf("bob", "a"), connectorId: "page", from: { id: "user-bob", aliases: [phone] } },
        1_000,
      );
      expect(await store.people.conversationOf("web", phone)).toBe("ada");
      expect(await store.people.conversationOf("page", phone)).toBe("bob");
    });
  });
}
