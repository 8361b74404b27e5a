import type { Store } from "@causerie/server/store/store.ts";
import { recentMs } from "@causerie/server/channel/blob-store.ts";
import { forgetConversation } from "@causerie/server/operator/people.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { eventOf } from "./store-samples.ts";

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

    test("the deletion of the last other event, at each step in between, leaves the file", async () => {
      for (const forgetAt of ["before the put", "before the append", "between the two steps of the deletion"]) {
        const { store, blobs, operator, clock, id, put, append, settle, forget } = await openGap();
        await using _store = store;
        clock.now += 2 * recentMs;
        if (forgetAt === "before the put") await forget("ada");
        if (forgetAt === "between the two steps of the deletion") {
          const deleted = await operator.deleteConversation("ada", clock.now);
          expect(deleted?.files).toEqual([id]);
          await put();
          await blobs.delete(id);
        } else await put();
        if (forgetAt === "before the append") await forget("ada");
        await append("bob");
        clock.now += 2 * recentMs;
        await settle();
        expect(await blobs.get(id), forgetAt).toMatchObject({ id });
        await forget("bob");
        expect(await blobs.get(id)).toBeUndefined();
      }
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
