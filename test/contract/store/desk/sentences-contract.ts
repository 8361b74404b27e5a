import type { FoundSentence } from "@causerie/server/desk/records/unknown-sentences.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { direct } from "@causerie/server/channel/address.ts";

const odd = `"quotes" \\ \u2028 \uD83D\uDE00 é '; DROP TABLE event; --`;

/** How every store that has a desk keeps what was not understood. */
export function unknownSentencesContract(name: string, open: () => Promise<Store>): void {
  const opened = async () => {
    const store = await open();
    if (store.desk === undefined) throw new Error("this store has no desk");
    const say = async (person: string, id: string, text: string): Promise<void> => {
      const from = { conversationId: person, address: direct(`user-${person}`) };
      await store.events.append(textEvent(id, text, from), Date.now());
    };
    return { store, sentences: store.desk.sentences, say };
  };
  const found = (conversationId: string, seq: number, more: Partial<FoundSentence> = {}): FoundSentence => ({
    conversationId,
    seq,
    at: 100 + seq,
    connectorId: "web",
    language: "en",
    confidence: 0.25,
    ...more,
  });
  const since = 0;

  describe(`${name}: sentences that were not understood`, () => {
    test("they are read with the words of the log, the newest first, and twice is once", async () => {
      const { store, sentences, say } = await opened();
      await using _ = store;
      await say("ada", "1", "hello");
      await say("ada", "2", odd);
      await sentences.add([found("ada", 1), found("ada", 2), found("ada", 1)]);
      await sentences.add([found("ada", 2, { at: 7 })]);
      expect(await sentences.read({ since }, 10)).toEqual([
        { ...found("ada", 2), text: odd },
        { ...found("ada", 1), text: "hello" },
      ]);
      expect((await sentences.read({ since }, 1)).map(({ seq }) => seq)).toEqual([2]);
    });

    test("they are found by time, channel and language", async () => {
      const { store, sentences, say } = await opened();
      await using _ = store;
      for (const id of ["1", "2", "3"]) await say("ada", id, `words ${id}`);
      await sentences.add([
        found("ada", 1),
        found("ada", 2, { language: "fr" }),
        found("ada", 3, { connectorId: "page" }),
      ]);
      const seqs = async (filter: Parameters<typeof sentences.read>[0]) =>
        (await sentences.read(filter, 10)).map(({ seq }) => seq);
      expect(await seqs({ since: 102 })).toEqual([3, 2]);
      expect(await seqs({ since, language: "fr" })).toEqual([2]);
      expect(await seqs({ since, connectorId: "page" })).toEqual([3]);
      expect(await seqs({ since, connectorId: "page", language: "fr" })).toEqual([]);
    });

    test("nothing is kept of an event that there is not, and all of it goes with a conversation that is deleted", async () => {
      const { store, sentences, say } = await opened();
      await using _ = store;
      await say("ada", "1", "hello");
      await say("bob", "2", "good day");
      await sentences.add([found("ada", 1), found("ada", 5), found("nobody", 1), found("bob", 1)]);
      expect(await sentences.read({ since }, 10)).toHaveLength(2);
      await store.operator?.deleteConversation("ada", Date.now());
      expect((await sentences.read({ since }, 10)).map(({ text }) => text)).toEqual(["good day"]);
    });

    test("the newest ones stay when there are too many", async () => {
      const { store, sentences, say } = await opened();
      await using _ = store;
      for (const id of ["1", "2", "3"]) await say("ada", id, `words ${id}`);
      await sentences.add([found("ada", 1), found("ada", 2), found("ada", 3)]);
      expect(await sentences.trim(3)).toBe(0);
      expect(await sentences.trim(1)).toBe(2);
      expect((await sentences.read({ since }, 10)).map(({ seq }) => seq)).toEqual([3]);
    });
  });
}
