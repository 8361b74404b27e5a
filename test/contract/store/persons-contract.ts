import type { Json } from "@causerie/server/channel/json.ts";
import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { ConversationState } from "@causerie/server/conversation/conversation.ts";
import type { LinkRequest } from "@causerie/server/identity/person-links.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, textEvent } from "./store-samples.ts";

const web = { connectorId: "web", userId: "v_ada" };
const page = { connectorId: "page", userId: "4711" };
const answer = { events: [], deliveries: [] };
let events = 0;

function said(conversationId: string, rest: Partial<InboundEvent> = {}): InboundEvent {
  const connectorId = conversationId.split(" ")[0] ?? "";
  events += 1;
  return textEvent(`e${events}`, "hi", {
    connectorId,
    conversationId,
    address: direct(userOf(conversationId)),
    ...rest,
  });
}

function userOf(conversationId: string): string {
  return conversationId.split(" ")[1] ?? "";
}

/** A turn in which a story keeps this about the person. Conversations are called "<connector> <user>". */
async function remember(
  store: Store,
  conversationId: string,
  change: (user: Record<string, Json>) => void,
): Promise<void> {
  await store.events.append(said(conversationId), 1_000);
  const lease = await beginTurn(store, conversationId, 1_000);
  const user = structuredClone(lease.conversation.state.user ?? {});
  change(user);
  await store.turns.commit(lease, answer, { ...lease.conversation.state, user }, 1_000);
}

/** What a turn of the conversation finds. */
async function found(
  store: Store,
  conversationId: string,
): Promise<Pick<ConversationState, "user"> & { linkedTo: readonly string[] }> {
  await store.events.append(said(conversationId), 1_000);
  const lease = await beginTurn(store, conversationId, 1_000);
  const { state, linkedTo = [] } = lease.conversation;
  await store.turns.commit(lease, answer, state, 1_000);
  return { user: state.user ?? {}, linkedTo };
}

function request(rest: Partial<LinkRequest> = {}): LinkRequest {
  return { ref: "r1", keepMs: 86_400_000, by: "event-1", issuer: web, redeemer: page, oneEach: true, ...rest };
}

