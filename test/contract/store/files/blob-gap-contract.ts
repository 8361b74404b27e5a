import type { Store } from "@causerie/server/store/store.ts";
import { recentMs } from "@causerie/server/channel/host/blob-store.ts";
import { forgetConversation } from "@causerie/server/operator/people.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { eventOf } from "#contract/store/store-samples.ts";

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("the same picture");
}

/** A file between its put and the event that names it, on every store that can delete. */
export function blobGapContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: a file whose event is on its way`, () => {
    /** Ada has sent a picture. Bob sends the same one while she is forgotten. */
    async function openGap() {
      const store = await open();
      const clock = { now: Date.now() };
      const blobs = createFolderBlobStore(temporaryFolder(), { now: () => clock.now });
      const { operator } = store;
      if (operator === undefined) throw new Error("this store cannot delete");
      const put = () => blobs.put(bytes(), { mediaType: "image/png" }, 100);
      const append = async (person: string): Promise<void> => {
        const { id } = await put();
        const attachments = [{ kind: "image", blob: id }];
        const content = { type: "attachment" as const, attachments };
        await store.events.append({ ...eventOf(person, "picture"), content }, clock.now);
      };
      await append("ada");
      const { id } = await put();
      const settle = () => blobs.settle((ids) => operator.unusedFiles(ids));
      const forget = (person: string) => forgetConversation({ operator, blobs, now: () => clock.now }, person);
      return { store, blobs, operator, clock, id, put, append, settle, forget };
    }

    type Gap = Awaited<ReturnType<typeof openGap>>;

    const orders: [when: string, order: (gap: Gap) => Promise<unknown>][] = [
      ["before the put", ({ forget, put }) => forget("ada").then(put)],
      ["before the append", ({ forget, put }) => put().then(() => forget("ada"))],
      [
        "between the two steps of the deletion",
        async ({ operator, blobs, clock, put }) => {
          const { files = [] } = (await operator.deleteConversation("ada", clock.now)) ?? {};
          await put();
          await Promise.all(files.map((file) => blobs.delete(file)));
        },
      ],
    ];

    test.each(orders)("the deletion of the last other event leaves the file: %s", async (_when, order) => {
      const gap = await openGap();
      await using _store = gap.store;
      gap.clock.now += 2 * recentMs;
      await order(gap);
      await gap.append("bob");
      gap.clock.now += 2 * recentMs;
      await gap.settle();
      expect(await gap.blobs.get(gap.id)).toMatchObject({ id: gap.id });
      await gap.forget("bob");
      expect(await gap.blobs.get(gap.id)).toBeUndefined();
    });

    test("a file that is put, and that no event comes to name, goes with the look after an hour", async () => {
      const { store, blobs, clock, id, settle, forget } = await openGap();
      await using _store = store;
      await forget("ada");
      await settle();
      expect(await blobs.get(id)).toMatchObject({ id });
      clock.now += recentMs;
      await settle();
      expect(await blobs.get(id)).toBeUndefined();
    });
  });
}
