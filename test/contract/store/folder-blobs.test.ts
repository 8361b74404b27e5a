import { readdirSync } from "node:fs";
import { RequestError } from "@causerie/server/app/errors.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
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
