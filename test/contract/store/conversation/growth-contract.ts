import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, textEvent } from "#contract/store/store-samples.ts";

/** What every store tells those who may have missed a signal. */
export function growthContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: growth`, () => {
    test("names the conversations that have more than is known, and no others", async () => {
      await using store = await open();
      for (const id of ["a", "b", "c"]) await store.events.append(textEvent(id, id), 1_000);
      await store.events.append(eventOf("bob", "a"), 1_000);
      const asked = new Map([
        ["ada", { seq: 1 }],
        ["bob", { seq: 1 }],
        ["nobody", { seq: 0 }],
      ]);
      expect(await store.growth.grown(asked)).toEqual(new Map([["ada", { lastSeq: 3, stopped: false }]]));
      expect(await store.growth.grown(new Map([["ada", { seq: 3 }]]))).toEqual(new Map());
      expect(await store.growth.grown(new Map())).toEqual(new Map());
    });

    test("a stop concerns the turn that is under way or due next, is kept until its end, and no longer", async () => {
      await using store = await open();
      await store.turns.stop("ada");
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "two"), 1_000);
      const grown = async (turn: number) => store.growth.grown(new Map([["ada", { seq: 2, turn }]]));
      expect(await grown(1)).toEqual(new Map());
      const first = await beginTurn(store, "ada", 1_000);
      await store.turns.stop("ada");
      await store.turns.stop("ada");
      expect(await grown(1)).toEqual(new Map([["ada", { lastSeq: 2, stopped: true }]]));
      expect(await grown(2)).toEqual(new Map());
      await store.turns.postpone(first, 1_000);
      expect(await grown(1)).toEqual(new Map([["ada", { lastSeq: 2, stopped: true }]]));
      await store.turns.commit(await beginTurn(store, "ada", 1_000), nothing, { data: {} }, 1_000);
      expect(await grown(1)).toEqual(new Map());
      expect(await grown(2)).toEqual(new Map());
    });
  });
}
