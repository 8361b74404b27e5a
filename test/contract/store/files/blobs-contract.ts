import { RequestError } from "@causerie/server/app/errors.ts";
import { type BlobStore, recentMs } from "@causerie/server/channel/host/blob-store.ts";
import { describe, expect, test } from "vitest";
import { rejectionOf } from "#support/rejection-of.ts";

/** What every place for files promises. */
export function blobsContract(name: string, open: (now?: () => number) => BlobStore): void {
  describe(`${name}: blobs`, () => {
    test("a file comes back as it was, with its type and size", async () => {
      const blobs = open();
      const blob = await blobs.put(pieces("Grüße", "\0", "end"), { mediaType: "text/plain" }, 1_000);
      expect(blob).toEqual({ id: expect.stringMatching(/^sha256-/) as string, mediaType: "text/plain", bytes: 11 });
      const found = await blobs.get(blob.id);
      expect(found).toMatchObject(blob);
      expect(await read(found)).toBe("Grüße\0end");
      // Each reader reads from the beginning.
      expect(await read(found)).toBe("Grüße\0end");
    });

    test("the same bytes are one file, however they are cut and whoever sends them", async () => {
      const blobs = open();
      const sent = await Promise.all(
        Array.from({ length: 8 }, (_, cut) =>
          blobs.put(pieces("a".repeat(cut), "a".repeat(8 - cut)), { mediaType: "text/plain" }, 8),
        ),
      );
      expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
      expect(await read(await blobs.get(sent[0]?.id ?? ""))).toBe("aaaaaaaa");
    });

    test("a file that is too large is refused while it is read, and nothing of it is kept", async () => {
      const blobs = open();
      let given = 0;
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (;;) {
          given += 1;
          yield Buffer.from("x".repeat(10));
        }
      }
      const refusal = await rejectionOf(blobs.put(endless(), { mediaType: "image/png" }, 25), RequestError);
      expect(refusal.code).toBe("too_large");
      expect(given).toBe(3);
      const whole = await blobs.put(pieces("x".repeat(25)), { mediaType: "image/png" }, 25);
      expect(whole.bytes).toBe(25);
    });

    test("a sender that breaks off leaves nothing behind, and its error is the sender's", async () => {
      const blobs = open();
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from("half");
        throw new Error("the sender has gone");
      }
      const error = await rejectionOf(blobs.put(broken(), { mediaType: "image/png" }, 25), Error);
      expect(error.message).toBe("the sender has gone");
    });

    test("a deleted file is gone unless it was put a short time ago, and deleting it again changes nothing", async () => {
      const clock = { now: Date.now() };
      const blobs = open(() => clock.now);
      const { id } = await blobs.put(pieces("secret"), { mediaType: "text/plain" }, 25);
      clock.now += recentMs - 1;
      await blobs.delete(id);
      expect(await blobs.get(id)).toMatchObject({ id });
      clock.now += 1;
      await blobs.delete(id);
      await blobs.delete(id);
      expect(await blobs.get(id)).toBeUndefined();
    });

    test.each(["", "../../etc/passwd", "sha256-../../../../../../../../../../../etc/passwd", "sha256-", "sha256-a/b"])(
      "an id from outside names no other file: %j",
      async (id) => {
        const blobs = open();
        expect(await blobs.get(id)).toBeUndefined();
        await blobs.delete(id);
      },
    );
  });
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function read(blob: Awaited<ReturnType<BlobStore["get"]>>): Promise<string> {
  const found: Uint8Array[] = [];
  for await (const piece of blob?.content() ?? []) found.push(piece);
  return Buffer.concat(found).toString();
}
