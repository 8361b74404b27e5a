import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { createWidgetRouter } from "@causerie/server/http/serving/widget-files.ts";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "#support/listen.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { browserEncodings, rawGet } from "#support/web/raw-get.ts";

const chunk = "causerie/chat-J1AHhFj.js";
const texts: Record<string, string> = {
  "causerie.js": "/* loader */".repeat(50),
  [chunk]: "/* the chat */".repeat(500),
  "causerie/element.js": "/* element */".repeat(50),
  "causerie/style.css": ".causerie {}".repeat(50),
};

/** A server of a widget folder as the build leaves it. */
async function serveFolder(files = texts): Promise<string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "causerie"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(text));
    // Packages carry one date for all their files.
    for (const ending of ["", ".br", ".gz"]) utimesSync(join(folder, name + ending), 499_162_500, 499_162_500);
  }
  const server = createServer(express().use(createWidgetRouter(folder)));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listen(server);
}

test.each([
  [browserEncodings, "br"],
  ["gzip, deflate", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["gzip;q=1, br;q=0.5", "br"],
  ["identity", undefined],
  ["", undefined],
] as const)("for a client that accepts %j the content coding is %s", async (accepted, coding) => {
  const url = await serveFolder();
  for (const [name, text] of Object.entries(texts)) {
    const { status, headers, body } = await rawGet(`${url}/${name}`, { "accept-encoding": accepted });
    expect({ status, coding: headers["content-encoding"] }).toEqual({ status: 200, coding });
    const unpacked = coding === "br" ? brotliDecompressSync(body) : coding === "gzip" ? gunzipSync(body) : body;
    expect(unpacked.toString()).toBe(text);
    expect(headers["content-length"]).toBe(String(body.length));
    expect(headers["content-type"]?.toLowerCase()).toBe(
      name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
    );
    expect(headers).toMatchObject({
      vary: "Accept-Encoding",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": name === chunk ? "public, max-age=31536000, immutable" : "public, max-age=300",
    });
  }
});

test("what a browser has is not sent again; each coding has a tag of its own", async () => {
  const url = await serveFolder();
  const tags = new Set<string>();
  for (const accepted of ["br", "gzip", "identity"]) {
    const { headers } = await rawGet(`${url}/causerie.js`, { "accept-encoding": accepted });
    const tag = headers.etag ?? "";
    tags.add(tag);
    const again = await rawGet(`${url}/causerie.js`, { "accept-encoding": accepted, "if-none-match": tag });
    expect({ status: again.status, bytes: again.body.length }).toEqual({ status: 304, bytes: 0 });
    expect(again.headers).toMatchObject({ etag: tag, vary: "Accept-Encoding", "access-control-allow-origin": "*" });
  }
  expect(tags.size).toBe(3);
});

test("two releases of one size and one date have different tags", async () => {
  const tag = async (loader: string): Promise<string | undefined> => {
    const url = await serveFolder({ ...texts, "causerie.js": loader });
    return (await rawGet(`${url}/causerie.js`, { "accept-encoding": browserEncodings })).headers.etag;
  };
  expect(await tag('load("chat-AAAAAAA.js")')).not.toBe(await tag('load("chat-BBBBBBB.js")'));
});

test("HEAD tells what GET would send, and nothing else of the folder is served", async () => {
  const url = await serveFolder();
  const head = await rawGet(`${url}/causerie.js`, { "accept-encoding": browserEncodings }, "HEAD");
  expect(head.headers["content-encoding"]).toBe("br");
  expect(head.body.length).toBe(0);
  const paths = ["/causerie/", "/causerie/%2e%2e/secret", "/index.js", "/causerie/%"];
  const statuses = await Promise.all(
    paths.map(async (path) => (await rawGet(url + path, { "accept-encoding": browserEncodings })).status),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
});
