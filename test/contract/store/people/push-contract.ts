import { mostSubscriptions, type PushSubscription } from "@causerie/server/channel/host/push-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, says } from "#contract/store/store-samples.ts";

const hour = 3_600_000;

function ownerOf(person: string, session = `session-${person}`) {
  return { connectorId: "web", conversationId: person, visitorId: `user-${person}`, sessionId: session };
}

function subscriptionTo(name: string): PushSubscription {
  const keys = { p256dh: "BPublicKeyOfTheBrowser", auth: "secret", serverKey: "BOurKey" };
  return {
    endpoint: `https://push.example/${name}`,
    ...keys,
    title: "New answer",
    url: "https://www.example.com/help",
  };
}

const ada = ownerOf("ada");

/** The person says something, and the bot answers. @returns the seq of the answer. */
async function answer(store: Store, person: string, id: string): Promise<number> {
  await store.events.append(eventOf(person, id), Date.now());
  const lease = await beginTurn(store, person, Date.now());
  await store.turns.commit(lease, { ...nothing, events: [says(`answer ${id}`, "Hello")] }, { data: {} }, Date.now());
  return (await store.log.position(person)).lastSeq;
}

async function take(store: Store, count = 10, leaseMs = hour): Promise<string[]> {
  const due = await store.push.take("web", count, leaseMs, Date.now());
  return due.map(({ endpoint }) => endpoint.slice("https://push.example/".length)).sort();
}

/** How every store keeps the browsers that are told of answers. */
export function pushContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: push subscriptions`, () => {
    test("one is taken when its conversation has something new that is not the person's own, by one at a time", async () => {
      await using store = await open();
      const known = await answer(store, "ada", "1");
      await store.push.save(ada, subscriptionTo("a"), hour, Date.now());
      expect(await take(store)).toEqual([]);
      await store.events.append(eventOf("ada", "2"), Date.now());
      expect(await take(store)).toEqual([]);
      const lease = await beginTurn(store, "ada", Date.now());
      await store.turns.commit(
        lease,
        { ...nothing, events: [says("answer 2", "Hello again")] },
        { data: {} },
        Date.now(),
      );
      const both = await Promise.all([
        store.push.take("web", 10, hour, Date.now()),
        store.push.take("web", 10, hour, Date.now()),
      ]);
      expect(both.flat()).toEqual([{ ...ada, ...subscriptionTo("a"), notifiedSeq: known, tries: 0 }]);
      expect(await take(store)).toEqual([]);
    });

    test("what is settled is not taken again until there is more, and what was written meanwhile is more", async () => {
      await using store = await open();
      await answer(store, "ada", "1");
      await store.push.save(ada, subscriptionTo("a"), hour, Date.now());
      const second = await answer(store, "ada", "2");
      expect(await take(store)).toEqual(["a"]);
      const third = await answer(store, "ada", "3");
      await store.push.settle(subscriptionTo("a").endpoint, second);
      expect(await take(store)).toEqual(["a"]);
      await store.push.settle(subscriptionTo("a").endpoint, third);
      expect(await take(store)).toEqual([]);
      await answer(store, "ada", "4");
      expect(await take(store)).toEqual(["a"]);
    });

    test("a try that failed is counted and comes again after its time; a lease that nobody ended ends by itself", async () => {
      await using store = await open();
      await store.push.save(ada, subscriptionTo("a"), hour, Date.now());
      await answer(store, "ada", "1");
      const { endpoint } = subscriptionTo("a");
      expect(await take(store, 10, -1)).toEqual(["a"]);
      expect(await take(store)).toEqual(["a"]);
      await store.push.retry(endpoint, hour, true, Date.now());
      expect(await take(store)).toEqual([]);
      await store.push.retry(endpoint, -1, false, Date.now());
      expect((await store.push.take("web", 10, -1, Date.now())).map(({ tries }) => tries)).toEqual([1]);
      await store.push.settle(endpoint, 0);
      expect((await store.push.take("web", 10, hour, Date.now())).map(({ tries }) => tries)).toEqual([0]);
    });

    test("those of other connectors are not taken, and as many as were asked for are", async () => {
      await using store = await open();
      for (const letter of ["a", "b", "c"])
        await store.push.save(ownerOf(letter), subscriptionTo(letter), hour, Date.now());
      for (const letter of ["a", "b", "c"]) await answer(store, letter, "1");
      expect(await store.push.take("other", 10, hour, Date.now())).toEqual([]);
      const first = await take(store, 2);
      expect(first).toHaveLength(2);
      expect([...first, ...(await take(store, 2))].sort()).toEqual(["a", "b", "c"]);
    });

    test("an endpoint has one owner, the last, and a conversation has the newest few", async () => {
      await using store = await open();
      await store.push.save(ada, subscriptionTo("a"), hour, Date.now());
      await store.push.save(ownerOf("bob"), subscriptionTo("a"), hour, Date.now());
      expect(await store.push.remove(ada, subscriptionTo("a").endpoint)).toBe(false);
      expect(await store.push.remove(ownerOf("bob"), subscriptionTo("a").endpoint)).toBe(true);
      expect(await store.push.remove(ownerOf("bob"), subscriptionTo("a").endpoint)).toBe(false);
      for (let index = 0; index < mostSubscriptions + 3; index += 1) {
        await store.push.save(ada, subscriptionTo(String(index)), hour, Date.now() + index);
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
      await answer(store, "ada", "1");
      expect(await take(store)).toEqual(["3", "4", "5", "6", "7"]);
    });

    test("one goes when its push service knows it no longer, with its session, and when it has expired", async () => {
      await using store = await open();
      await store.push.save(ada, subscriptionTo("dropped"), hour, Date.now());
      await store.push.save(ownerOf("ada", "phone"), subscriptionTo("phone"), hour, Date.now());
      await store.push.save(ownerOf("ada", "old"), subscriptionTo("expired"), -1, Date.now());
      await store.push.save(ownerOf("ada", "laptop"), subscriptionTo("laptop"), hour, Date.now());
      await store.push.drop(subscriptionTo("dropped").endpoint);
      await store.push.endSession("other", "phone");
      await store.push.endSession("web", "phone");
      await answer(store, "ada", "1");
      expect(await take(store)).toEqual(["laptop"]);
      expect(await store.push.expire(Date.now())).toBe(1);
      expect(await store.push.expire(Date.now())).toBe(0);
    });

    test("they go with their conversation", async () => {
      await using store = await open();
      const { operator } = store;
      if (operator === undefined) return;
      await answer(store, "ada", "1");
      await store.push.save(ada, subscriptionTo("a"), hour, Date.now());
      await operator.deleteConversation("ada", Date.now());
      expect(await store.push.remove(ada, subscriptionTo("a").endpoint)).toBe(false);
    });
  });
}
