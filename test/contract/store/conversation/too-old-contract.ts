import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue } from "#contract/store/store-samples.ts";

const noticeOf = (id: string) => [{ id: `${id}.late`, payload: { text: `instead of ${id}` } }];

const both = { locale: "fr", preferredLocale: "de" };

async function begin(store: Store, lane: string, now: number) {
  const item = await store.outbox.begin(lane, now);
  if (item === undefined) throw new Error(`nothing can go out in ${lane}`);
  return item;
}

/** Sends all that is due, and sets aside what has waited for more than 100. @returns what was sent. */
async function deliverAll(store: Store, lane: string, now: number): Promise<string[]> {
  const sent: string[] = [];
  for (;;) {
    const item = await store.outbox.begin(lane, now);
    if (item === undefined) return sent;
    if (item.waitedMs > 100) await store.outbox.setAside(item.id, noticeOf(item.id), now);
    else {
      await store.outbox.sent(item.id, undefined, now);
      sent.push(item.id);
    }
  }
}

/** How every store sets deliveries aside that are too old. */
export function tooOldContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: deliveries that are too old`, () => {
    test("a delivery says for how long it has waited since it was queued, also after it was tried", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      expect(await begin(store, "ada", 1_070)).toMatchObject({ id: "a", waitedMs: 70 });
      await store.outbox.retry("a", 1_100, { reason: "away" });
      expect(await begin(store, "ada", 1_100)).toMatchObject({ id: "a", waitedMs: 100 });
    });

    test("it is set aside with its reason, what is younger goes out, and the notice after that", async () => {
      await using store = await open();
      await queue(store, "ada", ["a", "b"], 1_000);
      await queue(store, "ada", ["c"], 1_050);
      expect(await deliverAll(store, "ada", 1_101)).toEqual(["c", "a.late"]);
      const states = await store.outbox.states(["a", "b", "c"]);
      expect(states.get("a")).toEqual({ type: "failed", reason: "too_old" });
      expect(states.get("b")).toEqual({ type: "failed", reason: "too_old" });
      expect(await store.stats()).toMatchObject({ waitingDeliveries: 0 });
    });

    test("while a notice waits, and for what was queued before it went out, there is no second one", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await store.outbox.setAside((await begin(store, "ada", 1_101)).id, noticeOf("a"), 1_101);
      await queue(store, "ada", ["b", "c"], 1_110);
      // The line is down for long: the notice is of use at any age.
      const notice = await begin(store, "ada", 1_300);
      expect(notice).toMatchObject({ id: "a.late", payload: { text: "instead of a" }, waitedMs: 0 });
      await store.outbox.retry("a.late", 1_400, { reason: "away" });
      expect(await deliverAll(store, "ada", 1_400)).toEqual(["a.late"]);
      expect((await store.outbox.states(["b", "c"])).get("c")).toMatchObject({ reason: "too_old" });
    });

    test("what is queued after a notice went out, and grows too old itself, is told of again", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      expect(await deliverAll(store, "ada", 1_101)).toEqual(["a.late"]);
      await queue(store, "ada", ["b"], 1_102);
      await store.outbox.report("web", { deliveryId: "a.late", status: "read" }, 1_150);
      expect(await deliverAll(store, "ada", 1_203)).toEqual(["b.late"]);
    });

    test("the notices of two people, and those of parts, know nothing of each other", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await queue(store, "bob", ["b"], 1_000);
      await begin(store, "ada", 1_101);
      const parts = ["a.late.0", "a.late.1"].map((id) => ({ id, payload: id }));
      await store.outbox.setAside("a", parts, 1_101);
      expect(await deliverAll(store, "ada", 1_101)).toEqual(["a.late.0", "a.late.1"]);
      expect(await deliverAll(store, "bob", 1_101)).toEqual(["b.late"]);
    });

    test("a delivery that an echo has confirmed meanwhile was delivered: there is nothing to tell", async () => {
      await using store = await open();
      await queue(store, "ada", ["a"], 1_000);
      await begin(store, "ada", 1_101);
      await store.outbox.confirm("web", "a", "mid.1", 1_101);
      await store.outbox.setAside("a", noticeOf("a"), 1_101);
      expect(await store.outbox.begin("ada", 1_101)).toBeUndefined();
      expect((await store.outbox.states(["a"])).get("a")).toEqual({ type: "sent" });
    });

    test("the language of a conversation is the one that was chosen, or else the last one", async () => {
      await using store = await open();
      for (const [person, state] of Object.entries({ ada: {}, bob: { locale: "fr" }, cem: both })) {
        await store.events.append(eventOf(person, "a"), 1_000);
        await store.turns.commit(await beginTurn(store, person, 1_000), nothing, { data: {}, ...state }, 1_000);
      }
      const asked = ["ada", "bob", "cem"].map((person) => store.people.localeOf(person));
      expect(await Promise.all(asked)).toEqual([undefined, "fr", "de"]);
      expect(await store.people.localeOf("nobody")).toBeUndefined();
    });
  });
}