/** How every store keeps who is one person on several connectors. */
export function personsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: persons`, () => {
    test("two sides that are joined share one memory; of what both know the issuer's counts", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => Object.assign(user, { name: "Ada", city: "Lille" }));
      await remember(store, "page 4711", (user) =>
        Object.assign(user, { city: "Lyon", "a\u0000 b": ["\u0000", null] }),
      );
      expect(await store.links.personOf(web)).toBeUndefined();
      expect(await store.links.link(request(), Date.now())).toBe("linked");
      const memory = { name: "Ada", city: "Lille", "a\u0000 b": ["\u0000", null] };
      const members = [page, web];
      expect(await store.links.personOf(web)).toEqual({ members, memory });
      expect(await store.links.personOf(page)).toEqual({ members, memory });
      expect(await found(store, "page 4711")).toEqual({ user: memory, linkedTo: ["web"] });
      expect(await found(store, "web v_ada")).toEqual({ user: memory, linkedTo: ["page"] });
    });

    test("what one side learns, changes or forgets, the other knows in its next turn", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => Object.assign(user, { name: "Ada", city: "Lille" }));
      await remember(store, "page 4711", () => {});
      await store.links.link(request(), Date.now());
      await remember(store, "page 4711", (user) => {
        user["city"] = { from: "Lille" };
        delete user["name"];
      });
      expect((await found(store, "web v_ada")).user).toEqual({ city: { from: "Lille" } });
      await remember(store, "web v_ada", (user) => (user["name"] = "Ada"));
      expect((await found(store, "page 4711")).user).toEqual({ city: { from: "Lille" }, name: "Ada" });
    });

    test("turns of both sides at once lose only what both have changed", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => Object.assign(user, { a: 1, b: 1, both: 0 }));
      await remember(store, "page 4711", () => {});
      await store.links.link(request(), Date.now());
      for (const id of ["web v_ada", "page 4711"]) await store.events.append(said(id), 1_000);
      const one = await beginTurn(store, "web v_ada", 1_000);
      const other = await beginTurn(store, "page 4711", 1_000);
      const commit = (lease: typeof one, changed: Record<string, Json>) =>
        store.turns.commit(
          lease,
          answer,
          { ...lease.conversation.state, user: { ...lease.conversation.state.user, ...changed } },
          1_000,
        );
      await Promise.all([commit(one, { a: 2, both: 1 }), commit(other, { b: 2, both: 2 })]);
      const { user = {} } = await found(store, "web v_ada");
      expect(user).toMatchObject({ a: 2, b: 2 });
      expect([1, 2]).toContain(user["both"]);
      expect((await found(store, "page 4711")).user).toEqual(user);
    });

    test("what a turn learns that was under way when its side was joined is not lost", async () => {
      await using store = await open();
      await remember(store, "page 4711", () => {});
      await store.events.append(said("web v_ada"), 1_000);
      const lease = await beginTurn(store, "web v_ada", 1_000);
      expect(await store.links.link(request(), Date.now())).toBe("linked");
      await store.turns.commit(lease, answer, { ...lease.conversation.state, user: { name: "Ada" } }, 1_000);
      expect((await found(store, "page 4711")).user).toEqual({ name: "Ada" });
    });

    test("nor what a turn learns whose commit and the link are stored at once", async () => {
      await using store = await open();
      const pairs = Array.from({ length: 20 }, (_, n) => ({ issuer: `v_${n}`, redeemer: `${n}` }));
      const lost = await Promise.all(
        pairs.map(async ({ issuer, redeemer }) => {
          await remember(store, `page ${redeemer}`, () => {});
          await store.events.append(said(`web ${issuer}`), 1_000);
          const lease = await beginTurn(store, `web ${issuer}`, 1_000);
          const sides = {
            issuer: { connectorId: "web", userId: issuer },
            redeemer: { connectorId: "page", userId: redeemer },
          };
          const [outcome] = await Promise.all([
            store.links.link(request({ ref: issuer, by: issuer, ...sides }), Date.now()),
            store.turns.commit(lease, answer, { ...lease.conversation.state, user: { name: "Ada" } }, 1_000),
          ]);
          expect(outcome).toBe("linked");
          return (await found(store, `page ${redeemer}`)).user?.["name"] === "Ada" ? [] : [issuer];
        }),
      );
      expect(lost.flat()).toEqual([]);
    });

    test("of several who come with one ref at once, one is linked; its event gets the same answer again", async () => {
      await using store = await open();
      const guests = Array.from({ length: 8 }, (_, index) => ({ connectorId: "page", userId: `${4700 + index}` }));
      for (const id of ["web v_ada", ...guests.map(({ userId }) => `page ${userId}`)])
        await remember(store, id, () => {});
      const link = () =>
        Promise.all(
          guests.map((redeemer) => store.links.link(request({ redeemer, by: `event-${redeemer.userId}` }), Date.now())),
        );
      const outcomes = await link();
      expect(outcomes.toSorted()).toEqual(["linked", ...Array.from({ length: 7 }, () => "used")]);
      expect(await link()).toEqual(outcomes);
      const person = await store.links.personOf(web);
      expect(person?.members).toEqual([guests[outcomes.indexOf("linked")], web]);
    });

    test("one person is made of two sides that join each other at once", async () => {
      await using store = await open();
      await remember(store, "web v_ada", () => {});
      await remember(store, "page 4711", () => {});
      const outcomes = await Promise.all([
        store.links.link(request(), Date.now()),
        store.links.link(request({ ref: "r2", by: "event-2", issuer: page, redeemer: web }), Date.now()),
      ]);
      expect(outcomes.toSorted()).toEqual(["already_linked", "linked"]);
      expect((await store.links.personOf(web))?.members).toEqual([page, web]);
    });

    test("nobody is taken out of a person, and nobody gets into one whom its sides did not invite", async () => {
      await using store = await open();
      const bob = { connectorId: "web", userId: "v_bob" };
      const other = { connectorId: "page", userId: "4712" };
      for (const id of ["web v_ada", "page 4711", "web v_bob", "page 4712"]) await remember(store, id, () => {});
      const link = (ref: string, rest: Partial<LinkRequest>) =>
        store.links.link(request({ ref, by: ref, ...rest }), Date.now());
      expect(await link("1", {})).toBe("linked");
      expect(await link("2", {})).toBe("already_linked");
      // Bob sends his link to Ada: she stays who she is, and he learns nothing.
      expect(await link("3", { issuer: bob })).toBe("linked_to_another");
      expect(await store.links.personOf(bob)).toBeUndefined();
      // Two ids of one page are two people, but one person has several browsers.
      expect(await link("4", { redeemer: other })).toBe("linked_to_another");
      expect(await link("5", { issuer: page, redeemer: bob, oneEach: false })).toBe("linked");
      expect((await store.links.personOf(web))?.members).toEqual([page, web, bob]);
      expect(await link("6", { redeemer: { connectorId: "page", userId: "nobody" } })).toBe("gone");
      expect(await link("7", { issuer: { connectorId: "web", userId: "nobody" }, redeemer: other })).toBe("gone");
    });

    test("a side keeps its person when the channel gives it another id", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => (user["name"] = "Ada"));
      await remember(store, "page 4711", () => {});
      await store.links.link(request(), Date.now());
      const content = { type: "identity_change", previous: "4711" } as const;
      await store.events.append(said("page 4711", { address: direct("4799"), content }), 1_000);
      expect((await store.links.personOf({ connectorId: "page", userId: "4799" }))?.memory).toEqual({ name: "Ada" });
      expect(await store.links.personOf(page)).toBeUndefined();
    });
  });
}

/** The same of a store with an operator: what goes with whom. */
export function goingPersonsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: persons that go`, () => {
    test("with the last conversation of a side goes its part in the person, and with the last side the memory", async () => {
      await using store = await open();
      const { operator } = store;
      if (operator === undefined) throw new Error("the store has no operator");
      await remember(store, "web v_ada", (user) => (user["name"] = "Ada"));
      await remember(store, "page 4711", () => {});
      await store.links.link(request(), Date.now());
      expect(await operator.personOf(page)).toEqual(await store.links.personOf(web));
      await operator.deleteConversation("web v_ada", 2_000);
      expect(await store.links.personOf(web)).toBeUndefined();
      expect(await store.links.personOf(page)).toEqual({ members: [page], memory: { name: "Ada" } });
      await operator.deleteConversation("page 4711", 2_000);
      expect(await store.links.personOf(page)).toBeUndefined();
      await remember(store, "web v_ada", () => {});
      expect((await found(store, "web v_ada")).user).toEqual({});
    });
  });
}
