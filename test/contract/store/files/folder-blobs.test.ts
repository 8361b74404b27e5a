import * as fileSystem from "node:fs/promises";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RequestError } from "@causerie/server/app/errors.ts";
import { recentMs } from "@causerie/server/channel/host/blob-store.ts";
import { createFolderBlobStore, removeAbandonedFiles } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { expect, test } from "vitest";
import { rejectionOf } from "#support/rejection-of.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { blobsContract } from "./blobs-contract.ts";

blobsContract("A folder", (now = Date.now) => createFolderBlobStore(temporaryFolder(), { now }));

test("a file that was not taken leaves nothing in the folder", async () => {
  const folder = temporaryFolder();
  const blobs = createFolderBlobStore(folder);
  async function* large(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("too large");
  }
  await rejectionOf(blobs.put(large(), { mediaType: "text/plain" }, 3), RequestError);
  expect(readdirSync(folder, { recursive: true })).toEqual(["incoming"]);
});

test("what a killed process has left half written is removed, and what is being written is not", async () => {
  const folder = temporaryFolder();
  await removeAbandonedFiles(folder, 1_000_000);
  mkdirSync(join(folder, "incoming"));
  for (const [name, seconds] of [
    ["old", 900],
    ["young", 1_100],
  ] as const) {
    writeFileSync(join(folder, "incoming", name), "half a fi");
    utimesSync(join(folder, "incoming", name), seconds, seconds);
  }
  await removeAbandonedFiles(folder, 1_000_000);
  expect(readdirSync(join(folder, "incoming"))).toEqual(["young"]);
});

async function* picture(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a picture");
}

/** The file system, with something that happens before its n-th call. */
function interrupted(at: number, happens: () => Promise<unknown>): { files: typeof fileSystem; calls: () => number } {
  let calls = 0;
  const files = new Proxy(fileSystem, {
    get: (target, name) => {
      const call = target[name as keyof typeof fileSystem] as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        calls += 1;
        if (calls === at) await happens();
        return await call(...given);
      };
    },
  });
  return { files, calls: () => calls };
}

/** Runs one of two at each step of the other one. @returns in how many ways. */
async function tryEachStep(outer: "put" | "delete" | "settle", inner: "put" | "delete" | "settle"): Promise<number> {
  for (let at = 1; ; at += 1) {
    const folder = temporaryFolder();
    const clock = { now: Date.now() - 2 * recentMs };
    const now = () => clock.now;
    const blobs = createFolderBlobStore(folder, { now });
    const { id } = await blobs.put(picture(), { mediaType: "image/png" }, 100);
    clock.now += 2 * recentMs;
    const acts = (store: typeof blobs) => ({
      put: () => store.put(picture(), { mediaType: "image/png" }, 100),
      delete: () => store.delete(id),
      settle: () => store.settle(async (ids) => ids),
    });
    const { files, calls } = interrupted(at, acts(blobs)[inner]);
    await acts(createFolderBlobStore(folder, { files, now }))[outer]();
    if (calls() < at) return at - 1;
    const found = await blobs.get(id);
    expect({ inner, at, outer, ...found }).toMatchObject({ id, mediaType: "image/png", bytes: 9 });
    for await (const piece of found?.content() ?? []) expect(Buffer.from(piece).toString()).toBe("a picture");
    clock.now += recentMs;
    await blobs.settle(async (ids) => ids);
    expect(await blobs.get(id)).toBeUndefined();
    expect(readdirSync(join(folder, "leaving"))).toEqual([]);
  }
}

test.each([
  ["put", "delete"],
  ["delete", "put"],
  ["put", "settle"],
  ["settle", "put"],
] as const)(
  "whoever has put a file finds it, at whichever step of %s there was a %s, and the look after an hour removes it",
  async (outer, inner) => {
    expect(await tryEachStep(outer, inner)).toBeGreaterThan(5);
  },
);

test.each([1, 2, 3, 4])("a process that is killed before step %i of a removal has removed nothing", async (at) => {
  const folder = temporaryFolder();
  const clock = { now: Date.now() };
  const blobs = createFolderBlobStore(folder, { now: () => clock.now });
  const { id } = await blobs.put(picture(), { mediaType: "image/png" }, 100);
  clock.now += 2 * recentMs;
  const { files } = interrupted(at, () => Promise.reject(new Error("killed")));
  const killed = createFolderBlobStore(folder, { files, now: () => clock.now }).delete(id);
  await expect(killed).rejects.toThrow("killed");
  clock.now += recentMs;
  await blobs.settle(async () => []);
  expect(await blobs.get(id)).toMatchObject({ id, bytes: 9 });
});
