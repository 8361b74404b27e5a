import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { web } from "@causerie/server";
import type { FileScanner, ScanVerdict } from "@causerie/server/channel/host/file-scanner.ts";
import { expect, onTestFinished, test } from "vitest";
import { createFileBot } from "#support/files/file-bot.ts";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { pngOf, redPixel, UploadClient } from "#support/web/upload-client.ts";

async function start(scanner: FileScanner | string): Promise<{
  server: Awaited<ReturnType<typeof startTestServer>>;
  ada: UploadClient;
  lines: ReturnType<typeof collectLogLines>["lines"];
}> {
  const { logger, lines } = collectLogLines("warn");
  const connectors = [web({ origins: [], uploads: {} })];
  const server = await startTestServer({ bot: createFileBot(), connectors, scanner, logLevel: "warn" }, { logger });
  return { server, lines, ada: new UploadClient(await RestClient.start(`${server.url}/web`)) };
}

/** A service that answers in turn. */
async function scannerThatSays(
  ...answers: readonly [status: number, body: string][]
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then(({ length }) => {
      const { "content-type": type, "x-file-sha256": hash = "" } = request.headers;
      asked.push(`${request.method} ${type} ${length} ${hash.length}`);
      const [status, body] = answers[Math.min(asked.length, answers.length) - 1] ?? [500, ""];
      response.writeHead(status, { "Content-Type": "application/json" }).end(body);
    });
  });
  onTestFinished(() => void server.close());
  return { url: await listen(server), asked };
}

test("a file that the scanner refuses is part of nothing, and its sender learns why", async () => {
  const seen: string[] = [];
  const scanner: FileScanner = {
    async scan({ id, mediaType, bytes, content }): Promise<ScanVerdict> {
      seen.push(`${id.slice(0, 7)} ${mediaType} ${bytes} ${(await buffer(content())).length}`);
      return "refused";
    },
  };
  const { server, ada } = await start(scanner);
  await using _ = server;
  const { uploadId } = (await ada.begin("a", redPixel.length)).body;
  const last = await ada.patch(uploadId, 0, redPixel);
  expect(last).toMatchObject({ status: 422, body: { code: "file_refused", reason: "scanner", retryable: false } });
  expect((await ada.send("m", [{ uploadId }])).status).toBe(404);
  await server.idle();
  expect((await ada.client.events()).body.events).toEqual([]);
  expect(seen).toEqual([`sha256- image/png ${redPixel.length} ${redPixel.length}`]);
});

test("until the scanner knows, a file is given to nobody, and its message is to be sent again", async () => {
  const verdicts: (ScanVerdict | Error)[] = ["later", "later", new Error("the scanner is away"), "clean"];
  const scanner: FileScanner = {
    scan: () => {
      const verdict = verdicts.shift() ?? "refused";
      if (verdict instanceof Error) throw verdict;
      return verdict;
    },
  };
  const { server, ada, lines } = await start(scanner);
  await using _ = server;
  const uploadId = await ada.upload("a", pngOf(40_000));
  for (const _try of [1, 2]) {
    const waiting = await ada.send("m", [{ uploadId }]);
    expect(waiting).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true, retryAfterMs: 3_000 } });
    expect((await ada.client.events()).body.events).toEqual([]);
  }
  expect((await ada.send("m", [{ uploadId }])).status).toBe(202);
  await server.idle();
  expect(textsOf((await ada.client.events()).body.events)).toEqual([
    "image, cat.png, image/png, 40000, , 40000 bytes read",
  ]);
  expect(lines.map(({ msg }) => msg)).toEqual(["the scanner gave no answer about a file; it is asked again"]);
});

test("a service is asked by HTTP, and whatever it says but a verdict is no answer", async () => {
  const { url, asked } = await scannerThatSays(
    [500, ""],
    [200, '{"verdict":"fine"}'],
    [200, "<html>"],
    [200, '{"verdict":"clean"}'],
  );
  const { server, ada, lines } = await start(`${url}/scan`);
  await using _ = server;
  const uploadId = await ada.upload("a", redPixel);
  for (const status of [503, 503, 202]) expect((await ada.send("m", [{ uploadId }])).status).toBe(status);
  expect(asked).toEqual(Array.from({ length: 4 }, () => `POST image/png ${redPixel.length} 43`));
  expect(lines).toHaveLength(3);
});

test("a scanner that cannot be reached lets nothing through", async () => {
  const { server, ada } = await start("http://127.0.0.1:9/scan");
  await using _ = server;
  const uploadId = await ada.upload("a", redPixel);
  expect((await ada.send("m", [{ uploadId }])).status).toBe(503);
});

test("what is no scanner is named at the start", async () => {
  for (const scanner of ["ftp://localhost", "http://user:password@localhost", {} as FileScanner])
    await expect(start(scanner)).rejects.toThrow(
      "scanner must be an address that begins with http:// or https://, or an object with a method scan",
    );
});
