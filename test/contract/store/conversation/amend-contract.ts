import type { EventContent } from "@causerie/server/channel/event.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginTurn, nothing, says, textEvent } from "#contract/store/store-samples.ts";

const fileA = `sha256-${"A".repeat(43)}`;
const fileB = `sha256-${"B".repeat(43)}`;
const photos = (...blobs: string[]): EventContent => ({
  type: "attachment",
  attachments: blobs.map((blob) => ({ kind: "image", blob })),
});
const gone: EventContent = { type: "deleted", messageId: "m_1" };
const inAda = { connectorId: "web", conversationId: "ada" };

/** How every store replaces what an event said. */
export function amendContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: amended events`, () => {
    const contentsOf = async (store: Store): Promise<unknown[]> =>
      (await store.log.read("ada", 0, 10)).map((event) => event.type === "visitor" && event.content);

    test("a secret is there for the story, in each attempt, and not in the log once the event was answered", async () => {
      await using store = await open();
      const linked: EventContent = { type: "account_linking", status: "linked", code: "AC-secret \u0000" };
      const event = textEvent("a", "", { content: linked });
      await store.events.append(event, 1_000);
      await store.events.append(textEvent("b", "", { content: { ...linked, code: "AC-other" } }), 1_000);
      const first = await beginTurn(store, "ada", 1_000);
      await store.turns.append(first, { events: [says("a.1", "one moment")], deliveries: [] }, 1_000);
      await store.turns.postpone(first, 1_000);
      const second = await beginTurn(store, "ada", 1_000);
      expect(second.event.content).toEqual(linked);
      await store.turns.commit(second, nothing, { data: {} }, 1_000);
      const left = { type: "account_linking", status: "linked" };
      const visible = async (): Promise<unknown[]> => (await contentsOf(store)).filter((content) => content !== false);
      expect(await visible()).toEqual([left, { ...linked, code: "AC-other" }]);
      await store.turns.deadLetter(await beginTurn(store, "ada", 1_000), nothing, "StoryError", 1_000);
      expect(await visible()).toEqual([left, left]);
      expect(await store.events.append(event, 2_000)).toMatchObject({ duplicate: true });
    });

    test("the event says something else under the same number, to readers and to its turn", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.append(textEvent("b", "\u0000 \ud83d\ude00"), 1_000);
      const content: EventContent = { type: "text", text: '"new" \u0000' };
      expect(await store.events.amend({ ...inAda, eventId: "a", content })).toEqual({ files: [] });
      expect(await contentsOf(store)).toEqual([content, { type: "text", text: "\u0000 \ud83d\ude00" }]);
      expect((await beginTurn(store, "ada", 1_000)).event).toMatchObject({ id: "a", content });
    });

    test("whatever it says before and after: NUL, halves of characters, what looks like JSON or like an escape", async () => {
      await using store = await open();
      const odd = fc.constantFrom(
        "\u0000",
        "\ud800",
        "\udc00",
        "\ud83d\ude00",
        "\\u0000",
        '"',
        "\\",
        "}",
        '"content":',
        "\u2028",
      );
      const words = fc.array(fc.oneof(odd, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 6 });
      let count = 0;
      const property = fc.asyncProperty(
        fc.array(
          words.map((parts) => parts.join("")),
          { minLength: 2, maxLength: 4 },
        ),
        async (texts) => {
          count += 1;
          const eventId = `odd ${count}`;
          const [first = "", ...later] = texts;
          const from = { id: "ada", aliases: [], profile: { name: first } };
          const { seq } = await store.events.append(textEvent(eventId, first, { from }), 1_000);
          for (const text of later) {
            const content: EventContent = { type: "text", text };
            expect(await store.events.amend({ ...inAda, eventId, content })).toEqual({ files: [] });
            const [kept] = await store.log.read("ada", seq - 1, 1);
            expect(kept).toMatchObject({ clientId: eventId, content, from });
          }
        },
      );
      await fc.assert(property, { numRuns: 30 });
    });

    test("a repeat of the event as it came first is still known", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.amend({ ...inAda, eventId: "a", content: gone });
      expect(await store.events.append(textEvent("a", "one"), 1_000)).toEqual({ seq: 1, duplicate: true });
      expect(await contentsOf(store)).toEqual([gone]);
    });

    test("what was taken back stays so", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      await store.events.amend({ ...inAda, eventId: "a", content: gone });
      expect(await store.events.amend({ ...inAda, eventId: "a", content: photos(fileA) })).toEqual({ files: [fileA] });
      expect(await contentsOf(store)).toEqual([gone]);
    });

    test("the files that no event names any more are named, those of other events are not", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "", { content: photos() }), 1_000);
      await store.events.append(textEvent("b", "", { content: photos(fileB) }), 1_000);
      await store.events.amend({ ...inAda, eventId: "a", content: photos(fileA, fileB) });
      expect(await store.events.amend({ ...inAda, eventId: "a", content: gone })).toEqual({ files: [fileA] });
      expect(await store.events.amend({ ...inAda, eventId: "b", content: gone })).toEqual({ files: [fileB] });
    });

    test("nobody changes an event that is not there, or another connector's", async () => {
      await using store = await open();
      await store.events.append(textEvent("a", "one"), 1_000);
      const content = gone;
      expect(await store.events.amend({ ...inAda, eventId: "b", content })).toBeUndefined();
      expect(await store.events.amend({ ...inAda, conversationId: "bob", eventId: "a", content })).toBeUndefined();
      expect(await store.events.amend({ ...inAda, connectorId: "page", eventId: "a", content })).toBeUndefined();
      expect(await contentsOf(store)).toEqual([{ type: "text", text: "one" }]);
    });
  });
}
