import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { messenger, startBackend, web } from "@causerie/server";
import { createHttpServer, watchDropped } from "@causerie/server/http/connections/http-server.ts";
import express from "express";
import { Server as SocketServer } from "socket.io";
import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer, testConfig } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { rawGet } from "#support/web/raw-get.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

const page = {
  appId: "1",
  pageId: "100",
  accessToken: "token",
  appSecret: "0123456789abcdef0123456789abcdef",
  verifyToken: "a-verify-token-that-is-long",
};
const start = (origins: string[] = []) =>
  startTestServer({ bot: createTestBot(), connectors: [web({ origins }), messenger(page)] });

/** What the server says to these bytes until it closes the connection. */
async function say(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return text(socket);
}

test.each(["h2c", "TLS/1.0, HTTP/1.1", "foo/2", "websocket2", "h2c, websocket"])(
  "an offer of %s on any route is not taken, and the request is answered",
  async (offer) => {
    await using server = await start();
    const head = `Host: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: ${offer}\r\nHTTP2-Settings: AAMAAABk\r\n`;
    expect(await say(server.url, `GET /health/live HTTP/1.1\r\n${head}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    const minted = await say(server.url, `POST /web/v1/session HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`);
    expect(minted).toMatch(/^HTTP\/1\.1 201 /);
    expect(await say(server.url, `GET /web/socket.io/ HTTP/1.1\r\n${head}\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
    expect(await say(server.url, `GET /nowhere HTTP/1.1\r\n${head}\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
  },
);

test.each([
  ["/web/v1/session", "POST"],
  ["/web/v1/session/refresh", "POST"],
  ["/web/v1/session/unread", "POST"],
  ["/web/v1/session/end", "POST"],
  ["/messenger", "GET, POST"],
  ["/messenger/healthcheck", "GET"],
  ["/health/live", "GET"],
  ["/health/ready", "GET"],
  ["/openapi.json", "GET, HEAD"],
  ["/causerie.js", "GET, HEAD"],
  ["/", "GET, HEAD"],
])("another method of %s is answered 405, with the methods that it takes", async (path, allow) => {
  await using server = await start();
  for (const method of ["PUT", "DELETE", "PATCH"]) {
    const answer = await fetch(server.url + path, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
    expect(await answer.json()).toMatchObject({ code: "method_not_allowed", retryable: false });
  }
});

test("no answer of the server can be sniffed or rendered with more than itself", async () => {
  await using server = await start();
  for (const path of ["/", "/nowhere", "/web/nowhere", "/openapi.json", "/health/live", "/health/ready"]) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("strict-transport-security")).toContain("max-age=");
    expect(headers.get("x-request-id")).toMatch(/./);
  }
});

test("no refusal can be sniffed, rendered or kept, whoever refuses", async () => {
  await using server = await start();
  const upgrade = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  const refusals: [method: string, path: string, status: number, headers?: Record<string, string>][] = [
    ["PUT", "/", 405],
    ["POST", "/causerie.js", 405],
    ["DELETE", "/causerie/element.js", 405],
    ["GET", "/causerie/none.js", 404],
    ["POST", "/openapi.json", 405],
    ["POST", "/health/live", 405],
    ["GET", "/web/v1/session", 405],
    ["POST", "/web/v1/session", 403, { origin: "https://evil.example" }],
    ["GET", "/%zz", 404],
    ["GET", "/web/socket.io/?EIO=4&transport=websocket", 403, { ...upgrade, origin: "https://evil.example" }],
  ];
  for (const [method, path, status, sent = {}] of refusals) {
    const { headers, ...answer } = await rawGet(server.url + path, sent, method);
    expect([path, answer.status]).toEqual([path, status]);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "cache-control": "no-store",
    });
  }
});

test("the API's document is made once, and asked for anew costs no body", async () => {
  await using server = await start();
  const first = await rawGet(`${server.url}/openapi.json`);
  expect(JSON.parse(first.body.toString())).toMatchObject({ servers: [{ url: server.url }] });
  const again = await rawGet(`${server.url}/openapi.json`, { "if-none-match": first.headers.etag ?? "" });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test("pipelined requests for the API's document hold no copies of it", async () => {
  await using server = await start();
  await rawGet(`${server.url}/openapi.json`);
  const before = process.memoryUsage();
  const { hostname, port } = new URL(server.url);
  const sockets = Array.from({ length: 8 }, () => connect(Number(port), hostname).pause());
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  for (const socket of sockets) socket.write("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const after = process.memoryUsage();
  const grown = after.external + after.heapUsed - before.external - before.heapUsed;
  expect(grown).toBeLessThan(64 * 2 ** 20);
});

test("a connection beyond the bound is cut, which the log says once and the metrics count", async () => {
  const { logger, lines } = collectLogLines("warn");
  const http = createHttpServer((_request, response) => response.end("here"));
  const dropped = watchDropped(http, logger);
  expect(http.maxConnections).toBe(20_000);
  http.maxConnections = 2;
  onTestFinished(() => void http.close());
  const url = await listen(http);
  const { hostname, port } = new URL(url);
  const open = [connect(Number(port), hostname), connect(Number(port), hostname)];
  onTestFinished(() => open.forEach((socket) => socket.destroy()));
  await Promise.all(open.map((socket) => once(socket, "connect")));
  for (let more = 0; more < 3; more += 1) {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.resume().on("close", resolve));
  }
  expect(dropped()).toBe(3);
  expect(lines.map(({ msg, connections }) => [msg, connections])).toEqual([
    ["a connection was cut as the server has as many as it may have", "2"],
  ]);
});

test("the server's own port counts what it cuts", async () => {
  const metricsToken = "a-token-of-the-tests";
  await using server = await startTestServer({
    bot: createTestBot(),
    connectors: [web({ origins: [] })],
    metricsToken,
  });
  const { body } = await rawGet(`${server.url}/metrics`, { authorization: `Bearer ${metricsToken}` });
  expect(body.toString()).toMatch(/^causerie_dropped_connections_total 0$/m);
});

test("a connection has a thousand requests: the last is told to close it, and what follows is not served", async () => {
  let served = 0;
  const http = createHttpServer((_request, response) => {
    served += 1;
    response.end("here");
  });
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  const { hostname, port } = new URL(await listen(http));
  const socket = connect(Number(port), hostname);
  let said = "";
  socket.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  for (let hundred = 0; hundred < 11; hundred += 1) socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
  await expect.poll(() => said.match(/HTTP\/1\.1 503 /g) ?? []).toHaveLength(100);
  expect(said.match(/HTTP\/1\.1 200 /g)).toHaveLength(1_000);
  expect(said.indexOf("Connection: close")).toBeGreaterThan(said.lastIndexOf("HTTP/1.1 200"));
  expect(served).toBe(1_000);
});

test("files of the widget are served under their own names only", async () => {
  await using server = await start();
  expect((await rawGet(`${server.url}/causerie/element.js`)).status).toBe(200);
  for (const path of [
    "%2e%2e/causerie.js",
    "%2e%2e/index.js",
    "..%2findex.js",
    "%65lement.js",
    "./../index.js",
    "..;/index.js",
    "element.js%00",
    ".%2e/causerie.js",
    "\\..\\index.js",
  ]) {
    const answer = await say(server.url, `GET /causerie/${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(`${path} ${answer.slice(9, 12)}`).toMatch(/ (?:404|400)$/);
  }
});

test("in an application of the operator's own, trustedProxies says that it does nothing, and an untrusted proxy is named once", async () => {
  const { logger, lines } = collectLogLines("warn");
  const config = testConfig({ bot: createTestBot(), connectors: [web({ origins: [] })], trustedProxies: 1 });
  await using backend = await startBackend(config, { variables: {}, logger, publicUrl: "http://localhost" });
  const said = (words: string): number => lines.filter(({ msg }) => msg.includes(words)).length;
  expect(said("trustedProxies belongs to a server on its own port and does nothing here")).toBe(1);
  const askTwice = async (trusted: number | undefined): Promise<void> => {
    const app = express();
    if (trusted !== undefined) app.set("trust proxy", trusted);
    const server = createServer(app.use(backend.router));
    const url = await listen(server);
    for (const _ of [1, 2]) await fetch(`${url}/health/live`, { headers: { "X-Forwarded-For": "203.0.113.7" } });
    server.closeAllConnections();
    server.close();
  };
  await askTwice(1);
  expect(said("none is trusted")).toBe(0);
  await askTwice(undefined);
  expect(said("none is trusted")).toBe(1);
  expect(said('app.set("trust proxy", …)')).toBe(2);
});

test("the pattern of an origin is no origin", async () => {
  await using server = await start(["https://*.example.com"]);
  const status = async (origin: string) =>
    (await fetch(`${server.url}/web/v1/session`, { method: "POST", headers: { origin } })).status;
  expect(await status("https://a.example.com")).toBe(201);
  for (const origin of ["https://*.example.com", "https://example.com", "https://a.b.example.com"])
    expect(await status(origin)).toBe(403);
});

test("a slow head and a slow body are cut in the time that is set, not at the next round of half a minute", async () => {
  const server = createHttpServer((request, response) => request.resume().on("end", () => response.end("ok")), {
    requestTimeout: 1_200,
    headersTimeout: 600,
  });
  onTestFinished(() => void server.close());
  const url = await listen(server);
  const begun = performance.now();
  expect(await say(url, "GET / HTTP/1.1\r\nHost: x\r\n")).toMatch(/^HTTP\/1\.1 408 /);
  expect(await say(url, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test.each(["before", "after"])(
  "mounted below a path, all of it moves there, beside the application's own sockets that attached %s",
  async (when) => {
    const { logger, lines } = collectLogLines("warn");
    const app = express();
    const http = createServer(app);
    const url = await listen(http);
    const own = new SocketServer({ destroyUpgradeTimeout: 50 });
    own.on("connection", (socket) => socket.emit("hello", "from the application"));
    const config = testConfig({ bot: createTestBot(), connectors: [web({ origins: [] })] });
    await using backend = await startBackend(config, { variables: {}, publicUrl: url, logger });
    onTestFinished(async () => {
      await own.close();
      http.closeAllConnections();
    });
    if (when === "before") own.attach(http);
    app.get("/own", (_request, response) => void response.send("own"));
    app.use("/chat", backend.router);
    backend.attach(http);
    if (when === "after") own.attach(http);

    const visitor = await RestClient.start(`${url}/chat/web`);
    using socket = await new SocketClient(visitor).connected();
    expect(await socket.send("1", "hello")).toMatchObject({ ok: true });
    const theirs = io(url, { transports: ["websocket"], forceNew: true });
    onTestFinished(() => void theirs.close());
    expect(await new Promise((resolve) => theirs.once("hello", resolve))).toBe("from the application");
    // Longer than Socket.IO waits before it cuts what it takes for nobody's.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await socket.send("2", "still there")).toMatchObject({ ok: true });

    const document = JSON.parse((await rawGet(`${url}/chat/openapi.json`)).body.toString()) as { servers: unknown };
    expect(document.servers).toEqual([{ url: `${url}/chat` }]);
    const script = await rawGet(`${url}/chat/causerie.js`);
    const chunk = /causerie\/[\w-]+\.js/.exec(script.body.toString())?.[0] ?? "";
    expect((await rawGet(`${url}/chat/${chunk}`)).status).toBe(200);
    expect((await rawGet(`${url}/chat/causerie/chat-AAAAAAA.js`)).status).toBe(200);
    expect((await rawGet(`${url}/own`)).status).toBe(200);
    expect((await rawGet(`${url}/chat/health/live`)).headers["strict-transport-security"]).toBeUndefined();
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining(`set publicUrl to ${url}/chat`)]);
    await backend.idle();
  },
);
