import type { Store } from "@causerie/server/store/store.ts";
import { expiredPage, type NewUpload } from "@causerie/server/uploads/upload-store.ts";
import { describe, expect, test } from "vitest";
import { eventOf, textEvent } from "#contract/store/store-samples.ts";

const hour = 3_600_000;
const owner = { connectorId: "web", conversationId: "ada" };
const png = { mediaType: "image/png" };
const blobOf = (letter: string): string => `sha256-${letter.repeat(43)}`;

function newUpload(id: string, changes: Partial<NewUpload> = {}): NewUpload {
  return { ...owner, id, clientId: `client ${id}`, name: "cat.png", mediaType: "image/png", bytes: 30, ...changes };
}

/** How every store keeps the files that come in pieces. */
export function uploadsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: uploads`, () => {
    test("one begun again under its clientId is the same, as it is by then", async () => {
      await using store = await open();
      const { uploads } = store;
      const now = Date.now();
      const begun = await uploads.begin(newUpload("u1"), hour, now);
      expect(begun).toMatchObject({
        id: "u1",
        name: "cat.png",
        mediaType: "image/png",
        bytes: 30,
        received: 0,
        parts: [],
      });
      await uploads.append(owner, "u1", { at: 0, bytes: 10, blob: blobOf("a") }, hour, now);
      const again = await uploads.begin({ ...newUpload("u2"), clientId: "client u1" }, hour, now);
      expect(again).toMatchObject({ id: "u1", received: 10, parts: [blobOf("a")] });
      const others = await uploads.begin(newUpload("u3", { conversationId: "bob", clientId: "client u1" }), hour, now);
      expect(others).toMatchObject({ id: "u3", received: 0 });
    });

    test("pieces are added where it goes on, and of two at once one is", async () => {
      await using store = await open();
      const { uploads } = store;
      const now = Date.now();
      await uploads.begin(newUpload("u1"), hour, now);
      const first = { at: 0, bytes: 10 };
      const both = await Promise.all(
        ["a", "b"].map((letter) => uploads.append(owner, "u1", { ...first, blob: blobOf(letter) }, hour, now)),
      );
      expect(both.filter((outcome) => outcome?.added === true)).toHaveLength(1);
      expect(both.map((outcome) => outcome?.received)).toEqual([10, 10]);
      const gap = await uploads.append(owner, "u1", { at: 20, bytes: 10, blob: blobOf("c") }, hour, now);
      expect(gap).toEqual({ received: 10, added: false });
      const next = await uploads.append(owner, "u1", { at: 10, bytes: 20, blob: blobOf("d") }, hour, now);
      expect(next).toEqual({ received: 30, added: true });
      expect((await uploads.find(owner, "u1", now))?.parts.at(-1)).toBe(blobOf("d"));
    });

    test("another's upload is none, for each thing that can be asked", async () => {
      await using store = await open();
      const { uploads } = store;
      const now = Date.now();
      await uploads.begin(newUpload("u1"), hour, now);
      const part = { at: 0, bytes: 10, blob: blobOf("a") };
      for (const stranger of [
        { ...owner, conversationId: "bob" },
        { ...owner, connectorId: "help" },
      ]) {
        expect(await uploads.find(stranger, "u1", now)).toBeUndefined();
        expect(await uploads.append(stranger, "u1", part, hour, now)).toBeUndefined();
        expect(await uploads.complete(stranger, "u1", { ...png, blob: blobOf("a") })).toEqual([]);
        await uploads.sent(stranger, ["u1"], 0, now);
        expect(await uploads.drop(stranger, "u1")).toEqual([]);
      }
      const kept = await uploads.find(owner, "u1", now);
      expect(kept).toMatchObject({ received: 0 });
      expect(kept?.file).toBeUndefined();
    });

    test("a checked file takes the place of its parts, and takes no more of them", async () => {
      await using store = await open();
      const { uploads } = store;
      const now = Date.now();
      await uploads.begin(newUpload("u1"), hour, now);
      await uploads.append(owner, "u1", { at: 0, bytes: 10, blob: blobOf("a") }, hour, now);
      await uploads.append(owner, "u1", { at: 10, bytes: 20, blob: blobOf("b") }, hour, now);
      const file = { ...png, blob: blobOf("f"), width: 3, height: 4 };
      expect((await uploads.complete(owner, "u1", file)).toSorted()).toEqual([blobOf("a"), blobOf("b")]);
      expect(await uploads.complete(owner, "u1", { ...png, blob: blobOf("g") })).toEqual([]);
      expect(await uploads.find(owner, "u1", now)).toMatchObject({ received: 30, file, parts: [blobOf("f")] });
      const more = await uploads.append(owner, "u1", { at: 30, bytes: 1, blob: blobOf("c") }, hour, now);
      expect(more).toEqual({ received: 30, added: false });
    });

    test("one that is sent is still known, and its file belongs to the event alone", async () => {
      await using store = await open();
      const { uploads } = store;
      const now = Date.now();
      await uploads.begin(newUpload("u1"), hour, now);
      await uploads.append(owner, "u1", { at: 0, bytes: 30, blob: blobOf("a") }, hour, now);
      await uploads.complete(owner, "u1", { ...png, blob: blobOf("a") });
      await uploads.sent(owner, ["u1"], hour, now);
      expect(await uploads.find(owner, "u1", now)).toMatchObject({ file: { blob: blobOf("a") }, parts: [] });
      expect(await uploads.drop(owner, "u1")).toEqual([]);
    });

    test("what has expired is found by nobody, begun again goes on, and is removed after that with what it alone names", async () => {
      await using store = await open();
      const { uploads } = store;
      const now = Date.now();
      // Below the clock of the database, which alone counts there.
      await uploads.begin(newUpload("u1"), -1, now);
      expect(await uploads.find(owner, "u1", now)).toBeUndefined();
      const part = { at: 0, bytes: 10, blob: blobOf("a") };
      expect(await uploads.append(owner, "u1", part, hour, now)).toBeUndefined();
      expect(await uploads.begin(newUpload("u2", { clientId: "client u1" }), hour, now)).toMatchObject({ id: "u1" });
      expect(await uploads.append(owner, "u1", part, hour, now)).toEqual({ received: 10, added: true });

      await uploads.begin(newUpload("other"), hour, now);
      await uploads.append(owner, "other", { at: 0, bytes: 10, blob: blobOf("z") }, hour, now);
      for (let index = 0; index <= expiredPage; index += 1) {
        const id = `old ${index}`;
        await uploads.begin(newUpload(id), hour, now);
        await uploads.append(owner, id, { at: 0, bytes: 1, blob: blobOf(index === 0 ? "z" : "y") }, -1, now);
      }
      const first = await uploads.expire(now);
      const rest = await uploads.expire(now);
      expect([first.count, rest.count, (await uploads.expire(now)).count]).toEqual([expiredPage, 1, 0]);
      expect([...new Set([...first.files, ...rest.files])]).toEqual([blobOf("y")]);
      expect(await uploads.find(owner, "u1", now)).toMatchObject({ received: 10 });
    });

    test("what an upload names is in use, and goes with its conversation", async () => {
      await using store = await open();
      const { uploads, operator } = store;
      const now = Date.now();
      if (operator === undefined) return;
      await store.events.append(textEvent("a", "hello"), now);
      await store.events.append(eventOf("bob", "b"), now);
      const letters = ["a", "b", "c"].map(blobOf);
      await uploads.begin(newUpload("u1"), hour, now);
      await uploads.append(owner, "u1", { at: 0, bytes: 10, blob: blobOf("a") }, hour, now);
      await uploads.begin(newUpload("u2", { conversationId: "bob" }), hour, now);
      await uploads.append(
        { ...owner, conversationId: "bob" },
        "u2",
        { at: 0, bytes: 10, blob: blobOf("b") },
        hour,
        now,
      );
      expect(await operator.unusedFiles(letters)).toEqual([blobOf("c")]);
      const gone = await operator.deleteConversation("ada", now);
      expect(gone).toMatchObject({ files: [blobOf("a")] });
      expect(await uploads.find(owner, "u1", now)).toBeUndefined();
      expect(await operator.unusedFiles(letters)).toEqual([blobOf("a"), blobOf("c")]);
    });
  });
}
