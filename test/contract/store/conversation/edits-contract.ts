import type { NewDelivery } from "@causerie/server/conversation/turns.ts";
import type { DeliveryState, FailureCause } from "@causerie/server/pipeline/outbox/outbox.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { queue, queueAll } from "#contract/store/store-samples.ts";

const away: FailureCause = { reason: "503", kind: "transient" };
const refused: FailureCause = { reason: "551", kind: "recipient" };

/** How every store hands out deliveries that replace a message. */
export function editsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: outbox, edits`, () => {
    const edit = (id: string, edits: string): NewDelivery => ({ id, payload: { text: id }, edits });

    /** A message that has been delivered as `mid.1`. */
    async function deliver(store: Store): Promise<void> {
      await queue(store, "ada", ["message"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("message", "mid.1", 1_000);
    }

    test("an edit carries the channel's id of the message that it replaces", async () => {
      await using store = await open();
      await deliver(store);
      await queueAll(store, "ada", [edit("edit", "message")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({
        payload: { text: "edit" },
        editsExternalId: "mid.1",
      });
    });

    test("edits that a newer edit of the same message replaces are dropped, also with messages between them", async () => {
      await using store = await open();
      await deliver(store);
      await queueAll(store, "ada", [edit("first", "message"), edit("second", "message")], 2_000);
      await queueAll(store, "ada", [{ id: "other", payload: { text: "other" } }, edit("third", "message")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "other" });
      await store.outbox.sent("other", "mid.2", 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "third", editsExternalId: "mid.1" });
      await store.outbox.sent("third", "mid.1", 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      // Whoever waits for them waits no longer: the newest edit says what they said.
      expect(await store.outbox.states(["first", "second"])).toEqual(
        new Map<string, DeliveryState>([
          ["first", { type: "sent" }],
          ["second", { type: "sent" }],
        ]),
      );
    });

    test("edits of different messages do not replace each other", async () => {
      await using store = await open();
      await deliver(store);
      await queueAll(
        store,
        "ada",
        [{ id: "other", payload: 1 }, edit("first", "message"), edit("second", "other")],
        2_000,
      );
      await store.outbox.begin("ada", 2_000);
      await store.outbox.sent("other", "mid.2", 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "first", editsExternalId: "mid.1" });
      await store.outbox.sent("first", "mid.1", 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "second", editsExternalId: "mid.2" });
    });

    test("an edit on its way is not dropped; one that was not delivered gives way to a newer one", async () => {
      await using store = await open();
      await deliver(store);
      await queueAll(store, "ada", [edit("first", "message")], 2_000);
      await store.outbox.begin("ada", 2_000);
      await queueAll(store, "ada", [edit("second", "message")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      await store.outbox.retry("first", 3_000, away);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({
        id: "second",
        attempt: 1,
        editsExternalId: "mid.1",
      });
    });

    test("dropped edits do not leave a lane due that has nothing to send yet", async () => {
      await using store = await open();
      await deliver(store);
      await queueAll(store, "ada", [edit("first", "message")], 2_000);
      await queueAll(store, "ada", [edit("second", "message")], 5_000);
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      expect(await store.outbox.due(4_999, 10, new Set())).toEqual([]);
      expect(await store.outbox.nextDue(2_000)).toBe(5_000);
      expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "second" });
    });

    test("an edit of a message that was never delivered is a message, and later edits replace that one", async () => {
      await using store = await open();
      await queue(store, "ada", ["message"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.fail("message", refused, 1_000);
      await queueAll(store, "ada", [edit("first", "message")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).not.toHaveProperty("editsExternalId");
      await store.outbox.sent("first", "mid.5", 2_000);
      await queueAll(store, "ada", [edit("second", "message")], 3_000);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({ id: "second", editsExternalId: "mid.5" });
    });

    const interim = (id: string): NewDelivery => ({ ...edit(id, "message"), interim: true });

    /** A message of which the channel gave no id. */
    async function deliverNameless(store: Store): Promise<void> {
      await queue(store, "ada", ["message"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("message", undefined, 1_000);
    }

    test("a text so far goes out while there is a message to replace", async () => {
      await using store = await open();
      await deliver(store);
      await queueAll(store, "ada", [interim("first")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "first", editsExternalId: "mid.1" });
    });

    test("of a message whose id the channel never gave only the last edit goes out, and does not hold up what follows", async () => {
      await using store = await open();
      await deliverNameless(store);
      for (const id of ["first", "second"]) {
        await queueAll(store, "ada", [interim(id)], 2_000);
        expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
        expect(await store.outbox.due(2_000, 10, new Set())).toEqual([]);
      }
      await queueAll(store, "ada", [interim("third"), { id: "other", payload: 1 }], 3_000);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({ id: "other" });
      await store.outbox.sent("other", undefined, 3_000);
      await queueAll(store, "ada", [edit("last", "message")], 4_000);
      expect(await store.outbox.begin("ada", 4_000)).toMatchObject({ id: "last", payload: { text: "last" } });
      await store.outbox.sent("last", undefined, 4_000);
      expect(await store.stats()).toMatchObject({ waitingDeliveries: 0 });
    });

    test("a text so far that turns out to be the last edit goes out, dropped or not", async () => {
      await using store = await open();
      await deliverNameless(store);
      await queueAll(store, "ada", [interim("dropped")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      await queueAll(store, "ada", [edit("dropped", "message"), { id: "next", payload: 1 }], 3_000);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({ id: "dropped", payload: { text: "dropped" } });
      await store.outbox.sent("dropped", undefined, 3_000);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({ id: "next" });
      await store.outbox.sent("next", undefined, 3_000);
      await queueAll(store, "ada", [interim("waiting")], 4_000);
      await queueAll(store, "ada", [edit("waiting", "message"), { id: "other", payload: 1 }], 5_000);
      expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "waiting" });
      await store.outbox.sent("waiting", undefined, 5_000);
      expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "other" });
    });

    test("an edit of a message whose id the channel never gave is a message, too", async () => {
      await using store = await open();
      await queue(store, "ada", ["message"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("message", undefined, 1_000);
      await queueAll(store, "ada", [edit("edit", "message")], 2_000);
      expect(await store.outbox.begin("ada", 2_000)).not.toHaveProperty("editsExternalId");
    });
  });
}
