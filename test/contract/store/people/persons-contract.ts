import type { Json } from "@causerie/server/channel/json.ts";
import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { ConversationState } from "@causerie/server/conversation/conversation.ts";
import type { LinkRequest } from "@causerie/server/identity/person-links.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginTurn, textEvent } from "#contract/store/store-samples.ts";

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

    test("a side that parts keeps all; the others keep what was said last on them, and nothing comes back to either", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => Object.assign(user, { name: "Ada", city: "Lille", both: "web" }));
      await remember(store, "page 4711", (user) => Object.assign(user, { own: "page", "a\u0000": ["\u0000", null] }));
      expect(await store.links.unlink(web, 1_000)).toBe(false);
      expect(await store.links.link(request(), 1_000)).toBe("linked");
      await remember(store, "page 4711", (user) => Object.assign(user, { both: "page" }));
      await remember(store, "web v_ada", (user) => delete user["city"]);
      expect(await store.links.unlink(page, 1_000)).toBe(true);
      expect(await store.links.unlink(page, 1_000)).toBe(false);
      expect(await store.links.unlink(web, 1_000)).toBe(false);
      const all = { name: "Ada", own: "page", both: "page", "a\u0000": ["\u0000", null] };
      expect(await found(store, "page 4711")).toEqual({ user: all, linkedTo: [] });
      expect(await found(store, "web v_ada")).toEqual({ user: { name: "Ada" }, linkedTo: [] });
      // Each goes on by itself.
      await remember(store, "page 4711", (user) => Object.assign(user, { name: "Bob" }));
      expect((await found(store, "web v_ada")).user).toEqual({ name: "Ada" });
    });

    test("whoever has parted may be joined again, by a new link alone, in either direction, and with somebody else", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => Object.assign(user, { name: "Ada" }));
      await remember(store, "page 4711", (user) => Object.assign(user, { city: "Lille" }));
      await remember(store, "web v_bob", (user) => Object.assign(user, { name: "Bob" }));
      expect(await store.links.link(request(), 1_000)).toBe("linked");
      await store.links.unlink(web, 1_000);
      expect(await store.links.link(request({ by: "event-2" }), 1_000)).toBe("used");
      const back = { issuer: page, redeemer: web, oneEach: false };
      expect(await store.links.link(request({ ref: "r2", by: "event-3", ...back }), 1_000)).toBe("linked");
      expect(await found(store, "web v_ada")).toEqual({ user: { name: "Ada", city: "Lille" }, linkedTo: ["page"] });
      await store.links.unlink(page, 1_000);
      const bob = { connectorId: "web", userId: "v_bob" };
      expect(await store.links.link(request({ ref: "r3", by: "event-4", issuer: bob }), 1_000)).toBe("linked");
      expect(await found(store, "page 4711")).toEqual({ user: { name: "Bob", city: "Lille" }, linkedTo: ["web"] });
      expect(await found(store, "web v_ada")).toMatchObject({ linkedTo: [] });
    });

    test("of three sides one parts: the two others stay one person", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => Object.assign(user, { name: "Ada" }));
      await remember(store, "page 4711", (user) => Object.assign(user, { city: "Lille" }));
      await remember(store, "web v_two", (user) => Object.assign(user, { seat: 4 }));
      await store.links.link(request(), 1_000);
      const two = { connectorId: "web", userId: "v_two" };
      const link = { ref: "r2", by: "event-2", issuer: page, redeemer: two, oneEach: false };
      expect(await store.links.link(request(link), 1_000)).toBe("linked");
      expect(await store.links.unlink(web, 1_000)).toBe(true);
      const rest = { city: "Lille", seat: 4 };
      expect(await store.links.personOf(two)).toEqual({ members: [page, two], memory: rest });
      expect(await found(store, "page 4711")).toEqual({ user: rest, linkedTo: ["web"] });
      expect((await found(store, "web v_ada")).user).toEqual({ ...rest, name: "Ada" });
    });

    test("all sides that part at once are each alone, with all that was known", async () => {
      await using store = await open();
      for (let round = 0; round < 5; round += 1) {
        const sides = [`web v_${round}`, `page ${round}`];
        for (const id of sides) await remember(store, id, (user) => Object.assign(user, { [id]: round }));
        const [issuer, redeemer] = sides.map((id) => ({ connectorId: id.split(" ")[0] ?? "", userId: userOf(id) }));
        if (issuer === undefined || redeemer === undefined) throw new Error("two sides");
        await store.links.link(request({ ref: `r${round}`, by: `e${round}`, issuer, redeemer }), 1_000);
        const parted = await Promise.all([issuer, redeemer].map((side) => store.links.unlink(side, 1_000)));
        // Whoever comes second is alone already.
        expect(parted.filter((done) => done)).toHaveLength(1);
        expect((await store.links.personOf(issuer))?.members).toEqual([issuer]);
        expect((await store.links.personOf(redeemer))?.members).toEqual([redeemer]);
      }
    });

    test("whoever says what, in any order: a side that parts knows what all have said, the rest what it has not said last", async () => {
      await using store = await open();
      let round = 0;
      const said = fc.record({
        side: fc.nat(2),
        name: fc.constantFrom("a", "b", "c\u0000", "\ud800"),
        value: fc.nat(9),
      });
      const property = fc.asyncProperty(fc.array(said, { maxLength: 8 }), fc.nat(2), async (all, leaving) => {
        round += 1;
        const ids = [`web v_a${round}`, `page p${round}`, `web v_b${round}`];
        const sides = ids.map((id) => ({ connectorId: id.split(" ")[0] ?? "", userId: userOf(id) }));
        const [a, p, b] = sides;
        if (a === undefined || p === undefined || b === undefined) throw new Error("three sides");
        for (const id of ids) await remember(store, id, () => {});
        const links = { ref: `a${round}`, by: `a${round}`, issuer: a, redeemer: p };
        expect(await store.links.link(request(links), 1_000)).toBe("linked");
        const more = { ref: `b${round}`, by: `b${round}`, issuer: p, redeemer: b, oneEach: false };
        expect(await store.links.link(request(more), 1_000)).toBe("linked");
        const last = new Map<string, { side: number; value: number }>();
        for (const { side, name, value } of all) {
          await remember(store, ids[side] ?? "", (user) => (user[name] = value));
          // What stays as it was is not said anew.
          if (last.get(name)?.value !== value) last.set(name, { side, value });
        }
        expect(await store.links.unlink(sides[leaving] ?? a, 1_000)).toBe(true);
        const valuesOf = (entries: [string, { value: number }][]) =>
          Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
        const kept = [...last];
        expect((await store.links.personOf(sides[leaving] ?? a))?.memory).toEqual(valuesOf(kept));
        const rest = valuesOf(kept.filter(([, { side }]) => side !== leaving));
        for (const side of sides.filter((_, index) => index !== leaving))
          expect((await store.links.personOf(side))?.memory).toEqual(rest);
      });
      await fc.assert(property, { numRuns: 25 });
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

    test("and what it has said stays its own", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => (user["name"] = "Ada"));
      await remember(store, "page 4711", (user) => (user["city"] = "Lille"));
      await store.links.link(request(), Date.now());
      const content = { type: "identity_change", previous: "4711" } as const;
      await store.events.append(said("page 4711", { address: direct("4799"), content }), 1_000);
      expect(await store.links.unlink(web, Date.now())).toBe(true);
      expect((await store.links.personOf({ connectorId: "page", userId: "4799" }))?.memory).toEqual({ city: "Lille" });
    });
  });
}

