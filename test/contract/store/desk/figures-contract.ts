import { daysBetween } from "@causerie/server/desk/figures/summary/days-between.ts";
import { summarize } from "@causerie/server/desk/figures/summary/summarize.ts";
import { countSlice } from "@causerie/server/desk/figures/following/count-slice.ts";
import type { FiguresStore } from "@causerie/server/desk/figures/figures-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, queue } from "#contract/store/store-samples.ts";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { type Happened, liveThrough, reckon } from "./generated-days.ts";

/** The clocks of Paris go back on the second one. */
const days = daysBetween("2026-10-24", "2026-10-26", "Europe/Paris");

/** How every store that has a desk counts. */
export function figuresContract(name: string, open: () => Promise<Store>): void {
  const opened = async (): Promise<{ store: Store; figures: FiguresStore }> => {
    const store = await open();
    if (store.desk === undefined) throw new Error("this store has no desk");
    return { store, figures: store.desk.figures };
  };
  const read = async (figures: FiguresStore) =>
    summarize(
      await Promise.all(days.map(async ({ day, from, to }) => ({ day, counts: await figures.sum(from, to) }))),
      () => undefined,
    );

  describe(`${name}: figures of the desk`, () => {
    test("two that count at once, and die in between, count no day twice and leave none out", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      const random = seededRandom(17);
      const happened: Happened[] = [];
      const people = ["ada", "bob", "cy", "dan", "eve"];
      for (const { from, to } of days) {
        happened.push(...(await liveThrough(store, people, { from, to, random })));
        // What is counted while people write is counted once, too.
        await Promise.all([countAll(dying(figures, random), random), countAll(dying(figures, random), random)]);
      }
      await countAll(figures, random);
      expect((await figures.look("", 100)).behind).toEqual([]);
      const { days: counted, stories, questions, follows } = await read(figures);
      const plain = reckon(happened, days);
      expect(
        counted.map(({ conversations, byBotAlone, visitor, bot }) => [conversations, byBotAlone, visitor, bot]),
      ).toEqual(plain.days);
      expect(new Map(stories.map(({ story, count }) => [story, count]))).toEqual(plain.stories);
      expect(new Map(follows.map(({ from, to, count }) => [`${from}>${to}`, count]))).toEqual(plain.follows);
      expect(questions.map(({ asked, left }) => [asked, left])).toEqual([plain.questions]);
      const before = await read(figures);
      await figures.clear();
      expect((await read(figures)).totals.conversations).toBe(0);
      await countAll(figures, random);
      expect(await read(figures)).toEqual(before);
    });

    test("a step from where a conversation is not counted to adds nothing, nor does one of a conversation that is gone", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      const at = days[0]?.from ?? 0;
      await store.events.append(eventOf("ada", "a"), at);
      const count = { slot: at, connectorId: "web", measure: "said", key: "visitor", amount: 1 } as const;
      const step = { conversationId: "ada", from: 0, to: 1, known: {} };
      expect(await figures.add([step, { ...step, conversationId: "nobody" }], [count])).toBe(false);
      expect(await figures.add([step], [count])).toBe(true);
      expect(await figures.add([step], [count])).toBe(false);
      expect(await figures.sum(at, at + 1)).toEqual([
        { connectorId: "web", measure: "said", key: "visitor", amount: 1 },
      ]);
      expect(await figures.sum(at + 1, at + 2)).toEqual([]);
    });

    test("counts stay when a conversation is deleted, and nothing else of it: what comes later is counted anew", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      const at = days[0]?.from ?? 0;
      const total = async () => (await read(figures)).totals.visitor;
      await store.events.append(eventOf("ada", "a"), at);
      await store.events.append(eventOf("ada", "b"), at);
      expect(await countSlice(figures, ["ada"])).toEqual([]);
      expect(await total()).toBe(2);
      await store.operator?.deleteConversation("ada", at);
      expect(await total()).toBe(2);
      expect(await figures.uncounted(["ada"], 10)).toEqual([]);
      await store.events.append(eventOf("ada", "c"), at + 1);
      expect(await figures.uncounted(["ada"], 10)).toMatchObject([{ countedSeq: 0, known: undefined }]);
      await countSlice(figures, ["ada"]);
      expect(await total()).toBe(3);
    });

    test("a long log is counted in parts, each where the last one ended", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      const at = days[0]?.from ?? 0;
      for (let index = 0; index < 250; index += 1) await store.events.append(eventOf("ada", `${index}`), at);
      expect(await countSlice(figures, ["ada"])).toEqual(["ada"]);
      expect(await countSlice(figures, ["ada"])).toEqual([]);
      expect((await read(figures)).totals.visitor).toBe(250);
    });

    test("a delivery that was given up is counted once, under its cause", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      const at = days[0]?.from ?? 0;
      expect(await figures.countFailures(10)).toBe(0);
      await queue(store, "ada", ["1"], at);
      await queue(store, "bob", ["2"], at);
      for (const [person, kind] of [
        ["ada", "window"],
        ["bob", "content"],
      ] as const) {
        const begun = await store.outbox.begin(person, at);
        if (begun === undefined) throw new Error("there is nothing to deliver");
        await store.outbox.fail(begun.id, { reason: "no", kind }, at);
      }
      expect(await figures.countFailures(1)).toBe(1);
      expect(await figures.countFailures(10)).toBe(1);
      expect(await figures.countFailures(10)).toBe(0);
      expect((await read(figures)).failures.toSorted((a, b) => (a.cause < b.cause ? -1 : 1))).toEqual([
        { connector: "web", cause: "content", count: 1 },
        { connector: "web", cause: "window", count: 1 },
      ]);
    });

    test("conversations that are open are counted for each of the team", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      for (const person of ["ada", "bob", "cy"]) {
        await store.events.append(eventOf(person, "a"), 1);
        const operator = { id: person === "cy" ? "p2" : "p1", name: "Ana" };
        const state = person === "bob" ? "closed" : "open";
        await store.desk?.cases.save({ conversationId: person, state, operator, tags: [], version: 0 }, 1);
      }
      expect((await figures.openCases()).toSorted((a, b) => (a.operator < b.operator ? -1 : 1))).toEqual([
        { operator: "p1", count: 1 },
        { operator: "p2", count: 1 },
      ]);
    });

    test("conversations that have grown are found page by page", async () => {
      const { store, figures } = await opened();
      await using _ = store;
      for (const person of ["ada", "bob", "cy"]) await store.events.append(eventOf(person, "a"), 1_000);
      await countSlice(figures, ["bob"]);
      expect(await figures.look("", 2)).toEqual({ behind: ["ada"], next: "bob" });
      expect(await figures.look("bob", 2)).toEqual({ behind: ["cy"], next: undefined });
      expect(await beginTurn(store, "bob", 1_000)).toMatchObject({ seq: 1 });
    });
  });
}

/** Counts all that there is, in slices of any length. */
async function countAll(figures: FiguresStore, random: () => number): Promise<void> {
  for (let idle = 0; idle < 3;) {
    const { behind } = await figures.look("", 100);
    if (behind.length === 0) return;
    try {
      await countSlice(figures, behind.slice(0, 1 + Math.floor(random() * 3)));
    } catch {
      // The process has died, and another one goes on.
      idle += random() < 0.3 ? 1 : 0;
    }
  }
}

/** Dies before it has written, or after: then nobody learns that it had. */
function dying(figures: FiguresStore, random: () => number): FiguresStore {
  return {
    ...figures,
    add: async (steps, counts) => {
      if (random() < 0.2) throw new Error("killed before");
      const isDone = await figures.add(steps, counts);
      if (random() < 0.2) throw new Error("killed after");
      return isDone;
    },
  };
}
