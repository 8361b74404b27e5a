import { direct } from "@causerie/server/channel/address.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, says, textEvent } from "#contract/store/store-samples.ts";
import { emptyState } from "@causerie/server/conversation/conversation.ts";

/** How every store lists the conversations of a person, and keeps how far they have read. */
export function conversationsContract(name: string, open: () => Promise<Store>): void {
  const idsOf = async (store: Store, userId: string, limit = 10): Promise<string[]> =>
    (await store.conversations.of("web", userId, limit)).map(({ id }) => id);

  describe(`${name}: conversations of a person`, () => {
    test("all of a person on a connector are listed, the one that was active last first, and nobody else's", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one", { conversationId: "first" }), 1_000);
      await pause();
      await store.events.append(textEvent("a", "two", { conversationId: "second" }), 2_000);
      await store.events.append(eventOf("bob", "a"), 3_000);
      await store.events.append(textEvent("a", "page", { conversationId: "third", connectorId: "page" }), 3_000);
      expect(await idsOf(store, "user-ada")).toEqual(["second", "first"]);
      await pause();
      await store.events.append(textEvent("b", "again", { conversationId: "first" }), 4_000);
      expect(await idsOf(store, "user-ada")).toEqual(["first", "second"]);
      expect(await idsOf(store, "user-ada", 1)).toEqual(["first"]);
      expect(await idsOf(store, "nobody")).toEqual([]);
      const [facts] = await store.conversations.of("web", "user-ada", 1);
      expect(facts).toMatchObject({ lastSeq: 2, oldestSeq: 1, readSeq: 0 });
      expect(facts?.updatedAt).toBeGreaterThan(facts?.createdAt ?? 0);
    });

    test("how far a person has read never goes back, and never beyond what was said", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "hello"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      await store.turns.commit(
        lease,
        { events: [says("m1", "one"), says("m2", "two")], deliveries: [] },
        emptyState,
        1_000,
      );
      const readSeq = async (): Promise<number | undefined> =>
        (await store.conversations.of("web", "user-ada", 1))[0]?.readSeq;
      for (const [marked, expected] of [
        [2, 2],
        [1, 2],
        [0, 2],
        [3, 3],
        [2 ** 31 - 1, 3],
      ] as const) {
        await store.conversations.markRead("ada", marked);
        expect([marked, await readSeq()]).toEqual([marked, expected]);
      }
      await store.events.append(textEvent("b", "more"), 2_000);
      expect(await readSeq()).toBe(3);
      await store.conversations.markRead("nobody", 5);
    });

    test("of several marks at once the furthest stands", async () => {
      await using store = await open();
      for (const id of ["a", "b", "c", "d"]) await store.events.append(textEvent(id, id), 1_000);
      await Promise.all([3, 1, 4, 2].map((seq) => store.conversations.markRead("ada", seq)));
      expect(await store.conversations.of("web", "user-ada", 1)).toMatchObject([{ readSeq: 4 }]);
    });

    test("a change of identity takes all conversations along, with how far they were read", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one", { conversationId: "first" }), 1_000);
      await store.events.append(textEvent("a", "two", { conversationId: "second" }), 1_000);
      await store.conversations.markRead("second", 1);
      const content = { type: "identity_change", previous: "user-ada" } as const;
      await store.events.append(
        textEvent("b", "", { conversationId: "first", address: direct("new-id"), content }),
        2_000,
      );
      expect(await idsOf(store, "user-ada")).toEqual([]);
      expect((await idsOf(store, "new-id")).toSorted()).toEqual(["first", "second"]);
      expect(await store.conversations.of("web", "new-id", 10)).toContainEqual(
        expect.objectContaining({ id: "second", readSeq: 1 }),
      );
    });
  });
}

/** A database with a clock of its own gives two events of one millisecond one time. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}
