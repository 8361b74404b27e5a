import type { FailureCause } from "@causerie/server/pipeline/outbox/outbox.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { queue } from "#contract/store/store-samples.ts";

const away: FailureCause = { reason: "503", kind: "transient" };
const timedOut: FailureCause = { reason: "timeout", kind: "unknown" };

/** How every store keeps what is left of a delivery that is sent as several messages. */
export function partsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: outbox, deliveries in parts`, () => {
    test("what is left is the payload of the next try, which knows how many parts are out", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      expect(await store.outbox.keepRest("a", ["one", "two", "three"], 0, 1_000)).toBe(true);
      expect(await store.outbox.keepRest("a", ["two", "three"], 1, 1_000)).toBe(true);
      await store.outbox.retry("a", 2_000, away);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({
        id: "a",
        payload: ["two", "three"],
        partsOut: 1,
        attempt: 2,
        resent: false,
      });
      await store.outbox.sent("a", "mid.1", 2_000);
      const next = await store.outbox.begin("ada", 2_000);
      expect(next).toMatchObject({ id: "b", payload: { text: "b" } });
      expect(next).not.toHaveProperty("partsOut");
    });

    test("nothing is kept for a delivery that is over, was given back, or never began", async () => {
      await using store = await open();
      const ends = [
        (id: string) => store.outbox.sent(id, "mid.1", 1_000),
        (id: string) => store.outbox.confirm("web", id, "mid.1", 1_000),
        (id: string) => store.outbox.retry(id, 1_000, away),
        (id: string) => store.outbox.unknown(id, 1_000, timedOut),
        (id: string) => store.outbox.fail(id, away, 1_000),
        (id: string) => store.outbox.release(id, 1_000),
        (id: string) => store.outbox.setAside(id, [], 1_000),
      ];
      for (const [index, end] of ends.entries()) {
        const person = `person-${index}`;
        const id = `delivery-${index}`;
        await queue(store, person, [id], 1_000);
        expect(await store.outbox.keepRest(id, "rest", 1, 1_000)).toBe(false);
        await store.outbox.begin(person, 1_000);
        await end(id);
        expect(await store.outbox.keepRest(id, "rest", 1, 1_000)).toBe(false);
        const again = await store.outbox.begin(person, 1_000);
        expect(again === undefined ? "over" : again.payload).toEqual(again === undefined ? "over" : { text: id });
      }
      expect(await store.outbox.keepRest("nobody's", "rest", 1, 1_000)).toBe(false);
    });

    test("the echo of a part in doubt ends the wait: the others go out, and none is called a repeat", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.keepRest("a", ["one", "two"], 0, 1_000);
      await store.outbox.unknown("a", 11_000, timedOut);
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      expect(await store.outbox.confirmPart("web", "a", 1, 2_000)).toBe("ada");
      expect(await store.outbox.due(2_000, 10, new Set())).toEqual(["ada"]);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({
        payload: ["one", "two"],
        partsOut: 1,
        resent: false,
      });
    });

    test("the echo of an earlier part says nothing of the one in doubt", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.keepRest("a", ["two", "three"], 1, 1_000);
      await store.outbox.unknown("a", 11_000, timedOut);
      expect(await store.outbox.confirmPart("web", "a", 1, 2_000)).toBe("ada");
      expect(await store.outbox.begin("ada", 10_999)).toBeUndefined();
      expect(await store.outbox.begin("ada", 11_000)).toMatchObject({ partsOut: 1, resent: true });
    });

    test("echoes may come before the answers, late, and in any order", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await store.outbox.begin("ada", 1_000);
      await store.outbox.keepRest("a", ["one", "two", "three"], 0, 1_000);
      expect(await store.outbox.confirmPart("web", "a", 2, 1_000)).toBe("ada");
      expect(await store.outbox.confirmPart("web", "a", 1, 1_000)).toBe("ada");
      expect(await store.outbox.keepRest("a", ["two", "three"], 1, 1_000)).toBe(true);
      expect(await store.outbox.begin("ada", 1_000)).toBeUndefined();
      await store.outbox.retry("a", 2_000, away);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ payload: ["two", "three"], partsOut: 2 });
      await store.outbox.sent("a", "mid.1", 2_000);
      expect(await store.outbox.confirmPart("web", "a", 3, 2_000)).toBe("ada");
      expect((await store.outbox.states(["a"])).get("a")).toEqual({ type: "sent" });
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "b" });
    });

    test("an echo of a part of something that is not ours is said to be so", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      expect(await store.outbox.confirmPart("web", "somebody else's", 1, 1_000)).toBeUndefined();
      expect(await store.outbox.confirmPart("page", "a", 1, 1_000)).toBeUndefined();
      expect(await store.outbox.begin("ada", 1_000)).not.toHaveProperty("partsOut");
    });
  });
}
