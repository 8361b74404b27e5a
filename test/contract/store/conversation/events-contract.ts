import { parseCursor } from "@causerie/protocol";
import { type Address, direct } from "@causerie/server/channel/address.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, readTexts, says, textEvent } from "#contract/store/store-samples.ts";

/** How every store takes events in, and what readers find in its log. */
export function eventsContract(name: string, open: () => Promise<Store>): void {
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
      expect(await store.stats()).toMatchObject({ unanswered: 2, deadLetters: 0, waitingDeliveries: 0 });
    });

    test("what the page said of itself is in the log and in the turn, and no part of what a repeat must repeat", async () => {
      await using store = await open();
      const context = { page: "/shoes", cart: { items: 2, nul: "\u0000" } };
      await store.events.append(textEvent("a", "one", { context }), 1_000);
      expect(await store.events.append(textEvent("a", "one", { context: {} }), 2_000)).toEqual({
        seq: 1,
        duplicate: true,
      });
      expect((await beginTurn(store, "ada", 1_000)).event.context).toEqual(context);
      expect((await store.log.read("ada", 0, 10))[0]).toMatchObject({ context });
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
      await expect(store.events.append(textEvent("b", "hi", { address: direct("eve") }), 1_000)).rejects.toMatchObject(
        refused,
      );
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

  describe(`${name}: addresses`, () => {
    const inThread = (route: Record<string, string>): Address => ({
      user: "user-ada",
      thread: "T-1",
      scope: "group",
      route,
    });

    test("an address is kept with thread, scope and route", async () => {
      await using store = await open();
      const address = inThread({ serviceUrl: "https://eu.example.org/" });
      await store.events.append(textEvent("a", "one", { address }), 1_000);
      expect(await store.people.addressOf("ada")).toEqual({ connectorId: "web", address });
      const lease = await beginTurn(store, "ada", 1_000);
      expect(lease.conversation.address).toEqual(address);
      expect(lease.event.address).toEqual(address);
    });

    test("the newest route is the one that answers use, also those that wait already", async () => {
      await using store = await open();
      const old = inThread({ serviceUrl: "https://eu.example.org/" });
      const newest = inThread({ serviceUrl: "https://us.example.org/" });
      await store.events.append(textEvent("a", "one", { address: old }), 1_000);
      const deliveries = [{ id: "a.1", payload: "hello" }];
      await store.turns.commit(await beginTurn(store, "ada", 1_000), { events: [], deliveries }, { data: {} }, 1_000);
      await store.events.append(textEvent("b", "two", { address: old }), 1_000);
      await store.events.append(textEvent("c", "three", { address: newest }), 2_000);

      const lease = await beginTurn(store, "ada", 2_000);
      expect(lease).toMatchObject({ seq: 2, conversation: { address: newest }, event: { address: newest } });
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "a.1", address: newest });
    });

    test("a repeat comes with the route of then, and does not bring it back", async () => {
      await using store = await open();
      const old = inThread({ serviceUrl: "https://eu.example.org/" });
      const newest = inThread({ serviceUrl: "https://us.example.org/" });
      await store.events.append(textEvent("a", "one", { address: old }), 1_000);
      await store.events.append(textEvent("b", "two", { address: newest }), 1_000);
      expect(await store.events.append(textEvent("a", "one", { address: old }), 2_000)).toMatchObject({
        duplicate: true,
      });
      expect(await store.people.addressOf("ada")).toEqual({ connectorId: "web", address: newest });
    });

    test("a notification goes where the person is, and moves nothing", async () => {
      await using store = await open();
      const old = inThread({ serviceUrl: "https://eu.example.org/" });
      const newest = inThread({ serviceUrl: "https://us.example.org/" });
      await store.events.append(textEvent("a", "one", { address: newest }), 1_000);
      const content = { type: "notification", link: "delay" } as const;
      await store.events.append(textEvent("b", "", { address: old, content }), 1_000);
      expect(await store.people.addressOf("ada")).toEqual({ connectorId: "web", address: newest });
    });
  });

  describe(`${name}: log`, () => {
    test("a conversation that nobody has begun is empty", async () => {
      await using store = await open();
      expect(await store.log.read("nobody", 0, 10)).toEqual([]);
      expect(await store.log.tail("nobody", 10)).toEqual([]);
      expect(await store.log.position("nobody")).toMatchObject({ lastSeq: 0, oldestSeq: 1, pending: false });
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
      expect(await store.log.position("ada")).toMatchObject({ lastSeq: 1, oldestSeq: 1, pending: true });
      const lease = await beginTurn(store, "ada", 1_000);
      expect(await store.log.position("ada")).toMatchObject({ pending: true });
      await store.turns.commit(lease, { events: [says("a.1", "hello")], deliveries: [] }, { data: {} }, 1_000);
      expect(await store.log.position("ada")).toMatchObject({ lastSeq: 2, oldestSeq: 1, pending: false });
    });

    test("all conversations share one epoch, which fits into a cursor", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const { epoch } = await store.log.position("ada");
      expect(parseCursor(`${epoch}.1`)).toEqual({ epoch, seq: 1 });
      expect((await store.log.position("nobody")).epoch).toBe(epoch);
    });
  });
}
