import { oldestActMs } from "@causerie/server/store/order-of-waiting.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginTurn, nothing, textEvent } from "#contract/store/store-samples.ts";

/** Answers all that waits. @returns the ids in the order in which they were answered. */
async function answerAll(store: Store, now: number): Promise<string[]> {
  const answered: string[] = [];
  while ((await store.turns.due(now, 1, new Set())).length > 0) {
    const lease = await beginTurn(store, "ada", now);
    answered.push(lease.event.id);
    await store.turns.commit(lease, nothing, { data: {} }, now);
  }
  return answered;
}

const arrival = Date.UTC(2026, 5, 1);

/** Webhooks come one to five times, in any order; between two deliveries the bot answers some of what waits. */
const deliveries = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 6 }), times: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((events) =>
    fc.shuffledSubarray(
      events.flatMap(({ at, times }, index) =>
        Array.from({ length: times }, () => ({ id: `${index}`, at: arrival - 60_000 + at })),
      ),
      { minLength: events.reduce((sum, { times }) => sum + times, 0) },
    ),
  )
  .chain((all) =>
    fc.tuple(fc.constant(all), fc.array(fc.nat({ max: 2 }), { minLength: all.length, maxLength: all.length })),
  );

/** In which order every store hands out what waits in one conversation. */
export function orderContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: order of what waits`, () => {
    test("events are answered as the person acted, not as they came in; their numbers stay those of the log", async () => {
      await using store = await open();
      for (const [index, id] of ["c", "a", "b", "a2"].entries()) {
        const at = arrival - 60_000 + (id.codePointAt(0) ?? 0);
        expect(await store.events.append(textEvent(id, id, { at }), arrival)).toMatchObject({ seq: index + 1 });
      }
      expect(await answerAll(store, arrival)).toEqual(["a", "a2", "b", "c"]);
    });

    test("an event that was begun stays the next one, whatever comes in meanwhile", async () => {
      await using store = await open();
      await store.events.append(textEvent("b", "b", { at: arrival - 10 }), arrival);
      const lease = await beginTurn(store, "ada", arrival);
      await store.events.append(textEvent("a", "a", { at: arrival - 20 }), arrival);
      await store.turns.postpone(lease, arrival + 5_000);
      expect(await store.turns.due(arrival + 4_999, 1, new Set())).toEqual([]);
      expect(await answerAll(store, arrival + 5_000)).toEqual(["b", "a"]);
    });

    test("a turn that was given back has not begun: what was done before it is answered first, and at once", async () => {
      await using store = await open();
      await store.events.append(textEvent("b", "b", { at: arrival - 10 }), arrival);
      const lease = await beginTurn(store, "ada", arrival);
      await store.events.append(textEvent("a", "a", { at: arrival - 20 }), arrival);
      await store.turns.release(lease, arrival + 5_000);
      expect(await answerAll(store, arrival)).toEqual(["a"]);
      expect(await store.turns.nextDue(arrival)).toBe(arrival + 5_000);
      expect(await answerAll(store, arrival + 5_000)).toEqual(["b"]);
    });

    test("what comes in late is due at once, though the one that it goes before rests", async () => {
      await using store = await open();
      await store.events.append(textEvent("b", "b", { at: arrival - 10 }), arrival);
      await store.turns.release(await beginTurn(store, "ada", arrival), arrival + 5_000);
      await store.events.append(textEvent("a", "a", { at: arrival - 20 }), arrival);
      expect(await store.turns.due(arrival, 1, new Set())).toEqual(["ada"]);
      expect(await answerAll(store, arrival)).toEqual(["a"]);
    });

    test("a time that lies in the future or is absurdly old counts as the time of arrival", async () => {
      await using store = await open();
      const times = { future: arrival + 1, old: arrival - oldestActMs - 1, seconds: arrival / 1_000, zero: 0 };
      for (const [id, at] of Object.entries(times)) await store.events.append(textEvent(id, id, { at }), arrival);
      await store.events.append(textEvent("week", "week", { at: arrival - oldestActMs }), arrival);
      await store.events.append(textEvent("now", "now", { at: arrival }), arrival);
      expect(await answerAll(store, arrival)).toEqual(["week", "future", "old", "seconds", "zero", "now"]);
    });

    test("events of a channel that brings them in order are answered as they came in", async () => {
      await using store = await open();
      await store.events.append(textEvent("fast clock", "one", { at: arrival - 1, inOrder: true }), arrival);
      await store.events.append(textEvent("slow clock", "two", { at: arrival - 600_000, inOrder: true }), arrival);
      expect(await answerAll(store, arrival)).toEqual(["fast clock", "slow clock"]);
    });

    test("a stop is meant for the event that is answered next", async () => {
      await using store = await open();
      await store.events.append(textEvent("b", "b", { at: arrival - 10 }), arrival);
      await store.events.append(textEvent("a", "a", { at: arrival - 20 }), arrival);
      await store.turns.stop("ada");
      const first = await beginTurn(store, "ada", arrival);
      expect(Object.keys(await store.turns.idempotencyRecords(first))).toEqual(["causerie.stopped"]);
      await store.turns.commit(first, nothing, { data: {} }, arrival);
      expect(await store.turns.idempotencyRecords(await beginTurn(store, "ada", arrival))).toEqual({});
    });

    test("webhooks that come one to five times, shuffled: each is handled once, those that wait by time", async () => {
      const agreement = fc.assert(
        fc.asyncProperty(deliveries, async ([all, answersAfter]) => {
          await using store = await open();
          const waiting: { id: string; at: number }[] = [];
          const known = new Set<string>();
          const handled: string[] = [];
          const expected: string[] = [];
          const answer = async (): Promise<void> => {
            const lease = await store.turns.begin("ada", arrival);
            if (lease === undefined || lease === "interrupted") return;
            handled.push(lease.event.id);
            await store.turns.commit(lease, nothing, { data: {} }, arrival);
            const first = Math.min(...waiting.map(({ at }) => at));
            const [next] = waiting.splice(
              waiting.findIndex(({ at }) => at === first),
              1,
            );
            expected.push(next?.id ?? "nothing");
          };
          for (const [index, { id, at }] of all.entries()) {
            const { duplicate } = await store.events.append(textEvent(id, id, { at }), arrival);
            expect(duplicate).toBe(known.has(id));
            if (!duplicate) waiting.push({ id, at });
            known.add(id);
            for (let count = answersAfter[index] ?? 0; count > 0; count -= 1) await answer();
          }
          while (waiting.length > 0) await answer();
          expect(await store.turns.begin("ada", arrival)).toBeUndefined();
          expect(handled).toEqual(expected);
          expect(new Set(handled).size).toBe(known.size);
        }),
        { numRuns: 10 },
      );
      await expect(agreement).resolves.toBeUndefined();
    });
  });
}
