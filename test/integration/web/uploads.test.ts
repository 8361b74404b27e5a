import * as fileSystem from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { chunkBytes, minChunkBytes } from "@causerie/server/channel/host/uploads.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import type { FileOptions } from "@causerie/server/connectors/web/files/options.ts";
import { expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { pngOf, redPixel, UploadClient } from "#support/web/upload-client.ts";
import { startWebHost, type WebHost, type WebHostOptions } from "#support/web/web-host.ts";

async function start(
  uploads: FileOptions = {},
  options: WebHostOptions = {},
): Promise<{ host: WebHost; ada: UploadClient; bob: UploadClient }> {
  const host = await startWebHost({ connectors: [{ uploads }], ...options });
  const client = async (): Promise<UploadClient> => new UploadClient(await RestClient.start(`${host.url}/web`));
  return { host, ada: await client(), bob: await client() };
}

test("nothing is taken where the operator has not switched it on, and every route says so", async () => {
  await using host = await startWebHost();
  const ada = new UploadClient(await RestClient.start(`${host.url}/web`));
  const answers = [
    await ada.rules(),
    await ada.begin("a", 10),
    await ada.patch("u_x", 0, redPixel),
    await ada.send("m", [{ uploadId: "u_x" }]),
  ];
  for (const { status, body } of answers)
    expect([status, (body as { code: string }).code]).toEqual([422, "unsupported"]);
  expect((await ada.head("u_x")).status).toBe(422);
  expect(host.accepted).toEqual([]);
});

test("a page learns what is taken", async () => {
  await using running = (await start({ accept: ["image/png"], maxBytes: 5_000, maxFiles: 2 })).host;
  const ada = new UploadClient(await RestClient.start(`${running.url}/web`));
  expect((await ada.rules()).body).toEqual({ accept: ["image/png"], maxBytes: 5_000, maxFiles: 2 });
});

test("a file comes in pieces, and a message brings it to the stories as an attachment", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const content = pngOf(2 * chunkBytes + 100);
  const id = await ada.upload("file 1".replace(" ", "-"), content);
  const head = await ada.head(id);
  expect([head.headers.get("upload-offset"), head.headers.get("upload-length")]).toEqual([
    String(content.length),
    String(content.length),
  ]);
  expect((await ada.send("m1", [{ uploadId: id, alt: "my cat" }], "look")).status).toBe(202);
  expect(host.accepted[0]?.content).toEqual({
    type: "attachment",
    attachments: [
      {
        kind: "image",
        blob: expect.stringMatching(/^sha256-/) as string,
        name: "cat.png",
        mediaType: "image/png",
        bytes: content.length,
        alt: "my cat",
        width: 1,
        height: 1,
      },
    ],
    text: "look",
  });
  const { body } = await ada.client.snapshot();
  expect(body.events[0]).toMatchObject({
    type: "visitor",
    clientId: "m1",
    content: {
      type: "files",
      text: "look",
      files: [{ id: "1.0", name: "cat.png", mediaType: "image/png", bytes: content.length, alt: "my cat", width: 1 }],
    },
  });
  const { body: link } = await ada.link("1.0");
  const served = await fetch(link.url);
  expect(Buffer.from(await served.arrayBuffer()).equals(content)).toBe(true);
});

test("the same clientId is the same upload, and other bytes under it are refused", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const content = pngOf(chunkBytes + 10);
  const first = (await ada.begin("a", content.length)).body;
  await ada.patch(first.uploadId, 0, content.subarray(0, chunkBytes));
  const again = await ada.begin("a", content.length);
  expect(again.status).toBe(201);
  expect(again.body).toMatchObject({ uploadId: first.uploadId, offset: chunkBytes });
  const other = await ada.begin("a", content.length + 1);
  expect([other.status, other.body.code]).toEqual([409, "client_id_reused"]);
});

test("a message is sent again after it was stored, and is the same", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const id = await ada.upload("a", redPixel);
  const sent = [await ada.send("m1", [{ uploadId: id }]), await ada.send("m1", [{ uploadId: id }])];
  expect(sent.map(({ status, body }) => [status, body])).toEqual([
    [202, { seq: 1, duplicate: false }],
    [202, { seq: 1, duplicate: true }],
  ]);
});

