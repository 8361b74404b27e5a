import { parseCursor } from "@causerie/protocol";
import { RequestError, StaleLeaseError } from "@causerie/server/errors.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "./store-samples.ts";

const notStored = /could not write|is not a time/;

/** What every store promises. `open` gives a new, empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: events`, () => {
    test("the events of a conversation are numbered 1, 2, 3", async () => {
      await using store = await open();
      expect(await store.events.append(textEvent("a", "one"), 1_000)).toEqual({ seq: 1, duplicate: false });
      expect(await store.events.append(textEvent("b", "two"), 2_000)).toEqual({ seq: 2, duplicate: false });
      expect(await store.log.read("ada", 0, 10)).toEqual([
        { seq: 1, at: 1_000, type: "visitor", clientId: "a", content: { type: "text", text: "one" } },
        { seq: 2, at: 2_000, type: "visitor", clientId: "b", content: { type: "text", text: "two" } },
      ]);
    });

    test("a repeated event changes nothing and is answered with the first one's seq", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      expect(await store.events.append(textEvent("a", "one", { at: 950 }), 2_000)).toEqual({ seq: 1, duplicate: true });
      expect(await readTexts(store, "ada")).toEqual(["> one", "> two"]);
      expect(await store.stats()).toEqual({ unanswered: 2, parked: 0, waitingDeliveries: 0 });
    });

    test("a repeat of an event that has its answer is not answered again", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.turns.commit(await beginTurn(store, "ada", 1_000), nothing, { data: {} }, 1_000);
      expect(await store.events.append(textEvent("a", "one"), 2_000)).toEqual({ seq: 1, duplicate: true });
      expect(await store.turns.due(2_000, 10, new Set())).toEqual([]);
    });

    test("a repeat may have its fields in another order", async () => {
      await using store = await open();
      const content = { type: "postback", link: "weather", label: "Weather" } as const;
      await store.events.append(textEvent("a", "", { content }), 1_000);
      const turned = { label: "Weather", link: "weather", type: "postback" } as const;
      expect(await store.events.append(textEvent("a", "", { content: turned }), 1_000)).toEqual({
        seq: 1,
        duplicate: true,
      });
    });

    test("an id that was used for another message is refused, and nothing is stored", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await expect(store.events.append(textEvent("a", "other"), 1_000)).rejects.toMatchObject({
        name: "RequestError",
        code: "client_id_reused",
      });
      expect(await readTexts(store, "ada")).toEqual(["> one"]);
    });

    test("two conversations may use the same id", async () => {
      await using store = await open();
      await store.events.append(eventOf("ada", "a"), 1_000);
      expect(await store.events.append(eventOf("bob", "a"), 1_000)).toEqual({ seq: 1, duplicate: false });
    });

    test("nobody can write into the conversation of another person or connector", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "mine"), 1_000);
      const refused = { name: "RequestError", code: "not_found" };
      await expect(store.events.append(textEvent("b", "hi", { userId: "eve" }), 1_000)).rejects.toMatchObject(refused);
      await expect(store.events.append(textEvent("b", "hi", { connectorId: "page" }), 1_000)).rejects.toMatchObject(
        refused,
      );
      expect(await readTexts(store, "ada")).toEqual(["> mine"]);
    });

    test("a person cannot take the place of an answer by guessing its key", async () => {
      await using store = await open();
      await store.events.append(textEvent("ada/2.1", "mine"), 1_000);
      await store.turns.commit(
        await beginTurn(store, "ada", 1_000),
        { events: [says("ada/2.1", "the bot's")], deliveries: [] },
        { data: {} },
        1_000,
      );
      expect(await readTexts(store, "ada")).toEqual(["> mine", "the bot's"]);
    });

    test("contents come back as they went in", async () => {
      await using store = await open();
      const text = `"quotes" \\ \u0000 \u2028 \uD83D\uDE00 é 漢 '; DROP TABLE event; --`;
      const attachments = [{ kind: "image", url: "https://example.org/a.png" }, { kind: "sticker" }];
      await store.events.append(textEvent("a", text), 1_000);
      await store.events.append(textEvent("b", "", { content: { type: "attachment", attachments } }), 1_000);
      const events = await store.log.read("ada", 0, 10);
      expect(events.map((event) => event.type === "visitor" && event.content)).toEqual([
        { type: "text", text },
        { type: "attachment", attachments },
      ]);
    });
  });

  describe(`${name}: log`, () => {
    test("a conversation that nobody has begun is empty", async () => {
      await using store = await open();
      expect(await store.log.read("nobody", 0, 10)).toEqual([]);
      expect(await store.log.tail("nobody", 10)).toEqual([]);
      expect(await store.log.position("nobody")).toMatchObject({ lastSeq: 0, floor: 1, pending: false });
    });

    test("a reader gets what comes after its cursor, in pages", async () => {
      await using store = await open();
      for (const id of ["a", "b", "c", "d"]) await store.events.append(textEvent(id, id), 1_000);
      const seqs = async (after: number, limit: number): Promise<number[]> =>
        (await store.log.read("ada", after, limit)).map(({ seq }) => seq);
      expect(await seqs(0, 2)).toEqual([1, 2]);
      expect(await seqs(2, 2)).toEqual([3, 4]);
      expect(await seqs(4, 2)).toEqual([]);
      expect(await seqs(99, 2)).toEqual([]);
    });

    test("the tail is the newest events, in order", async () => {
      await using store = await open();
      for (const id of ["a", "b", "c"]) await store.events.append(textEvent(id, id), 1_000);
      expect((await store.log.tail("ada", 2)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect((await store.log.tail("ada", 9)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    test("the position says how far the log goes, and whether an answer is awaited", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      expect(await store.log.position("ada")).toMatchObject({ lastSeq: 1, floor: 1, pending: true });
      const lease = await beginTurn(store, "ada", 1_000);
      expect(await store.log.position("ada")).toMatchObject({ pending: true });
      await store.turns.commit(lease, { events: [says("a.1", "hello")], deliveries: [] }, { data: {} }, 1_000);
      expect(await store.log.position("ada")).toMatchObject({ lastSeq: 2, floor: 1, pending: false });
    });

    test("all conversations share one epoch, which fits into a cursor", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const { epoch } = await store.log.position("ada");
      expect(parseCursor(`${epoch}.1`)).toEqual({ epoch, seq: 1 });
      expect((await store.log.position("nobody")).epoch).toBe(epoch);
    });
  });

  describe(`${name}: turns`, () => {
    test("a turn begins with all that is known of the event and the conversation", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello", { locale: "fr", at: 899.5 }), 1_000);
      expect(await beginTurn(store, "ada", 1_000)).toEqual({
        conversation: { id: "ada", connectorId: "web", userId: "user-ada", state: { data: {} } },
        event: {
          id: "a",
          connectorId: "web",
          conversationId: "ada",
          userId: "user-ada",
          at: 899.5,
          locale: "fr",
          content: { type: "text", text: "hello" },
        },
        seq: 1,
        attempt: 1,
        fence: expect.any(Number) as number,
      });
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
      const state = { locale: "fr", waitingFor: "weather?_step=city", data: { city: "Lyon", tries: [1, null] } };
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.turns.commit(await beginTurn(store, "ada", 1_000), nothing, state, 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      expect(lease.conversation.state).toEqual(state);
      lease.conversation.state.data["city"] = "Nice";
      await store.turns.postpone(lease, 1_000);
      expect((await beginTurn(store, "ada", 1_000)).conversation.state).toEqual(state);
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
      await store.turns.park(await beginTurn(store, "ada", 1_000), apology, "StoryError", 2_000);
      expect(await readTexts(store, "ada")).toEqual(["> one", "> two", "sorry"]);
      expect(await store.stats()).toEqual({ unanswered: 1, parked: 1, waitingDeliveries: 1 });
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
        await expect(store.turns.park(over, late, "late", 2_000)).rejects.toThrow(StaleLeaseError);
      };
      await expectVoid();

      const current = await beginTurn(store, "ada", 1_000);
      await expectVoid();
      await store.turns.commit(current, nothing, { data: { kept: true } }, 2_000);
      await expectVoid();

      expect(await readTexts(store, "ada")).toEqual(["> one", "> two"]);
      expect(await store.stats()).toEqual({ unanswered: 1, parked: 0, waitingDeliveries: 0 });
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
      await expect(store.turns.park(second, clash, "clash", 1_000)).rejects.toThrow("another conversation");
      expect((await beginTurn(store, "ada", 1_000)).seq).toBe(1);
    });
  });

  describe(`${name}: outbox`, () => {
    test("a delivery is handed out with all that is known of it", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      expect(await store.outbox.begin("ada", 1_000)).toEqual({
        id: "a",
        connectorId: "web",
        conversationId: "ada",
        userId: "user-ada",
        payload: { text: "a" },
        attempt: 1,
        resent: false,
      });
    });

    test("the head of a lane holds up what follows, and no other lane", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await queue(store, "bob", ["c"], 2_000);
      expect(await store.outbox.due(2_000, 10, new Set())).toEqual(["ada", "bob"]);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "a" });
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      expect(await store.outbox.due(2_000, 10, new Set())).toEqual(["bob"]);
      expect(await store.outbox.begin("bob", 2_000)).toMatchObject({ id: "c" });
      await store.outbox.sent("a", "mid.1", 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b" });
    });

    test("due names who has waited longest, as many as are asked for, and none of those excepted", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 3_000);
      await queue(store, "bob", ["b"], 1_000);
      await queue(store, "cem", ["c"], 2_000);
      expect(await store.outbox.due(3_000, 10, new Set())).toEqual(["bob", "cem", "ada"]);
      expect(await store.outbox.due(3_000, 1, new Set(["bob"]))).toEqual(["cem"]);
      expect(await store.outbox.due(2_500, 10, new Set())).toEqual(["bob", "cem"]);
      expect(await store.outbox.due(999, 10, new Set())).toEqual([]);
    });

    test("what was not taken goes out again at its time, before what follows it", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.retry("a", 5_000, "503");
      expect(await store.outbox.begin("ada", 4_999)).toBeUndefined();
      expect(await store.outbox.due(4_999, 10, new Set())).toEqual([]);
      expect(await store.outbox.nextDue(4_999)).toBe(5_000);
      expect(await store.outbox.nextDue(5_000)).toBeUndefined();
      expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "a", attempt: 2, resent: false });
    });

    test("what may have been taken waits for its echo, and goes out again marked as resent", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.unknown("a", 11_000, "timeout");
      expect(await store.outbox.begin("ada", 10_999)).toBeUndefined();
      expect(await store.outbox.begin("ada", 11_000)).toMatchObject({ id: "a", attempt: 2, resent: true });
      await store.outbox.retry("a", 12_000, "503");
      expect(await store.outbox.begin("ada", 12_000)).toMatchObject({ id: "a", attempt: 3, resent: true });
    });

    test("a delivery that is given back has not begun: the try does not count, and what may have been taken still may", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.release("a", 5_000);
      expect(await store.outbox.begin("ada", 4_999)).toBeUndefined();
      expect(await store.outbox.nextDue(4_999)).toBe(5_000);
      expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "a", attempt: 1, resent: false });
      await store.outbox.unknown("a", 6_000, "timeout");
      await store.outbox.begin("ada", 6_000);
      await store.outbox.release("a", 7_000);
      expect(await store.outbox.begin("ada", 7_000)).toMatchObject({ id: "a", attempt: 2, resent: true });
    });

    test("a delivery is not handed out a second time while it is being sent, however long that takes", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      expect(await store.outbox.begin("ada", 9_999_000)).toBeUndefined();
      await store.outbox.sent("a", "mid.1", 9_999_000);
      expect(await store.outbox.begin("ada", 9_999_000)).toMatchObject({ id: "b", attempt: 1 });
    });

    test("a delivery whose end could not be stored is found a minute after its begin, and goes out as resent", async () => {
      await using store = await open();
      // No store can keep half a millisecond.
      const ends = [
        (id: string) => store.outbox.retry(id, 1_000.5, "503"),
        (id: string) => store.outbox.unknown(id, 1_000.5, "timeout"),
        (id: string) => store.outbox.fail(id, "refused", 1_000.5),
        (id: string) => store.outbox.release(id, 1_000.5),
        (id: string) => store.outbox.sent(id, "mid.1", 1_000.5),
      ];
      for (const [place, end] of ends.entries()) {
        const person = `person-${place}`;
        const id = `delivery-${place}`;
        await queue(store, person, [id, `next-${place}`], 1_000);
        await store.outbox.begin(person, 1_000);
        await expect(end(id)).rejects.toThrow(notStored);
        expect(await store.outbox.begin(person, 60_999)).toBeUndefined();
        expect(await store.outbox.nextDue(60_999)).toBe(61_000);
        expect(await store.outbox.due(61_000, 10, new Set())).toEqual([person]);
        expect(await store.outbox.begin(person, 61_000)).toMatchObject({ id, attempt: 2, resent: true });
        await store.outbox.retry(id, 62_000, "503");
        expect(await store.outbox.begin(person, 62_000)).toMatchObject({ id, attempt: 3, resent: true });
        await store.outbox.sent(id, "mid.1", 62_000);
        await store.outbox.begin(person, 62_000);
        await store.outbox.sent(`next-${place}`, "mid.2", 62_000);
      }
    });

    test("an echo lets a lane go on whose delivery could not be noted as sent", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await expect(store.outbox.sent("a", "mid.1", 1_000.5)).rejects.toThrow(notStored);
      expect(await store.outbox.confirm("a", "mid.1", 2_000)).toBe("ada");
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b", resent: false });
    });

    test("an echo in time spares the resend", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.unknown("a", 11_000, "timeout");
      expect(await store.outbox.confirm("a", "mid.1", 2_000)).toBe("ada");
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b" });
    });

    test("an answer that comes late spares the resend, too", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.unknown("a", 11_000, "timeout");
      await store.outbox.sent("a", "mid.1", 2_000);
      expect(await store.outbox.begin("ada", 11_000)).toMatchObject({ id: "b" });
    });

    test("an echo may come before the answer, and any number of times", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      expect(await store.outbox.confirm("a", "mid.1", 1_100)).toBe("ada");
      expect(await store.outbox.begin("ada", 1_100)).toMatchObject({ id: "b" });
      await store.outbox.sent("a", "mid.1", 1_200);
      expect(await store.outbox.confirm("a", undefined, 1_300)).toBe("ada");
      expect(await store.outbox.begin("ada", 1_300)).toBeUndefined();
      expect(await store.stats()).toMatchObject({ waitingDeliveries: 1 });
    });

    test("what an echo has confirmed, a failure that is reported later does not bring back", async () => {
      await using store = await open();
      const late = [
        (id: string) => store.outbox.retry(id, 1_200, "503"),
        (id: string) => store.outbox.unknown(id, 1_200, "timeout"),
        (id: string) => store.outbox.fail(id, "refused", 1_200),
      ];
      for (const [place, report] of late.entries()) {
        const id = `delivery-${place}`;
        await queue(store, "ada", [id], 1_000);
        expect(await store.outbox.begin("ada", 1_000)).toMatchObject({ id });
        await store.outbox.confirm(id, "mid.1", 1_100);
        await report(id);
        expect(await store.outbox.begin("ada", 9_000)).toBeUndefined();
        expect(await store.stats()).toMatchObject({ waitingDeliveries: 0 });
      }
    });

    test("an echo of something that is not ours is said to be so", async () => {
      await using store = await open();
      expect(await store.outbox.confirm("somebody else's", "mid.9", 1_000)).toBeUndefined();
    });

    test("a delivery that is given up lets the lane go on", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.fail("a", "refused", 1_000);
      expect(await store.outbox.due(1_000, 10, new Set())).toEqual(["ada"]);
      expect(await store.outbox.begin("ada", 1_000)).toMatchObject({ id: "b", attempt: 1, resent: false });
    });

    test("deliveries of a turn that goes on can go out before its end", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      await store.turns.append(lease, { events: [], deliveries: [{ id: "a.1", payload: [1] }] }, 1_000);
      expect(await store.outbox.begin("ada", 1_000)).toMatchObject({ id: "a.1", payload: [1] });
    });
  });

  describe(`${name}: health`, () => {
    test("a new store is ready and has nothing to do", async () => {
      await using store = await open();
      await store.ready();
      expect(await store.stats()).toEqual({ unanswered: 0, parked: 0, waitingDeliveries: 0 });
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
