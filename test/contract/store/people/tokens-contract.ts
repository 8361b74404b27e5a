import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import type { Answer } from "@causerie/server/conversation/turns.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, nothing, queue, textEvent } from "#contract/store/store-samples.ts";

/** How every store keeps what short tokens stand for. */
export function tokensContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: tokens`, () => {
    const answerWith = (token: string): Answer => ({
      events: [],
      deliveries: [],
      tokens: [{ token, value: `what ${token} means` }],
    });

    test("a token can be read as soon as its answer is durable, by the connector that made it", async () => {
      await using store = await open();
      for (const id of ["a", "b"]) await store.events.append(textEvent(id, id), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      await store.turns.append(lease, answerWith("early"), 1_000);
      expect(await store.tokens.read("web", "early")).toBe("what early means");
      await store.turns.commit(lease, answerWith("late"), { data: {} }, 1_000);
      await store.turns.deadLetter(await beginTurn(store, "ada", 1_000), answerWith("sorry"), "StoryError", 1_000);
      const read = (connectorId: string) =>
        Promise.all(["early", "late", "sorry", "made-up"].map((token) => store.tokens.read(connectorId, token)));
      expect(await read("web")).toEqual(["what early means", "what late means", "what sorry means", undefined]);
      expect(await read("page")).toEqual([undefined, undefined, undefined, undefined]);
    });

    test("a token may come again in every answer, and two connectors may have the same", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("a", "one", { connectorId: "page", conversationId: "bob" }), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      await store.turns.append(lease, answerWith("t"), 1_000);
      await store.turns.commit(lease, answerWith("t"), { data: {} }, 1_000);
      const other = { ...nothing, tokens: [{ token: "t", value: "of the page" }] };
      await store.turns.commit(await beginTurn(store, "bob", 1_000), other, { data: {} }, 1_000);
      expect(await store.tokens.read("web", "t")).toBe("what t means");
      expect(await store.tokens.read("page", "t")).toBe("of the page");
    });

    test("an answer that is refused leaves no token", async () => {
      await using store = await open();
      await queue(store, "bob", ["taken"], 1_000);
      await store.events.append(textEvent("a", "one"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      const clash = { ...answerWith("clash"), deliveries: [{ id: "taken", payload: 1 }] };
      await expect(store.turns.append(lease, clash, 1_000)).rejects.toThrow("another conversation");
      await store.turns.postpone(lease, 1_000);
      await expect(store.turns.append(lease, answerWith("stale"), 1_000)).rejects.toThrow(StaleLeaseError);
      expect(await store.tokens.read("web", "clash")).toBeUndefined();
      expect(await store.tokens.read("web", "stale")).toBeUndefined();
    });
  });
}
