import { web } from "@causerie/server";
import { chunkBytes } from "@causerie/server/channel/host/uploads.ts";
import { checkBlobStore } from "@causerie/server/store/blobs/open-blob-store.ts";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { s3Environment, startS3Server } from "#support/files/s3-server.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { createFileBot } from "#support/files/file-bot.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { pngOf, redPixel, UploadClient } from "#support/web/upload-client.ts";

const connectors = (uploads = {}) => [web({ origins: [], uploads })];
const day = 86_400_000;

async function visitor(server: { url: string }): Promise<UploadClient> {
  return new UploadClient(await RestClient.start(`${server.url}/web`));
}

test("a story hears a file as it hears one from Messenger, and reads its bytes", async () => {
  await using server = await startTestServer({ bot: createFileBot(), connectors: connectors() });
  const ada = await visitor(server);
  const content = pngOf(chunkBytes + 5);
  const uploadId = await ada.upload("a", content, { name: "../../x" });
  await ada.send("m", [{ uploadId, alt: "a cat" }], "who is this?");
  await server.idle();
  const { body } = await ada.client.events();
  expect(textsOf(body.events)).toEqual([
    `who is this?; image, x.png, image/png, ${content.length}, a cat, ${content.length} bytes read`,
  ]);
});

test("an upload goes on after the server was started again", async () => {
  const settings = { bot: createFileBot(), connectors: connectors(), data: temporaryFolder() };
  const content = pngOf(3 * chunkBytes);
  const piece = (index: number): Buffer => content.subarray(index * chunkBytes, (index + 1) * chunkBytes);
  const first = await startTestServer(settings);
  const ada = await visitor(first);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  await ada.patch(uploadId, 0, piece(0));
  await first[Symbol.asyncDispose]();

  const second = await startTestServer({ ...settings, port: first.port });
  expect((await ada.head(uploadId)).headers.get("upload-offset")).toBe(String(chunkBytes));
  await ada.patch(uploadId, chunkBytes, piece(1));
  await ada.patch(uploadId, 2 * chunkBytes, piece(2));
  await second[Symbol.asyncDispose]();

  // Complete, and not sent before the third life.
  await using third = await startTestServer({ ...settings, port: first.port });
  expect((await ada.send("m", [{ uploadId }])).status).toBe(202);
  await third.idle();
  const { url } = (await ada.link("1.0")).body;
  expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(content)).toBe(true);
});

test("a deletion takes the files with it, and every link to them is over at once", async () => {
  await using server = await startTestServer({ bot: createFileBot(), connectors: connectors() });
  const ada = await visitor(server);
  await ada.send("m", [{ uploadId: await ada.upload("a", redPixel) }]);
  const unsent = await ada.upload("b", pngOf(5_000));
  await server.idle();
  const { url } = (await ada.link("1.0")).body;
  expect((await fetch(url)).status).toBe(200);
  const person = { connectorId: "web", userId: ada.client.session.visitorId };
  expect(await server.people.export(person)).toMatchObject({ conversations: [{}] });
  // The one of the message and the one that was not sent.
  expect(await server.people.delete(person)).toMatchObject({ conversations: 1, files: 2 });
  expect((await fetch(url)).status).toBe(404);
  expect((await ada.link("1.0")).status).toBe(404);
  expect((await ada.head(unsent)).status).toBe(404);
});

