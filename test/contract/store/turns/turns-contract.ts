import { direct } from "@causerie/server/channel/address.ts";
import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "#contract/store/store-samples.ts";

/** How every store hands out turns, and makes their answers durable. */
export function turnsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: turns`, () => {
    test("a turn begins with all that is known of the event and the conversation", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello", { locale: "fr", at: 899.5 }), 1_000);
      expect(await beginTurn(store, "ada", 1_000)).toEqual({
        conversation: { id: "ada", connectorId: "web", address: direct("user-ada"), state: { data: {} } },
        event: {
          id: "a",
          connectorId: "web",
          conversationId: "ada",
          address: direct("user-ada"),
          at: 899.5,
          locale: "fr",
          content: { type: "text", text: "hello" },
        },
        seq: 1,
        attempt: 1,
        interrupted: false,
        fence: expect.any(Number) as number,
      });
    });

    test("a turn knows who acted, and so does the log", async () => {
      await using store = await open();
      const from = { id: "u1", aliases: [{ type: "phone", value: "+33 1" }], profile: { name: "Ana", locale: "fr" } };
      await store.events.append(textEvent("a", "hello", { from }), 1_000);
      expect((await beginTurn(store, "ada", 1_000)).event.from).toEqual(from);
      expect(await store.log.read("ada", 0, 1)).toMatchObject([{ type: "visitor", from }]);
    });

    test("a commit says whether it was the last of its conversation, also when what is left must rest", async () => {
      await using store = await open();
      for (const id of ["a", "b"]) await store.events.append(textEvent(id, id), 1_000);
      await store.events.append(eventOf("bob", "a"), 1_000);
      const first = await beginTurn(store, "ada", 1_000);
      expect(await store.turns.commit(first, nothing, { data: {} }, 1_000)).toEqual({ isLast: false });
      await store.turns.postpone(await beginTurn(store, "ada", 1_000), 60_000);
      await store.events.append(textEvent("c", "c"), 1_000);
      const bobs = await beginTurn(store, "bob", 1_000);
      expect(await store.turns.commit(bobs, nothing, { data: {} }, 1_000)).toEqual({ isLast: true });
      const second = await beginTurn(store, "ada", 60_000);
      expect(await store.turns.commit(second, nothing, { data: {} }, 60_000)).toEqual({ isLast: false });
      const third = await beginTurn(store, "ada", 60_000);
      expect(await store.turns.commit(third, nothing, { data: {} }, 60_000)).toEqual({ isLast: true });
    });

    test("one event of a conversation at a time, the oldest first", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      const first = await beginTurn(store, "ada", 1_000);
      expect(first.seq).toBe(1);
      expect(await store.turns.begin("ada", 1_000)).toBeUndefined();
      expect(await store.turns.due(1_000, 10, new Set())).toEqual([]);
      await store.turns.commit(first, nothing, { data: {} }, 1_000);
      expect((await beginTurn(store, "ada", 1_000)).seq).toBe(2);
    });

    test("of many who ask at once for a turn, one gets it", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const leases = await Promise.all(Array.from({ length: 20 }, () => store.turns.begin("ada", 1_000)));
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    test("conversations do not wait for each other", async () => {
      await using store = await open();
      await store.events.append(eventOf("ada", "a"), 1_000);
      await store.events.append(eventOf("bob", "a"), 1_000);
      await beginTurn(store, "ada", 1_000);
      expect((await beginTurn(store, "bob", 1_000)).conversation.id).toBe("bob");
    });

    test("due names who has waited longest, as many as are asked for, and none of those excepted", async () => {
      await using store = await open();
      await store.events.append(eventOf("ada", "a"), 3_000);
      await store.events.append(eventOf("bob", "a"), 1_000);
      await store.events.append(eventOf("cem", "a"), 2_000);
      await store.events.append(eventOf("bob", "b"), 4_000);
      expect(await store.turns.due(5_000, 10, new Set())).toEqual(["bob", "cem", "ada"]);
      expect(await store.turns.due(5_000, 2, new Set())).toEqual(["bob", "cem"]);
      expect(await store.turns.due(5_000, 2, new Set(["bob", "nobody"]))).toEqual(["cem", "ada"]);
      expect(await store.turns.due(2_000, 10, new Set())).toEqual(["bob", "cem"]);
    });

    test("after an answer, a conversation stands in line since its next event came in", async () => {
      await using store = await open();
      await store.events.append(eventOf("ada", "a"), 1_000);
      await store.events.append(eventOf("ada", "b"), 2_000);
      await store.events.append(eventOf("bob", "a"), 3_000);
      await store.events.append(eventOf("ada", "c"), 4_000);
      await store.turns.commit(await beginTurn(store, "ada", 5_000), nothing, { data: {} }, 5_000);
      expect(await store.turns.due(5_000, 10, new Set())).toEqual(["ada", "bob"]);
    });

    test("a conversation without an event to answer is never due", async () => {
      await using store = await open();
      expect(await store.turns.begin("nobody", 1_000)).toBeUndefined();
      expect(await store.turns.due(1_000, 10, new Set())).toEqual([]);
      expect(await store.turns.nextDue(1_000)).toBeUndefined();
    });

    test("a part of an answer can be read before the turn ends", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      const start = { type: "message.start", messageId: "m", author: { role: "bot" } } as const;
      await store.turns.append(lease, { events: [{ key: "m", body: start }], deliveries: [] }, 1_500);
      expect(await store.log.read("ada", 1, 10)).toEqual([{ seq: 2, at: 1_500, ...start }]);

      const end = { type: "turn.end", of: 1 } as const;
      const answer = { events: [says("n", "done"), { key: "1.end", body: end }], deliveries: [] };
      await store.turns.commit(lease, answer, { data: {} }, 2_000);
      expect(await store.log.read("ada", 2, 10)).toEqual([
        { seq: 3, at: 2_000, ...says("n", "done").body },
        { seq: 4, at: 2_000, ...end },
      ]);
    });

    test("the state is kept for the next turn, and a copy is handed out", async () => {
      await using store = await open();
      const state = {
        locale: "fr",
        current: { story: "weather", slots: {}, question: { link: "weather?_step=city", attempts: 1 } },
        data: { city: "Lyon", tries: [1, null] },
      };
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.turns.commit(await beginTurn(store, "ada", 1_000), nothing, state, 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      expect(lease.conversation.state).toEqual(state);
      lease.conversation.state.data["city"] = "Nice";
      await store.turns.postpone(lease, 1_000);
      expect((await beginTurn(store, "ada", 1_000)).conversation.state).toEqual(state);
    });

    test("what came out of an effect is noted at once, the first time, and forgotten with the answer", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "book"), 1_000);
      const first = await beginTurn(store, "ada", 1_000);
      expect(await store.turns.idempotencyRecords(first)).toEqual({});
      await store.turns.keepIdempotencyRecord(first, "seat", { number: 4 });
      await store.turns.keepIdempotencyRecord(first, "seat", { number: 5 });
      await store.turns.keepIdempotencyRecord(first, "mail", null);
      await store.turns.postpone(first, 1_000);
      await expect(store.turns.keepIdempotencyRecord(first, "late", 1)).rejects.toThrow(StaleLeaseError);

      const second = await beginTurn(store, "ada", 1_000);
      expect(await store.turns.idempotencyRecords(second)).toEqual({ seat: { number: 4 }, mail: null });
      await store.turns.commit(second, nothing, { data: {} }, 1_000);
      await store.events.append(textEvent("b", "book"), 1_000);
      expect(await store.turns.idempotencyRecords(await beginTurn(store, "ada", 1_000))).toEqual({});
    });

    test("a dead letter takes the notes of its event with it", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "book"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      await store.turns.keepIdempotencyRecord(lease, "seat", 1);
      await store.turns.deadLetter(lease, nothing, "test", 1_000);
      expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 1 });
    });

    test("what a second try says again under the same key stays as it was, and is not delivered twice", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello"), 1_000);
      const first = await beginTurn(store, "ada", 1_000);
      const said = { events: [says("a.1", "first")], deliveries: [{ id: "a.1.0", payload: { text: "first" } }] };
      await store.turns.append(first, said, 1_000);
      await store.turns.postpone(first, 1_000);

      const again = {
        events: [says("a.1", "first, in other words"), says("a.2", "second")],
        deliveries: [
          { id: "a.1.0", payload: { text: "first, in other words" } },
          { id: "a.2.0", payload: { text: "second" } },
        ],
      };
      await store.turns.commit(await beginTurn(store, "ada", 1_000), again, { data: {} }, 2_000);
      expect(await readTexts(store, "ada")).toEqual(["> hello", "first", "second"]);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "a.1.0", payload: { text: "first" } });
      expect(await store.stats()).toMatchObject({ waitingDeliveries: 2 });
    });

    test("a turn that is given back has not begun: the event is due, and the try does not count", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.turns.postpone(await beginTurn(store, "ada", 1_000), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      expect(lease.attempt).toBe(2);
      await store.turns.release(lease);
      expect(await store.turns.due(1_000, 10, new Set())).toEqual(["ada"]);
      expect(await beginTurn(store, "ada", 1_000)).toMatchObject({ seq: 1, attempt: 2 });
      await expect(store.turns.release(lease)).rejects.toThrow(StaleLeaseError);
    });

    test("a turn that is given back until a time is due then, and the try does not count", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      await store.turns.release(await beginTurn(store, "ada", 1_000), 5_000);
      expect(await store.turns.due(4_999, 10, new Set())).toEqual([]);
      expect(await store.turns.nextDue(4_999)).toBe(5_000);
      expect(await store.turns.begin("ada", 4_999)).toBeUndefined();
      expect(await beginTurn(store, "ada", 5_000)).toMatchObject({ seq: 1, attempt: 1 });
    });

    test("a postponed event is tried again at its time, and what follows it waits", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      await store.turns.postpone(await beginTurn(store, "ada", 1_000), 5_000);
      await store.events.append(textEvent("c", "three"), 2_000);

      expect(await store.turns.begin("ada", 4_999)).toBeUndefined();
      expect(await store.turns.due(4_999, 10, new Set())).toEqual([]);
      expect(await store.turns.nextDue(4_999)).toBe(5_000);
      expect(await store.turns.due(5_000, 10, new Set())).toEqual(["ada"]);
      expect(await store.turns.nextDue(5_000)).toBeUndefined();
      expect(await beginTurn(store, "ada", 5_000)).toMatchObject({ seq: 1, attempt: 2 });
    });

    test("tries are counted for each event by itself", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      await store.turns.postpone(await beginTurn(store, "ada", 1_000), 1_000);
      await store.turns.postpone(await beginTurn(store, "ada", 1_000), 1_000);
      const third = await beginTurn(store, "ada", 1_000);
      expect(third).toMatchObject({ seq: 1, attempt: 3 });
      await store.turns.commit(third, nothing, { data: {} }, 1_000);
      expect(await beginTurn(store, "ada", 1_000)).toMatchObject({ seq: 2, attempt: 1 });
    });

    test("an event that is given up leaves an apology, and the conversation goes on", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      const apology = { events: [says("a.sorry", "sorry")], deliveries: [{ id: "a.sorry.0", payload: "sorry" }] };
      await store.turns.deadLetter(await beginTurn(store, "ada", 1_000), apology, "StoryError", 2_000);
      expect(await readTexts(store, "ada")).toEqual(["> one", "> two", "sorry"]);
      expect(await store.stats()).toMatchObject({ unanswered: 1, deadLetters: 1, waitingDeliveries: 1 });
      expect(await beginTurn(store, "ada", 2_000)).toMatchObject({ seq: 2, attempt: 1 });
      expect(await store.events.append(textEvent("a", "one"), 3_000)).toEqual({ seq: 1, duplicate: true });
    });

    test("a turn that is over cannot write any more", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      const over = await beginTurn(store, "ada", 1_000);
      await store.turns.postpone(over, 1_000);
      const late = { events: [says("late", "too late")], deliveries: [{ id: "late", payload: "too late" }] };
      const expectVoid = async (): Promise<void> => {
        await expect(store.turns.append(over, late, 2_000)).rejects.toThrow(StaleLeaseError);
        await expect(store.turns.commit(over, late, { data: { late: true } }, 2_000)).rejects.toThrow(StaleLeaseError);
        await expect(store.turns.postpone(over, 9_000)).rejects.toThrow(StaleLeaseError);
        await expect(store.turns.deadLetter(over, late, "late", 2_000)).rejects.toThrow(StaleLeaseError);
      };
      await expectVoid();

      const current = await beginTurn(store, "ada", 1_000);
      await expectVoid();
      await store.turns.commit(current, nothing, { data: { kept: true } }, 2_000);
      await expectVoid();

      expect(await readTexts(store, "ada")).toEqual(["> one", "> two"]);
      expect(await store.stats()).toMatchObject({ unanswered: 1, deadLetters: 0, waitingDeliveries: 0 });
      expect((await beginTurn(store, "ada", 2_000)).conversation.state).toEqual({ data: { kept: true } });
    });

    test("of two who end the same turn, one does", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      const answer = { events: [says("a.1", "hello")], deliveries: [] };
      const ends = await Promise.allSettled([
        store.turns.commit(lease, answer, { data: {} }, 1_000),
        store.turns.commit(lease, answer, { data: {} }, 1_000),
      ]);
      expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
      expect(await readTexts(store, "ada")).toEqual(["> one", "hello"]);
    });

    test("an answer that cannot be stored whole is not stored at all, and the turn can end in another way", async () => {
      await using store = await open();
      await queue(store, "bob", ["taken"], 1_000);
      await store.events.append(textEvent("a", "one"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      const clash = { events: [says("a.1", "hello")], deliveries: [{ id: "taken", payload: "hello" }] };
      await expect(store.turns.append(lease, clash, 1_000)).rejects.toThrow("another conversation");
      await expect(store.turns.commit(lease, clash, { data: { a: 1 } }, 1_000)).rejects.toThrow("another conversation");
      expect(await readTexts(store, "ada")).toEqual(["> one"]);
      await store.turns.postpone(lease, 1_000);

      const second = await beginTurn(store, "ada", 1_000);
      expect(second.conversation.state).toEqual({ data: {} });
      await expect(store.turns.deadLetter(second, clash, "clash", 1_000)).rejects.toThrow("another conversation");
      expect((await beginTurn(store, "ada", 1_000)).seq).toBe(1);
    });
  });
}
