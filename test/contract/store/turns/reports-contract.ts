import { DeliveryError } from "@causerie/server/channel/delivery-error.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { queue, queueAll } from "#contract/store/store-samples.ts";

/** What every store makes of a channel's later reports on a message. */
export function reportsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: outbox, reports of the channel`, () => {
    /** A delivery that the channel has accepted as `mid.1`. */
    async function deliver(store: Store): Promise<void> {
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("a", "mid.1", 1_000);
    }
    const stateOf = async (store: Store, id: string) => (await store.outbox.states([id])).get(id);

    test("a message is reported delivered and read by our id or by the channel's, and read it stays", async () => {
      await using store = await open();
      await deliver(store);
      expect(await store.outbox.report("web", { deliveryId: "a", status: "delivered" }, 2_000)).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "delivered" });
      expect(await store.outbox.report("web", { externalId: "mid.1", status: "read" }, 3_000)).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "read" });
      expect(await store.outbox.report("web", { externalId: "mid.1", status: "delivered" }, 4_000)).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "read" });
    });

    test("all messages that were written before a time are reported at once, of this conversation only", async () => {
      await using store = await open();
      await deliver(store);
      await queue(store, "bob", ["c"], 1_000);
      await store.outbox.begin("bob", 1_000);
      await store.outbox.sent("c", undefined, 1_000);
      const report = (until: number, status: "delivered" | "read", conversationId = "ada") =>
        store.outbox.report("web", { conversationId, until, status }, 2_000);
      const ever = Number.MAX_SAFE_INTEGER;
      expect(await report(0, "read")).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent" });
      expect(await report(ever, "delivered")).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "delivered" });
      await report(ever, "read");
      await report(ever, "delivered");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "read" });
      // What waits has reached nobody, and other people's messages are not meant.
      expect(await stateOf(store, "b")).toEqual({ type: "waiting" });
      expect(await stateOf(store, "c")).toEqual({ type: "sent" });
      expect(await report(ever, "read", "eve")).toBeUndefined();
      expect(
        await store.outbox.report("page", { conversationId: "ada", until: ever, status: "read" }, 1),
      ).toBeUndefined();
    });

    test("the newest refusal because of the person is known, with the time of its message", async () => {
      await using store = await open();
      await deliver(store);
      expect(await store.outbox.lastRefusal("ada")).toBeUndefined();
      await store.outbox.begin("ada", 1_000);
      await store.outbox.fail("b", { reason: "100", kind: "content" }, 2_000);
      expect(await store.outbox.lastRefusal("ada")).toBeUndefined();
      await queue(store, "ada", ["c", "d"], 3_000);
      for (const [id, kind] of [
        ["c", "window"],
        ["d", "recipient"],
      ] as const) {
        await store.outbox.begin("ada", 3_000);
        await store.outbox.fail(id, { reason: "551", kind }, 3_000);
        expect(await store.outbox.lastRefusal("ada")).toEqual({ kind, at: expect.any(Number) });
      }
      expect(await store.outbox.lastRefusal("bob")).toBeUndefined();
    });

    test("a message that fails later has failed, with the channel's reason, and its lane goes on", async () => {
      await using store = await open();
      await deliver(store);
      const error = new DeliveryError("no such number", "recipient", { code: "131026" });
      expect(await store.outbox.report("web", { externalId: "mid.1", status: "failed", error }, 2_000)).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "failed", reason: "131026", kind: "recipient" });
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b" });
    });

    test("what has been delivered or read does not fail any more", async () => {
      await using store = await open();
      await deliver(store);
      await store.outbox.report("web", { deliveryId: "a", status: "read" }, 2_000);
      const error = new DeliveryError("too late", "transient");
      expect(await store.outbox.report("web", { deliveryId: "a", status: "failed", error }, 3_000)).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "read" });
    });

    test("a failure that is reported before the call has returned is not undone by its answer", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      const error = new DeliveryError("no such number", "recipient");
      expect(await store.outbox.report("web", { deliveryId: "a", status: "failed", error }, 1_100)).toBe("ada");
      await store.outbox.sent("a", "mid.1", 1_200);
      expect(await stateOf(store, "a")).toEqual({ type: "failed", reason: "recipient", kind: "recipient" });
      expect(await store.outbox.begin("ada", 1_200)).toMatchObject({ id: "b" });
    });

    test("a report says that the channel has the message, also before the call has returned", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      expect(
        await store.outbox.report("web", { deliveryId: "a", externalId: "mid.1", status: "delivered" }, 1_100),
      ).toBe("ada");
      await store.outbox.unknown("a", 9_000, { reason: "timeout", kind: "unknown" });
      expect(await store.outbox.begin("ada", 1_200)).toMatchObject({ id: "b" });
      // Its external id is known from the report.
      expect(await store.outbox.report("web", { externalId: "mid.1", status: "read" }, 1_300)).toBe("ada");
      expect(await stateOf(store, "a")).toEqual({ type: "sent", receipt: "read" });
    });

    test("of an edited message a report by the channel's id is about the message itself", async () => {
      await using store = await open();
      await queue(store, "ada", ["message"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("message", "mid.1", 1_000);
      await queueAll(store, "ada", [{ id: "edit", payload: 1, edits: "message" }], 2_000);
      await store.outbox.begin("ada", 2_000);
      await store.outbox.sent("edit", "mid.1", 2_000);
      await store.outbox.report("web", { externalId: "mid.1", status: "read" }, 3_000);
      expect(await stateOf(store, "message")).toEqual({ type: "sent", receipt: "read" });
      expect(await stateOf(store, "edit")).toEqual({ type: "sent" });
    });

    test("where the channel's ids are unique in one chat only, a report that names the conversation is about that one", async () => {
      await using store = await open();
      for (const person of ["ada", "bob"]) {
        await queue(store, person, [`to ${person}`], 1_000);
        await store.outbox.begin(person, 1_000);
        await store.outbox.sent(`to ${person}`, "7", 1_000);
      }
      const read = { externalId: "7", status: "read" as const };
      expect(await store.outbox.report("web", { ...read, conversationId: "bob" }, 2_000)).toBe("bob");
      expect(await stateOf(store, "to ada")).toEqual({ type: "sent" });
      expect(await stateOf(store, "to bob")).toEqual({ type: "sent", receipt: "read" });
      expect(await store.outbox.report("web", { ...read, conversationId: "cem" }, 2_000)).toBeUndefined();
      expect(
        await store.outbox.report("web", { deliveryId: "to ada", conversationId: "bob", status: "read" }, 2_000),
      ).toBeUndefined();
      expect(await stateOf(store, "to ada")).toEqual({ type: "sent" });
    });

    test("a report of a message that is not this connector's is said to be so, and changes nothing", async () => {
      await using store = await open();
      await deliver(store);
      expect(await store.outbox.report("page", { deliveryId: "a", status: "read" }, 2_000)).toBeUndefined();
      expect(await store.outbox.report("page", { externalId: "mid.1", status: "read" }, 2_000)).toBeUndefined();
      expect(await store.outbox.report("web", { deliveryId: "nobody's", status: "read" }, 2_000)).toBeUndefined();
      expect(await store.outbox.report("web", { externalId: "mid.9", status: "read" }, 2_000)).toBeUndefined();
      expect(await store.outbox.report("web", { status: "read" }, 2_000)).toBeUndefined();
      expect(await stateOf(store, "a")).toEqual({ type: "sent" });
    });
  });
}
