import { createHash } from "node:crypto";
import { request } from "node:http";
import { chunkBytes } from "@causerie/server/channel/host/uploads.ts";
import { expect, test } from "vitest";
import { ServerProcess } from "#support/server/server-process.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { pngOf, UploadClient } from "#support/web/upload-client.ts";

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Sends a half of a piece, and leaves the request open. */
async function sendHalf(ada: UploadClient, id: string, offset: number, piece: Buffer): Promise<Disposable> {
  const sending = request(`${ada.client.conversationUrl}/uploads/${id}`, {
    method: "PATCH",
    headers: {
      ...ada.client.authorization(),
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(offset),
      "Content-Length": piece.length,
    },
  });
  sending.on("error", () => {}); // The server dies.
  await new Promise((resolve) => sending.write(piece.subarray(0, piece.length / 2), resolve));
  return { [Symbol.dispose]: () => sending.destroy() };
}

test("an upload goes on where it was after kill -9, in the midst of a piece and between the last piece and its message", async () => {
  await using server = new ServerProcess({ uploads: true });
  await server.start();
  const content = Buffer.concat([pngOf(chunkBytes), Buffer.alloc(chunkBytes, 1), Buffer.alloc(chunkBytes / 2, 2)]);
  const ada = new UploadClient(await RestClient.start(`${server.url}/web`));
  const { uploadId } = (await ada.begin("a", content.length)).body;
  expect(await ada.patch(uploadId, 0, content.subarray(0, chunkBytes))).toMatchObject({ status: 204 });
  using _half = await sendHalf(ada, uploadId, chunkBytes, content.subarray(chunkBytes, 2 * chunkBytes));
  await server.kill();

  await server.start();
  // The page asks by the same beginning, as after a reload.
  const again = await ada.begin("a", content.length);
  expect(again.body).toMatchObject({ uploadId, offset: chunkBytes });
  await ada.patch(uploadId, chunkBytes, content.subarray(chunkBytes, 2 * chunkBytes));
  await ada.patch(uploadId, 2 * chunkBytes, content.subarray(2 * chunkBytes));
  await server.kill();

  await server.start();
  expect((await ada.head(uploadId)).headers.get("upload-offset")).toBe(String(content.length));
  expect((await ada.send("m", [{ uploadId }])).status).toBe(202);
  await server.kill();

  await server.start();
  const { url } = (await ada.link("1.0")).body;
  expect(digest(await (await fetch(url)).bytes())).toBe(digest(content));
});