/** The same of a store with an operator: what goes with whom. */
export function goingPersonsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: persons that go`, () => {
    test("the memory of those who are joined is kept once: no conversation has a copy that would outlive a parting", async () => {
      await using store = await open();
      const stateOf = async (id: string) => JSON.stringify((await store.operator?.conversation(id))?.state);
      await remember(store, "web v_ada", (user) => (user["name"] = "Ada"));
      await remember(store, "page 4711", (user) => (user["city"] = "Lille"));
      expect(await stateOf("web v_ada")).toContain("Ada");
      await store.links.link(request(), Date.now());
      for (const id of ["web v_ada", "page 4711"]) expect(await stateOf(id)).not.toMatch(/Ada|Lille/);
      await remember(store, "page 4711", (user) => (user["seat"] = "4"));
      await store.links.unlink(web, Date.now());
      await found(store, "page 4711");
      for (const id of ["web v_ada", "page 4711"]) expect(await stateOf(id)).not.toMatch(/Ada|Lille/);
      expect((await found(store, "page 4711")).user).toEqual({ city: "Lille", seat: "4" });
    });

    test("whoever has parted goes alone, with all that was kept of them", async () => {
      await using store = await open();
      await remember(store, "web v_ada", (user) => (user["name"] = "Ada"));
      await remember(store, "page 4711", () => {});
      await store.links.link(request(), Date.now());
      await store.links.unlink(page, Date.now());
      await store.operator?.deleteConversation("page 4711", 2_000);
      expect(await store.links.personOf(page)).toBeUndefined();
      expect(await store.links.personOf(web)).toEqual({ members: [web], memory: { name: "Ada" } });
    });

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