test("a wrong offset is answered with the true one, and of two tabs at once one goes on", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const content = pngOf(chunkBytes + 100_000);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  const ahead = await ada.patch(uploadId, 17, content.subarray(0, 100_000));
  expect([ahead.status, ahead.body?.code, ahead.body?.offset]).toEqual([409, "offset_mismatch", 0]);
  expect(ahead.headers.get("upload-offset")).toBe("0");

  const tabs = await Promise.all([0, 1].map(() => ada.patch(uploadId, 0, content.subarray(0, chunkBytes))));
  expect(tabs.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  for (const tab of tabs) expect(tab.headers.get("upload-offset")).toBe(String(chunkBytes));
  expect((await ada.patch(uploadId, chunkBytes, content.subarray(chunkBytes))).status).toBe(204);
  // The line broke off before the answer came: the same again says how it stands.
  const repeated = await ada.patch(uploadId, chunkBytes, content.subarray(chunkBytes));
  expect([repeated.status, repeated.headers.get("upload-offset")]).toEqual([409, String(content.length)]);
});

test.each([
  ["3 GB", 3_000_000_000, "too_large"],
  ["nothing", 0, "invalid_request"],
  ["less than nothing", -5, "invalid_request"],
  ["half a byte", 1.5, "invalid_request"],
  ["no end", 1e300, "invalid_request"],
])("a file that is said to have %s is refused before anything comes", async (_name, bytes, code) => {
  const { host, ada } = await start();
  await using _ = host;
  expect((await ada.begin("a", bytes)).body.code).toBe(code);
});

test("more bytes than were said, and more than fit into a piece, are refused, and what was there stays", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const content = pngOf(chunkBytes + 20_000);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  const large = await ada.patch(uploadId, 0, content);
  expect([large.status, large.body?.code]).toEqual([413, "too_large"]);
  await ada.patch(uploadId, 0, content.subarray(0, chunkBytes));
  const more = await ada.patch(uploadId, chunkBytes, Buffer.alloc(20_001));
  expect([more.status, more.body?.code]).toEqual([413, "too_large"]);
  expect((await ada.head(uploadId)).headers.get("upload-offset")).toBe(String(chunkBytes));
  expect((await ada.send("m", [{ uploadId }])).body).toMatchObject({ code: "invalid_request" });
  expect((await ada.patch(uploadId, chunkBytes, content.subarray(chunkBytes))).status).toBe(204);
});

test("a piece that is too small to keep is refused, and one that breaks off is kept as far as it came", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const content = pngOf(chunkBytes);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  for (const size of [0, 1, minChunkBytes - 1])
    expect((await ada.patch(uploadId, 0, content.subarray(0, size))).body?.code).toBe("invalid_request");

  const came = minChunkBytes + 5_000;
  await breakOff(ada, uploadId, content, 1_000);
  expect((await ada.head(uploadId)).headers.get("upload-offset")).toBe("0");
  await breakOff(ada, uploadId, content, came);
  await expect.poll(async () => (await ada.head(uploadId)).headers.get("upload-offset")).toBe(String(came));
  expect((await ada.patch(uploadId, came, content.subarray(came))).status).toBe(204);
  expect(host.logged()).not.toContain('"level":"error"');
});

/** Announces the whole piece, sends a part of it, and cuts the line. */
async function breakOff({ client }: UploadClient, id: string, content: Buffer, bytes: number): Promise<void> {
  const request = httpRequest(`${client.conversationUrl}/uploads/${id}`, {
    method: "PATCH",
    headers: {
      ...client.authorization(),
      "Content-Type": "application/offset+octet-stream",
      "Content-Length": content.length,
      "Upload-Offset": "0",
    },
  });
  request.on("error", () => undefined);
  await new Promise<void>((resolve) => request.write(content.subarray(0, bytes), () => resolve()));
  await sleep(200);
  request.destroy();
  await sleep(100);
}

