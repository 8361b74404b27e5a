import { endedPageSize, graceMs, type SessionStore, type ShownToken } from "@causerie/server/sessions/session-store.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTexts, textEvent } from "#contract/store/store-samples.ts";

const ada = { connectorId: "web", visitorId: "v_ada" };
const bob = { connectorId: "web", visitorId: "v_bob" };
const day = 24 * 3_600_000;
const keepMs = 30 * day;
/** Nothing goes by its age. */
const long = 10_000 * day;

/** How every store keeps which refresh tokens were replaced, and which sessions have ended. */
export function sessionsContract(name: string, open: () => Promise<Store>): void {
  const token = (generation: number | null): ShownToken => ({ ...ada, generation });

  describe(`${name}: sessions`, () => {
    test("each renewal replaces the token by the next one", async () => {
      await using store = await open();
      for (const generation of [0, 1, 2, 3])
        expect(await store.sessions.renew(token(generation), keepMs, 1_000 * generation)).toBe(generation + 1);
      expect(await store.sessions.renew({ ...bob, generation: 0 }, keepMs, 5_000)).toBe(1);
      expect(await store.sessions.renew({ ...ada, connectorId: "help", generation: 0 }, keepMs, 5_000)).toBe(1);
    });

    test("tabs that renew at once get the same token", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), keepMs, 1_000);
      const renewed = await Promise.all(
        Array.from({ length: 20 }, () => store.sessions.renew(token(1), keepMs, 2_000)),
      );
      expect(renewed).toEqual(Array.from({ length: 20 }, () => 2));
      expect(await store.sessions.renew(token(2), keepMs, 3_000)).toBe(3);
    });

    test("a token whose successor nobody has used is taken again at any time: the answer may have been lost", async () => {
      await using store = await open();
      expect(await store.sessions.renew(token(0), keepMs, 1_000)).toBe(1);
      expect(await store.sessions.judge(token(0), 20 * day)).toBeUndefined();
      expect(await store.sessions.renew(token(0), keepMs, 20 * day)).toBe(1);
      expect(await store.sessions.renew(token(1), keepMs, 21 * day)).toBe(2);
    });

    test("a token is taken a short time after its successor was used, and then ends the session", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), keepMs, 1_000);
      await store.sessions.use(token(1), 10_000);
      await store.sessions.use(token(1), 50_000);
      expect(await store.sessions.renew(token(0), keepMs, 10_000 + graceMs)).toBe(1);
      expect(await store.sessions.judge(token(0), 10_000 + graceMs)).toBeUndefined();
      expect(await store.sessions.judge(token(0), 10_001 + graceMs)).toBe("replayed");
      expect(await store.sessions.judge(token(1), 10_001 + graceMs)).toBeUndefined();
      expect(await store.sessions.renew(token(0), keepMs, 10_001 + graceMs)).toBe("replayed");
      for (const generation of [0, 1, 2])
        expect(await store.sessions.renew(token(generation), keepMs, 20_000 + graceMs)).toBe("ended");
      expect(await store.sessions.judge(token(1), 20_000 + graceMs)).toBe("ended");
      expect(await store.sessions.judge(token(0), 20_000 + graceMs)).toBe("replayed");
    });

    test("the use of an older token does not begin the time of a newer one", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), keepMs, 1_000);
      await store.sessions.use(token(0), 2_000);
      await store.sessions.use(token(7), 2_000);
      expect(await store.sessions.renew(token(0), keepMs, 10 * day)).toBe(1);
    });

    test("a token before the last one ends the session, however soon", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), keepMs, 1_000);
      await store.sessions.renew(token(1), keepMs, 1_001);
      expect(await store.sessions.renew(token(0), keepMs, 1_002)).toBe("replayed");
      expect(await store.sessions.renew(token(2), keepMs, 1_003)).toBe("ended");
    });

    test("a clock that was set back costs no session", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), keepMs, 50 * day);
      await store.sessions.use(token(1), 50 * day);
      expect(await store.sessions.renew(token(0), keepMs, 20 * day)).toBe(1);
      expect(await store.sessions.renew(token(1), keepMs, 20 * day)).toBe(2);
    });

    test("a token that is newer than the store, which was restored, is taken", async () => {
      await using store = await open();
      expect(await store.sessions.renew(token(4), keepMs, 1_000)).toBe(5);
      expect(await store.sessions.renew(token(9), keepMs, 1_000)).toBe(10);
      expect(await store.sessions.renew(token(10), keepMs, 1_000)).toBe(11);
    });

    test("a token of a server that did not count yet is taken until the session ends: both run for a while", async () => {
      await using store = await open();
      expect(await store.sessions.renew(token(null), keepMs, 1_000)).toBe(1);
      expect(await store.sessions.renew(token(1), keepMs, 2_000)).toBe(2);
      await store.sessions.use(token(null), 2_000);
      await store.sessions.use(token(2), 2_000);
      expect(await store.sessions.judge(token(null), 10 * day)).toBeUndefined();
      expect(await store.sessions.renew(token(null), keepMs, 10 * day)).toBe(3);
      expect(await store.sessions.renew(token(3), keepMs, 10 * day)).toBe(4);
      await store.sessions.end(ada, keepMs, 11 * day);
      expect(await store.sessions.renew(token(null), keepMs, 11 * day)).toBe("ended");
    });

    test("tabs that renew a token of a server that did not count get the same one, whichever they keep", async () => {
      await using store = await open();
      const renew = (generation: number | null, now: number) => store.sessions.renew(token(generation), keepMs, now);
      expect(await Promise.all([renew(null, 1_000), renew(null, 1_000), renew(null, 1_000)])).toEqual([1, 1, 1]);
      await store.sessions.use(token(1), 2_000);
      // The slowest tab comes when another one has used its token.
      expect(await renew(null, 2_000 + graceMs)).toBe(1);
      expect(await renew(1, 20 * day)).toBe(2);
      await store.sessions.use(token(2), 20 * day);
      expect(await renew(null, 21 * day)).toBe(3);
      expect(await renew(2, 22 * day)).toBe(3);
    });

    test("a session that was ended takes no token, and is found by those who look", async () => {
      await using store = await open();
      const { position } = await store.sessions.endedAfter(0, long, 0);
      await store.sessions.end(ada, keepMs, 1_000);
      expect(await store.sessions.renew(token(0), keepMs, 2_000)).toBe("ended");
      expect(await store.sessions.judge(token(0), 2_000)).toBe("ended");
      const first = await store.sessions.endedAfter(position, long, 2_000);
      expect(first.sessions).toEqual([ada]);
      await store.sessions.end(ada, keepMs, 3_000);
      await store.sessions.renew({ ...bob, generation: 0 }, keepMs, 3_000);
      await store.sessions.end(bob, keepMs, 4_000);
      const second = await store.sessions.endedAfter(first.position, long, 4_000);
      expect(second.sessions.filter(({ visitorId }) => visitorId !== ada.visitorId)).toEqual([bob]);
      expect(second.position).toBeGreaterThan(first.position);
      expect((await store.sessions.endedAfter(0, long, 4_000)).sessions).toEqual([ada, bob]);
    });

    test("a session that was ended still tells the token that was replaced from the newest one", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), keepMs, 1_000);
      await store.sessions.use(token(1), 1_000);
      await store.sessions.end(ada, keepMs, 2_000);
      expect(await store.sessions.judge(token(0), 1_000 + graceMs)).toBe("ended");
      expect(await store.sessions.judge(token(0), 1_001 + graceMs)).toBe("replayed");
      expect(await store.sessions.judge(token(1), 1_001 + graceMs)).toBe("ended");
      expect(await store.sessions.judge(token(null), 1_001 + graceMs)).toBe("ended");
    });

    test("sessions that end at once are all found", async () => {
      await using store = await open();
      const visitors = Array.from({ length: 30 }, (_, number) => ({ connectorId: "web", visitorId: `v_${number}` }));
      let position = 0;
      const found = new Set<string>();
      const look = async (): Promise<void> => {
        const ended = await store.sessions.endedAfter(position, long, 1_000);
        ({ position } = ended);
        for (const { visitorId } of ended.sessions) found.add(visitorId);
      };
      await Promise.all(visitors.flatMap((visitor) => [store.sessions.end(visitor, keepMs, 1_000), look()]));
      await look();
      expect([...found].sort()).toEqual(visitors.map(({ visitorId }) => visitorId).sort());
    });

    test("a visitor whose session has ended says nothing more, whichever process still takes the token", async () => {
      await using store = await open();
      const { connectorId, address, conversationId } = textEvent("a", "one");
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.sessions.renew({ connectorId, visitorId: address.user, generation: 0 }, keepMs, 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      await store.sessions.end({ connectorId: "other", visitorId: address.user }, keepMs, 1_000);
      await store.events.append(textEvent("c", "three"), 1_000);
      await store.sessions.end({ connectorId, visitorId: address.user }, keepMs, 2_000);
      for (const id of ["c", "d"])
        await expect(store.events.append(textEvent(id, "three"), 3_000)).rejects.toMatchObject({
          name: "RequestError",
          code: "unauthorized",
        });
      expect(await readTexts(store, conversationId)).toEqual(["> one", "> two", "> three"]);
    });

    test("those who look need not hear of what ended longer ago", async () => {
      await using store = await open();
      await store.sessions.end(ada, keepMs, 1_000);
      await store.sessions.end(ada, keepMs, 8_000);
      await store.sessions.end(bob, keepMs, 9_000);
      expect((await store.sessions.endedAfter(0, 8_001, 9_000)).sessions).toEqual([ada, bob]);
      const { sessions, position } = await store.sessions.endedAfter(0, 8_000, 9_000);
      expect(sessions).toEqual([bob]);
      expect((await store.sessions.endedAfter(position, 8_000, 20_000)).sessions).toEqual([]);
    });

    test("who looks finds what ended after that, also when the newest of before have gone by their age", async () => {
      await using store = await open();
      const session = (visitorId: string) => ({ connectorId: "web", visitorId });
      for (const visitorId of ["a", "b", "c"]) await store.sessions.end(session(visitorId), 1_000, 1_000);
      const { position } = await store.sessions.endedAfter(0, 9_000, 1_000);
      // Removes those three.
      await store.sessions.renew({ ...session("z"), generation: 0 }, 1_000, 5_000);
      await store.sessions.end(session("d"), 1_000, 5_000);
      const { sessions } = await store.sessions.endedAfter(position, 9_000, 5_000);
      expect(sessions).toContainEqual(session("d"));
    });

    test("many that ended come in pages", async () => {
      await using store = await open();
      const visitors = Array.from({ length: 2 * endedPageSize + 5 }, (_, number) => `v_${number}`);
      const ended = new Set<string>();
      const end = (visitorId: string) => store.sessions.end({ connectorId: "web", visitorId }, keepMs, 1_000);
      while (visitors.length > ended.size) {
        const some = visitors.slice(ended.size, ended.size + 50);
        await Promise.all(some.map(end));
        for (const each of some) ended.add(each);
      }
      const found = new Set<string>();
      let position = 0;
      let pages = 0;
      for (let more = true; more;) {
        const page = await store.sessions.endedAfter(position, long, 1_000);
        expect(page.sessions.length).toBeLessThan(1.5 * endedPageSize);
        pages += 1;
        expect(pages).toBeLessThan(5);
        for (const { visitorId } of page.sessions) found.add(visitorId);
        ({ position, more } = page);
      }
      expect(found).toEqual(new Set(visitors));
      await store.sessions.end(ada, keepMs, 1_000);
      expect((await store.sessions.endedAfter(position, long, 1_000)).sessions).toContainEqual(ada);
    });

    test("what no token can belong to any more is removed, and what has ended is kept as long as it was said", async () => {
      await using store = await open();
      await store.sessions.renew(token(0), 10_000, 1_000);
      await store.sessions.renew(token(1), 10_000, 2_000);
      await store.sessions.end(bob, 100 * day, 2_000);
      await store.sessions.renew({ connectorId: "web", visitorId: "v_cy", generation: 0 }, keepMs, 12_001);
      // Nothing is known of it any more, as of a new one.
      expect(await store.sessions.renew(token(0), 10_000, 12_002)).toBe(1);
      expect(await store.sessions.renew({ ...bob, generation: 0 }, keepMs, 50 * day)).toBe("ended");
    });

    test("whatever happens in whatever order, the store judges as the one in memory", async () => {
      const generation = fc.option(fc.integer({ min: 0, max: 3 }), { freq: 8, nil: null });
      const after = fc.constantFrom(0, 1_000, graceMs, graceMs + 1, day);
      const step = fc.record({
        act: fc.constantFrom("renew", "renew", "renew", "use", "use", "judge", "end"),
        visitor: fc.constantFrom(ada, bob),
        generation,
        after,
      });
      await using store = await open();
      await using model = createMemoryStore();
      let now = 1_000;
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          run += 1;
          for (const each of steps) {
            now += each.after;
            const visitor = { ...each.visitor, visitorId: `${each.visitor.visitorId} ${run}` };
            const expected = await act(model.sessions, { ...each, visitor }, now);
            expect(await act(store.sessions, { ...each, visitor }, now)).toEqual(expected);
          }
        }),
        { numRuns: 40 },
      );
      expect((await store.sessions.endedAfter(0, long, now)).sessions).toEqual(
        (await model.sessions.endedAfter(0, long, now)).sessions,
      );
    });
  });
}

type Step = { act: string; visitor: typeof ada; generation: number | null };

async function act(sessions: SessionStore, { act, visitor, generation }: Step, now: number): Promise<unknown> {
  const token = { ...visitor, generation };
  if (act === "renew") return sessions.renew(token, long, now);
  if (act === "use") return sessions.use(token, now);
  if (act === "judge") return sessions.judge(token, now);
  return sessions.end(visitor, long, now);
}
