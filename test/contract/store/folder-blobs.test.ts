import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RequestError } from "@causerie/server/app/errors.ts";
import { createFolderBlobStore, removeAbandonedFiles } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { expect, test } from "vitest";
import { rejectionOf } from "#support/rejection-of.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { blobsContract } from "./blobs-contract.ts";

blobsContract("A folder", () => createFolderBlobStore(temporaryFolder()));

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
