import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import { leaseMs } from "@causerie/server/conversation/turns.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, nothing, readTexts, says, textEvent } from "#contract/store/store-samples.ts";

/** How long every store lets a turn belong to one owner, and what it does with a turn that was interrupted. */
export function turnLeasesContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: leases of turns`, () => {
    test("a lease that was not renewed in time goes to the next caller, and its former owner writes nothing any more", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const lost = await beginTurn(store, "ada", 1_000);
      await store.ready();
      expect(await store.turns.begin("ada", 1_000 + leaseMs - 1)).toBeUndefined();
      expect(await store.turns.due(1_000 + leaseMs - 1, 10, new Set())).toEqual([]);

      const end = 1_000 + leaseMs;
      expect(await store.turns.due(end, 10, new Set())).toEqual(["ada"]);
      const current = await beginTurn(store, "ada", end);
      expect(current).toMatchObject({ seq: 1, attempt: 2, interrupted: true });
      expect(current.fence).toBeGreaterThan(lost.fence);

      const late = { events: [says("late", "late")], deliveries: [{ id: "late", payload: "late" }] };
      const writes = [
        () => store.turns.renew(lost, end),
        () => store.turns.keepIdempotencyRecord(lost, "late", 1),
        () => store.turns.append(lost, late, end),
        () => store.turns.commit(lost, late, { data: { late: true } }, end),
        () => store.turns.postpone(lost, 99_000),
        () => store.turns.release(lost),
        () => store.turns.deadLetter(lost, late, "late", end),
      ];
      for (const write of writes) await expect(write()).rejects.toThrow(StaleLeaseError);

      expect(await store.turns.idempotencyRecords(current)).toEqual({});
      await store.turns.commit(current, nothing, { data: {} }, end);
      expect(await readTexts(store, "ada")).toEqual(["> one"]);
      expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 0, waitingDeliveries: 0 });
    });

    test("a lease that is renewed in time stays with its owner", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      for (const now of [10_000, 20_000, 30_000]) {
        await store.turns.renew(lease, now);
        expect(await store.turns.begin("ada", now + leaseMs - 1)).toBeUndefined();
      }
      await store.turns.commit(lease, { events: [says("a.1", "hello")], deliveries: [] }, { data: {} }, 31_000);
      expect(await readTexts(store, "ada")).toEqual(["> one", "hello"]);
      await expect(store.turns.renew(lease, 32_000)).rejects.toThrow(StaleLeaseError);
    });

    test("an interrupted event is only named to a caller that must not take it, and its attempts are not counted", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await beginTurn(store, "ada", 1_000);
      await store.ready();
      const end = 1_000 + leaseMs;
      for (let round = 0; round < 3; round += 1) expect(await store.turns.begin("ada", end, false)).toBe("interrupted");
      expect(await store.turns.due(end, 10, new Set())).toEqual(["ada"]);
      expect(await beginTurn(store, "ada", end)).toMatchObject({ attempt: 2, interrupted: true });
    });

    test("an attempt that ended, well or badly, interrupts nothing", async () => {
      await using store = await open();
      for (const id of ["a", "b"]) await store.events.append(textEvent(id, id), 1_000);
      const begin = () => store.turns.begin("ada", 1_000, false);
      const first = await begin();
      if (first === undefined || first === "interrupted") throw new Error("the event is due");
      await store.turns.postpone(first, 1_000);
      const second = await begin();
      expect(second).toMatchObject({ seq: 1, attempt: 2, interrupted: false });
      if (second === undefined || second === "interrupted") throw new Error("the event is due");
      await store.turns.release(second);
      const third = await beginTurn(store, "ada", 1_000);
      await store.turns.commit(third, nothing, { data: {} }, 1_000);
      expect(await begin()).toMatchObject({ seq: 2, attempt: 1, interrupted: false });
    });

    test("an interrupted event that is postponed begins like any other the next time", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await beginTurn(store, "ada", 1_000);
      await store.ready();
      const end = 1_000 + leaseMs;
      await store.turns.postpone(await beginTurn(store, "ada", end), end);
      expect(await store.turns.begin("ada", end, false)).toMatchObject({ attempt: 3, interrupted: false });
    });

    test("idempotency records and what has been appended survive an interruption", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "book"), 1_000);
      const lost = await beginTurn(store, "ada", 1_000);
      await store.turns.keepIdempotencyRecord(lost, "seat", { number: 4 });
      await store.turns.append(lost, { events: [says("a.1", "one moment")], deliveries: [] }, 1_000);
      const current = await beginTurn(store, "ada", 1_000 + leaseMs);
      expect(await store.turns.idempotencyRecords(current)).toEqual({ seat: { number: 4 } });
      expect(await readTexts(store, "ada")).toEqual(["> book", "one moment"]);
    });
  });
}