test("what was begun and not sent goes by itself after its time", async () => {
  const settings = { bot: createFileBot(), connectors: connectors(), data: temporaryFolder() };
  let now = Date.now();
  const content = pngOf(chunkBytes + 10);
  const first = await startTestServer(settings, { now: () => now });
  const ada = await visitor(first);
  const { uploadId } = (await ada.begin("a", content.length)).body;
  await ada.patch(uploadId, 0, content.subarray(0, chunkBytes));
  await first[Symbol.asyncDispose]();

  now += 2 * day;
  await using second = await startTestServer({ ...settings, port: first.port }, { now: () => now });
  const refreshed = await fetch(`${ada.client.base}/v1/session/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: ada.client.session.refreshToken }),
  });
  ada.client.session = (await refreshed.json()) as RestClient["session"];
  // Nothing of it is there, so under the same name it begins anew.
  await expect.poll(async () => (await ada.begin("a", content.length)).body.uploadId).not.toBe(uploadId);
  await second.idle();
});

test("the operator sees what became of files, in figures without names", async () => {
  const metricsToken = "a token for the metrics of tests";
  await using server = await startTestServer({
    bot: createFileBot(),
    connectors: connectors(),
    metricsToken: metricsToken.replaceAll(" ", "-"),
  });
  const ada = await visitor(server);
  await ada.send("m", [{ uploadId: await ada.upload("a", redPixel) }]);
  await ada.begin("b", 10, { mediaType: "image/svg+xml" });
  const metrics = await fetch(`${server.url}/metrics`, {
    headers: { Authorization: `Bearer ${metricsToken.replaceAll(" ", "-")}` },
  });
  const text = await metrics.text();
  for (const outcome of ["begun", "checked", "sent", "refused:type"])
    expect(text).toMatch(new RegExp(`web_uploads_total\\{[^}]*outcome="${outcome}"[^}]*\\} 1`));
});

test("a server with a bucket keeps files there, and a wrong or silent bucket is named", async () => {
  await using s3 = await startS3Server();
  for (const [name, value] of Object.entries(s3Environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { logger, lines } = collectLogLines("warn");
  const settings = { bot: createFileBot(), connectors: connectors(), data: temporaryFolder(), files: s3.address };
  await using server = await startTestServer({ ...settings, logLevel: "warn" }, { logger });
  const ada = await visitor(server);
  const content = pngOf(chunkBytes + 500);
  await ada.send("m", [{ uploadId: await ada.upload("a", content) }]);
  await server.idle();
  expect(textsOf((await ada.client.events()).body.events)).toEqual([
    `image, cat.png, image/png, ${content.length}, , ${content.length} bytes read`,
  ]);
  const { url } = (await ada.link("1.0")).body;
  const part = await fetch(url, { headers: { Range: `bytes=${chunkBytes}-` } });
  expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(chunkBytes))).toBe(true);
  expect([...s3.objects.keys()].every((key) => key.startsWith("chat/"))).toBe(true);
  expect(await checkBlobStore(settings)).toBe("s3://files/chat");

  s3.faults.push({ method: "PUT", fault: "forbidden" }, { method: "GET", fault: "forbidden" });
  const { uploadId } = (await ada.begin("b", redPixel.length)).body;
  const refused = await ada.patch(uploadId, 0, redPixel);
  expect(refused).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true } });
  await expect(checkBlobStore(settings)).rejects.toThrow(
    "files: the bucket s3://files/chat cannot be used (AccessDenied): look at its address, its endpoint, and the keys of AWS.",
  );
  expect(lines).toMatchObject([
    { msg: "the store of files refuses, or cannot be reached; files can be neither taken nor given" },
  ]);
  expect((await ada.patch(uploadId, 0, redPixel)).status).toBe(204);
});

describe.skipIf(sharedPostgres === undefined)("on servers that share a database and a folder", () => {
  test("each piece may come through another one, and the hour's share is counted for all together", async () => {
    const settings = {
      bot: createFileBot(),
      connectors: connectors({ perVisitor: { files: 2 } }),
      database: testSchema(),
      data: temporaryFolder(),
      secret: "a secret that all servers of a database share",
    };
    await using one = await startTestServer(settings);
    await using two = await startTestServer(settings);
    const ada = await visitor(one);
    const atTwo = new UploadClient(ada.client.at(`${two.url}/web`));
    const content = pngOf(2 * chunkBytes + 7);
    const { uploadId } = (await ada.begin("a", content.length)).body;
    await atTwo.patch(uploadId, 0, content.subarray(0, chunkBytes));
    const both = await Promise.all(
      [ada, atTwo].map((client) => client.patch(uploadId, chunkBytes, content.subarray(chunkBytes, 2 * chunkBytes))),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    expect((await ada.patch(uploadId, 2 * chunkBytes, content.subarray(2 * chunkBytes))).status).toBe(204);
    expect((await atTwo.send("m", [{ uploadId }])).status).toBe(202);
    await one.idle();
    await two.idle();
    const { url } = (await ada.link("1.0")).body;
    const served = await fetch(url.replace(one.url, two.url));
    expect(Buffer.from(await served.arrayBuffer()).equals(content)).toBe(true);

    expect((await atTwo.begin("b", 10)).status).toBe(201);
    expect((await ada.begin("c", 10)).body.code).toBe("rate_limited");
  });
});