test("another visitor's upload and file are as if they were not there", async () => {
  const { host, ada, bob } = await start();
  await using _ = host;
  const id = await ada.upload("a", redPixel);
  await ada.send("m1", [{ uploadId: id }]);
  await bob.client.send("b1", "hello");
  const answers = [
    (await bob.head(id)).status,
    (await bob.patch(id, 0, redPixel)).status,
    (await bob.send("m2", [{ uploadId: id }])).status,
    (await bob.link("1.0")).status,
    (await bob.link("9.9")).status,
    (await bob.link("x")).status,
  ];
  expect(answers).toEqual([404, 404, 404, 404, 404, 404]);
  expect((await bob.drop(id)).status).toBe(204);
  expect((await ada.link("1.0")).status).toBe(200);
});

test("the visitor goes on with a renewed token after the session's token is over", async () => {
  const clock = { now: Date.now() };
  const { host, ada } = await start({}, { now: () => clock.now });
  await using _ = host;
  const content = pngOf(chunkBytes + 10);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  await ada.patch(uploadId, 0, content.subarray(0, chunkBytes));
  clock.now += 3_600_000;
  const rest = content.subarray(chunkBytes);
  expect((await ada.patch(uploadId, chunkBytes, rest)).status).toBe(401);
  const refreshed = await fetch(`${ada.client.base}/v1/session/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: ada.client.session.refreshToken }),
  });
  ada.client.session = (await refreshed.json()) as RestClient["session"];
  expect((await ada.patch(uploadId, chunkBytes, rest)).status).toBe(204);
});

test("an upload that rests too long is over, and goes on when it is begun again", async () => {
  const clock = { now: Date.now() };
  const { host, ada } = await start({ unsentTtl: 600 }, { now: () => clock.now });
  await using _ = host;
  const content = pngOf(chunkBytes + 10);
  const { body } = await ada.begin("a", content.length);
  expect(body.expiresInMs).toBe(600_000);
  await ada.patch(body.uploadId, 0, content.subarray(0, chunkBytes));
  clock.now += 600_001;
  expect((await ada.head(body.uploadId)).status).toBe(404);
  expect((await ada.begin("a", content.length)).body).toMatchObject({ uploadId: body.uploadId, offset: chunkBytes });
});

test("a type that is not taken is refused at once, and bytes of another type with the first piece", async () => {
  const { host, ada } = await start({ accept: ["image/png", "image/jpeg", "text/plain", "application/pdf"] });
  await using _ = host;
  for (const [name, mediaType] of [
    ["a.svg", "image/svg+xml"],
    ["a.html", "text/html"],
    ["a.exe", "application/octet-stream"],
    ["a.zip", "application/zip"],
    ["constructor", "constructor"],
  ] as const) {
    const { status, body } = await ada.begin("a", 100, { name, mediaType });
    expect([status, body.code, (body as { reason?: string }).reason]).toEqual([422, "file_refused", "type"]);
  }

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  for (const [index, [mediaType, bytes]] of (
    [
      ["image/png", svg],
      ["image/png", Buffer.from("%PDF-1.7 and more")],
      ["application/pdf", redPixel],
      ["text/plain", svg],
      ["text/plain", Buffer.from("\uFEFF  <!DOCTYPE html><script>alert(1)</script>")],
      ["text/plain", Buffer.from("one\0two")],
      ["text/plain", redPixel],
    ] as const
  ).entries()) {
    const { body } = await ada.begin(`b${index}`, bytes.length, { mediaType });
    const refused = await ada.patch(body.uploadId, 0, bytes);
    expect([refused.status, refused.body?.code, refused.body]).toEqual([
      422,
      "file_refused",
      expect.objectContaining({ reason: "content" }),
    ]);
    expect((await ada.head(body.uploadId)).status).toBe(404);
  }
  // A picture of another format than its name says is a picture.
  const id = await ada.upload("c", redPixel, { name: "photo.jpg", mediaType: "image/jpeg" });
  await ada.send("m1", [{ uploadId: id }]);
  expect(host.accepted[0]?.content).toMatchObject({ attachments: [{ name: "photo.png", mediaType: "image/png" }] });
});

test("text that turns out to be none after its beginning is refused with its last piece", async () => {
  const { host, ada } = await start({ accept: ["text/plain"] });
  await using _ = host;
  const content = Buffer.alloc(chunkBytes + 100, "a");
  content[chunkBytes + 50] = 0;
  const { body } = await ada.begin("a", content.length, { name: "a.txt", mediaType: "text/plain" });
  expect((await ada.patch(body.uploadId, 0, content.subarray(0, chunkBytes))).status).toBe(204);
  const last = await ada.patch(body.uploadId, chunkBytes, content.subarray(chunkBytes));
  expect([last.status, last.body?.code]).toEqual([422, "file_refused"]);
});

test("an hour's share is counted when a file is begun, once for each file", async () => {
  const { host, ada, bob } = await start({ perVisitor: { files: 2 }, perAddress: { bytes: 5_000 } });
  await using _ = host;
  expect((await ada.begin("a", 1_000)).status).toBe(201);
  expect((await ada.begin("a", 1_000)).status).toBe(201);
  expect((await ada.begin("b", 1_000)).status).toBe(201);
  const third = await ada.begin("c", 1_000);
  expect([third.status, third.body.code, third.body.retryable]).toEqual([429, "rate_limited", true]);
  // All who come from here together.
  expect((await bob.begin("d", 3_000)).status).toBe(201);
  expect((await bob.begin("e", 1_000)).body.code).toBe("rate_limited");
});

test("a message may have as many files as the operator says, each once complete", async () => {
  const { host, ada } = await start({ maxFiles: 2 });
  await using _ = host;
  const ids = [];
  for (const name of ["a", "b", "c"]) ids.push({ uploadId: await ada.upload(name, redPixel) });
  expect((await ada.send("m1", ids)).body).toMatchObject({ code: "too_large" });
  expect((await ada.send("m2", [])).body).toMatchObject({ code: "invalid_request" });
  expect((await ada.send("m3", [{ uploadId: "u_none" }])).body).toMatchObject({ code: "not_found" });
  expect((await ada.send("m4", ids.slice(0, 2))).status).toBe(202);
  expect(host.accepted).toHaveLength(1);
});

test("a dropped upload is gone, and dropping it again changes nothing", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const id = await ada.upload("a", redPixel);
  expect((await ada.drop(id)).status).toBe(204);
  expect((await ada.drop(id)).status).toBe(204);
  expect((await ada.send("m", [{ uploadId: id }])).body).toMatchObject({ code: "not_found" });
});

test.each([
  ["no offset", { "Upload-Offset": "" }, 400],
  ["an offset that is no number", { "Upload-Offset": "0x10" }, 400],
  ["another type", { "Content-Type": "application/json" }, 415],
  ["a compressed body", { "Content-Encoding": "gzip" }, 415],
])("a piece with %s is refused", async (_name, headers, status) => {
  const { host, ada } = await start();
  await using _ = host;
  const { uploadId } = (await ada.begin("a", redPixel.length)).body;
  expect((await ada.patch(uploadId, 0, redPixel, headers)).status).toBe(status);
});

test("where the disk is full the page is to come again, and goes on where it was once there is room", async () => {
  const disk = { isFull: false };
  const files = {
    ...fileSystem,
    open: async (...given: Parameters<typeof fileSystem.open>) => {
      if (disk.isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      return await fileSystem.open(...given);
    },
  };
  const { host, ada } = await start({}, { blobs: createFolderBlobStore(temporaryFolder(), { files }) });
  await using _ = host;
  const content = pngOf(chunkBytes + 10);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  await ada.patch(uploadId, 0, content.subarray(0, chunkBytes));
  disk.isFull = true;
  const refused = await ada.patch(uploadId, chunkBytes, content.subarray(chunkBytes));
  expect(refused).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true, retryAfterMs: 5_000 } });
  expect((await ada.head(uploadId)).headers.get("upload-offset")).toBe(String(chunkBytes));
  disk.isFull = false;
  expect((await ada.patch(uploadId, chunkBytes, content.subarray(chunkBytes))).status).toBe(204);
  expect((await ada.send("m", [{ uploadId }])).status).toBe(202);
});

test("neither the log nor a figure holds the name of a file", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const named = { name: "diagnosis of Ada Lovelace.png" };
  const id = await ada.upload("a", redPixel, named);
  await ada.send("m1", [{ uploadId: id }]);
  await ada.begin("b", 3_000_000_000, named);
  const refused = await ada.begin("c", 10, named);
  await ada.patch(refused.body.uploadId, 0, Buffer.from("0123456789"));
  await fetch((await ada.link("1.0")).body.url);
  expect(host.logged()).toContain("file_refused");
  expect(host.logged()).not.toContain("diagnosis");
});
