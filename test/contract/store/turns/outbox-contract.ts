import { direct } from "@causerie/server/channel/address.ts";
import type { DeliveryState, FailureCause } from "@causerie/server/pipeline/outbox/outbox.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, queue, textEvent } from "#contract/store/store-samples.ts";

const away: FailureCause = { reason: "503", kind: "transient" };
const timedOut: FailureCause = { reason: "timeout", kind: "unknown" };
const refused: FailureCause = { reason: "551", kind: "recipient" };

const notStored = /could not write|is not a time/;

/** How every store keeps deliveries in order until they are taken. */
export function outboxContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: outbox`, () => {
    test("a delivery is handed out with all that is known of it", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      expect(await store.outbox.begin("ada", 1_000)).toEqual({
        id: "a",
        connectorId: "web",
        conversationId: "ada",
        address: direct("user-ada"),
        payload: { text: "a" },
        attempt: 1,
        resent: false,
        waitedMs: 0,
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
      await store.outbox.retry("a", 5_000, away);
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
      await store.outbox.unknown("a", 11_000, timedOut);
      expect(await store.outbox.begin("ada", 10_999)).toBeUndefined();
      expect(await store.outbox.begin("ada", 11_000)).toMatchObject({ id: "a", attempt: 2, resent: true });
      await store.outbox.retry("a", 12_000, away);
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
      await store.outbox.unknown("a", 6_000, timedOut);
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
        (id: string) => store.outbox.retry(id, 1_000.5, away),
        (id: string) => store.outbox.unknown(id, 1_000.5, timedOut),
        (id: string) => store.outbox.fail(id, refused, 1_000.5),
        (id: string) => store.outbox.release(id, 1_000.5),
        (id: string) => store.outbox.sent(id, "mid.1", 1_000.5),
      ];
      for (const [index, end] of ends.entries()) {
        const person = `person-${index}`;
        const id = `delivery-${index}`;
        await queue(store, person, [id, `next-${index}`], 1_000);
        await store.outbox.begin(person, 1_000);
        await expect(end(id)).rejects.toThrow(notStored);
        expect(await store.outbox.begin(person, 60_999)).toBeUndefined();
        expect(await store.outbox.nextDue(60_999)).toBe(61_000);
        expect(await store.outbox.due(61_000, 10, new Set())).toEqual([person]);
        expect(await store.outbox.begin(person, 61_000)).toMatchObject({ id, attempt: 2, resent: true });
        await store.outbox.retry(id, 62_000, away);
        expect(await store.outbox.begin(person, 62_000)).toMatchObject({ id, attempt: 3, resent: true });
        await store.outbox.sent(id, "mid.1", 62_000);
        await store.outbox.begin(person, 62_000);
        await store.outbox.sent(`next-${index}`, "mid.2", 62_000);
      }
    });

    test("a delivery that could not be noted as sent can still be noted as perhaps sent", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await expect(store.outbox.sent("a", "mid.1", 1_000.5)).rejects.toThrow(notStored);
      await store.outbox.unknown("a", 5_000, timedOut);
      expect(await store.outbox.nextDue(1_000)).toBe(5_000);
      expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "a", attempt: 2, resent: true });
    });

    test("an echo lets a lane go on whose delivery could not be noted as sent", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await expect(store.outbox.sent("a", "mid.1", 1_000.5)).rejects.toThrow(notStored);
      expect(await store.outbox.confirm("web", "a", "mid.1", 2_000)).toBe("ada");
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b", resent: false });
    });

    test("an echo in time spares the resend", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.unknown("a", 11_000, timedOut);
      expect(await store.outbox.confirm("web", "a", "mid.1", 2_000)).toBe("ada");
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b" });
    });

    test("an answer that comes late spares the resend, too", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.unknown("a", 11_000, timedOut);
      await store.outbox.sent("a", "mid.1", 2_000);
      expect(await store.outbox.begin("ada", 11_000)).toMatchObject({ id: "b" });
    });

    test("an echo may come before the answer, and any number of times", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      expect(await store.outbox.confirm("web", "a", "mid.1", 1_100)).toBe("ada");
      expect(await store.outbox.begin("ada", 1_100)).toMatchObject({ id: "b" });
      await store.outbox.sent("a", "mid.1", 1_200);
      expect(await store.outbox.confirm("web", "a", undefined, 1_300)).toBe("ada");
      expect(await store.outbox.begin("ada", 1_300)).toBeUndefined();
      expect(await store.stats()).toMatchObject({ waitingDeliveries: 1 });
    });

    test("what an echo has confirmed, a failure that is reported later does not bring back", async () => {
      await using store = await open();
      const late = [
        (id: string) => store.outbox.retry(id, 1_200, away),
        (id: string) => store.outbox.unknown(id, 1_200, timedOut),
        (id: string) => store.outbox.fail(id, refused, 1_200),
      ];
      for (const [index, report] of late.entries()) {
        const id = `delivery-${index}`;
        await queue(store, "ada", [id], 1_000);
        expect(await store.outbox.begin("ada", 1_000)).toMatchObject({ id });
        await store.outbox.confirm("web", id, "mid.1", 1_100);
        await report(id);
        expect(await store.outbox.begin("ada", 9_000)).toBeUndefined();
        expect(await store.stats()).toMatchObject({ waitingDeliveries: 0 });
      }
    });

    test("an echo of something that is not ours is said to be so", async () => {
      await using store = await open();
      expect(await store.outbox.confirm("web", "somebody else's", "mid.9", 1_000)).toBeUndefined();
      await queue(store, "ada", ["a"], 1_000);
      expect(await store.outbox.confirm("page", "a", "mid.1", 1_000)).toBeUndefined();
      expect(await store.outbox.begin("ada", 1_000)).toMatchObject({ id: "a" });
    });

    test("a delivery that is given up lets the lane go on", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.fail("a", refused, 1_000);
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

    test("what became of deliveries can be asked for, with the reason and the kind of a failure", async () => {
      await using store = await open();
      await queue(store, "ada", ["sent", "refused", "defect", "waits"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("sent", "mid.1", 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.fail("refused", { reason: "10/2018278", kind: "window" }, 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.fail("defect", { reason: "defect" }, 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.retry("waits", 9_000, away);
      expect(await store.outbox.states(["sent", "refused", "defect", "waits", "nobody's"])).toEqual(
        new Map<string, DeliveryState>([
          ["sent", { type: "sent" }],
          ["refused", { type: "failed", reason: "10/2018278", kind: "window" }],
          ["defect", { type: "failed", reason: "defect" }],
          ["waits", { type: "waiting" }],
        ]),
      );
    });
  });

  describe(`${name}: outbox, pauses`, () => {
    test("after a delivery the next one of its lane waits for the pause, and no other lane does", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await queue(store, "bob", ["c"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("a", "mid.1", 1_000, 3_000);
      expect(await store.outbox.begin("ada", 2_999)).toBeUndefined();
      expect(await store.outbox.due(2_999, 10, new Set())).toEqual(["bob"]);
      expect(await store.outbox.nextDue(2_999)).toBe(3_000);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({ id: "b", attempt: 1, resent: false });
    });

    test("a pause is kept also by what is queued during it", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("a", "mid.1", 1_000, 3_000);
      await queue(store, "ada", ["b"], 2_000);
      expect(await store.outbox.begin("ada", 2_999)).toBeUndefined();
      expect(await store.outbox.due(2_999, 10, new Set())).toEqual([]);
      expect(await store.outbox.nextDue(2_000)).toBe(3_000);
      expect(await store.outbox.due(3_000, 10, new Set())).toEqual(["ada"]);
      expect(await store.outbox.begin("ada", 3_000)).toMatchObject({ id: "b" });
    });

    test("a pause does not bring forward what waits longer", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.sent("a", "mid.1", 1_000, 2_000);
      await store.outbox.begin("ada", 2_000);
      await store.outbox.retry("b", 9_000, away);
      expect(await store.outbox.begin("ada", 8_999)).toBeUndefined();
      expect(await store.outbox.begin("ada", 9_000)).toMatchObject({ id: "b" });
    });
  });
}
