import { createServer } from "node:http";
import { startBackend, web } from "@causerie/server";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "#support/listen.ts";
import { startTestServer, testConfig } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { rawGet } from "#support/web/raw-get.ts";

const shop = web({ id: "shop", path: "/shop/chat", origins: [], mobileShells: ["ios", "flutter"] });
const help = web({ id: "help", path: "/help", origins: [], mobileShells: ["react-native"] });
const site = web({ id: "site", path: "/site", origins: [] });

/** Addresses in the page, as a browser reads them: of its scripts, styles and the connector. */
function addressesIn(page: string, url: string): string[] {
  return Array.from(page.matchAll(/(?:src|href|data-endpoint)="([^"]*)"/g), ([, address = ""]) => address)
    .filter((address) => address !== "data:,")
    .map((address) => new URL(address, url).href);
}

test("the page is there only for connectors that name the kinds of apps", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: [site, shop, help] });
  const read = async (path: string): Promise<[number, string]> => {
    const { status, body } = await rawGet(server.url + path);
    return [status, body.toString()];
  };
  const pages = { "/embed/mobile": "shop/chat", "/embed/mobile/shop": "shop/chat", "/embed/mobile/help": "help" };
  for (const [path, endpoint] of Object.entries(pages)) {
    const [status, page] = await read(path);
    expect(status).toBe(200);
    expect(addressesIn(page, server.url + path)).toEqual(
      [endpoint, "causerie/mobile.css", "causerie/mobile.js"].map((name) => `${server.url}/${name}`),
    );
    expect(page).toContain(endpoint === "help" ? 'data-shells="react-native"' : 'data-shells="ios flutter"');
  }
  for (const path of ["/embed/mobile/site", "/embed/mobile/", "/embed/Mobile", "/embed", "/embed/mobile/none"])
    expect([path, (await read(path))[0]]).toEqual([path, 404]);
  for (const name of ["causerie/mobile.css", "causerie/mobile.js"]) expect((await read(`/${name}`))[0]).toBe(200);
});

test("without such a connector there is no page", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: [site] });
  for (const path of ["/embed/mobile", "/embed/mobile/site"])
    expect((await rawGet(server.url + path)).status).toBe(404);
});

test("no page may frame it or keep its window, nothing of another host runs in it, and browsers ask for it each time", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: [help] });
  const { headers } = await rawGet(`${server.url}/embed/mobile`);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
  });
  expect(String(headers["content-security-policy"]).split(";").toSorted()).toEqual(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' https: data: blob:",
      "media-src 'self' https: data: blob:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].toSorted(),
  );
  const again = await rawGet(`${server.url}/embed/mobile`, { "if-none-match": headers.etag ?? "" });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  expect((await rawGet(`${server.url}/embed/mobile`, {}, "POST")).status).toBe(405);
});

test("in an application, below a path of its own, the page finds its files and its connector", async () => {
  await using backend = await startBackend(testConfig({ bot: createTestBot(), connectors: [help] }), {
    variables: {},
    publicUrl: "http://localhost/support",
  });
  const http = createServer(express().use("/support", backend.router));
  onTestFinished(() => http.closeAllConnections());
  onTestFinished(() => void http.close());
  const url = `${await listen(http)}/support`;
  for (const path of ["/embed/mobile", "/embed/mobile/help"]) {
    const page = (await rawGet(url + path)).body.toString();
    expect(addressesIn(page, url + path)).toEqual(
      ["help", "causerie/mobile.css", "causerie/mobile.js"].map((name) => `${url}/${name}`),
    );
  }
});

test("a kind of app that does not exist is refused with those that do, and no connector takes the page's path", async () => {
  const wrong = web({ origins: [], mobileShells: ["android", "windows" as "ios"] });
  expect(wrong.problems()).toEqual(['mobileShells[1] must be "android" or "ios" or "flutter" or "react-native".']);
  for (const path of ["/embed", "/embed/mobile", "/embed/mobile/web", "/Embed"])
    await expect(startTestServer({ bot: createTestBot(), connectors: [web({ path, origins: [] })] })).rejects.toThrow(
      `path must not be ${path}`,
    );
});
