import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { createStallGuard } from "@causerie/server/http/connections/stalled.ts";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "#support/listen.ts";
import { botText } from "#support/bot-text.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

const author = { role: "bot" } as const;
const long = "x".repeat(4_000);

function fill(host: WebHost, conversationId: string, events: number): void {
  const message: BotMessage = { type: "text", text: long, buttons: [], quickReplies: [] };
  for (let index = 0; index < events; index += 100)
    host.log.append(
      conversationId,
      ...Array.from({ length: 100 }, (_, at) => ({
        type: "message" as const,
        messageId: `m${index + at}`,
        author,
        message,
      })),
    );
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

function* chunks(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(100_000);
}

/** A client frame of a WebSocket, masked with zeros. */
function frame(text: string, opcode = 1): Buffer {
  const bytes = Buffer.from(text);
  const head =
    bytes.length < 126
      ? [0x80 | opcode, 0x80 | bytes.length]
      : [0x80 | opcode, 0x80 | 126, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), bytes]);
}

/** A socket that reads nothing more once it has been let in. */
async function openMute(visitor: RestClient): Promise<Socket> {
  const { pathname, host } = new URL(visitor.base);
  const socket = open(visitor.base);
  socket.write(
    `GET ${pathname}/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  const { token, conversationId } = visitor.session;
  socket.write(frame(`40${JSON.stringify({ token, conversationId })}`));
  return socket;
}

test("a socket that acknowledges what it never reads is given little of the log, and is cut", async () => {
  await using host = await startWebHost({ stallMs: 1_000 });
  const visitor = await RestClient.start(`${host.url}/web`);
  fill(host, visitor.session.conversationId, 20_000);
  const closed = new Promise((resolve) =>
    host.server.once("connection", (socket: Socket) => socket.once("close", resolve)),
  );
  const socket = await openMute(visitor);
  let id = 0;
  const lie = setInterval(() => {
    for (let count = 0; count < 20; count += 1) socket.write(frame(`43${id++ % 400}[]`));
    if (id % 400 === 0) id = 0;
  }, 5);
  await delay(800);
  // 80 MB wait for it. What the kernel holds for both ends, and a page or two, are all that it may have made us read.
  expect(host.log.given).toBeLessThan(4_000);
  await closed;
  clearInterval(lie);
});

test("a socket that asks and asks, and takes no answer, is cut", async () => {
  await using host = await startWebHost({ stallMs: 60_000 });
  const visitor = await RestClient.start(`${host.url}/web`);
  const socket = await openMute(visitor);
  let isOpen = true;
  socket.once("close", () => (isOpen = false));
  for (let id = 0; isOpen && id < 400; id += 1) {
    socket.write(Buffer.concat(Array.from({ length: 100 }, () => frame(`42${id}["send",{}]`))));
    await delay(5);
  }
  socket.resume();
  await expect.poll(() => isOpen).toBe(false);
});

test("polls that come in one go read one page after the other, as their answers are taken", async () => {
  await using host = await startWebHost({ stallMs: 1_000 });
  const visitor = await RestClient.start(`${host.url}/web`);
  fill(host, visitor.session.conversationId, 200);
  const socket = open(host.url).pause();
  const { pathname } = new URL(visitor.conversationUrl);
  const request = `GET ${pathname}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${visitor.session.token}\r\n\r\n`;
  socket.write(request.repeat(150));
  await delay(500);
  expect(host.log.given).toBeLessThan(200 * 30);
});

test.each(["a response", "a stream"])(
  "%s that its peer does not take is cut after the time for that, and one that it takes is not",
  async (kind) => {
    using guard = createStallGuard(400);
    const app = express();
    app.use(guard.requests, (_request, response) => {
      Readable.from(chunks(kind === "a stream" ? Infinity : 300)).pipe(response);
    });
    const server = createServer(app);
    onTestFinished(() => server.close().closeAllConnections());
    const url = await listen(server);
    const cut = new Promise((resolve) => server.once("connection", (socket: Socket) => socket.once("close", resolve)));
    const mute = open(url).pause();
    mute.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await cut;

    const slow = open(url);
    let taken = 0;
    let isOpen = true;
    slow.on("close", () => (isOpen = false));
    slow.on("data", (bytes) => {
      taken += bytes.length;
      slow.pause();
      setTimeout(() => slow.resume(), 20);
    });
    slow.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await delay(1_200);
    expect(isOpen).toBe(true);
    expect(taken).toBeGreaterThan(0);
  },
);

test("requests behind one another on a connection leave nothing at it, and the last is watched as the first was", async () => {
  using guard = createStallGuard(400);
  const app = express();
  app.use(guard.requests, ({ path }, response) => {
    if (path === "/endless") Readable.from(chunks(Infinity)).pipe(response);
    else setTimeout(() => response.end("ok"), 20);
  });
  const server = createServer(app);
  onTestFinished(() => server.close().closeAllConnections());
  const url = await listen(server);
  const connected = new Promise<Socket>((resolve) => server.once("connection", resolve));
  const peer = open(url);
  let answers = 0;
  peer.on("data", (bytes) => (answers += bytes.toString("latin1").split("HTTP/1.1 200").length - 1));
  const ask = (path: string): boolean => peer.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  ask("/");
  const socket = await connected;
  await expect.poll(() => answers).toBe(1);
  const listeners = socket.listenerCount("close");
  for (let count = 0; count < 20; count += 1) ask("/");
  await expect.poll(() => answers, { timeout: 5_000 }).toBe(21);
  expect(socket.listenerCount("close")).toBe(listeners);

  peer.pause();
  ask("/");
  ask("/endless");
  await new Promise((resolve) => socket.once("close", resolve));
});

test("a page that was swallowed on the way is found by asking, and one that is taken late is not taken for it", async () => {
  await using host = await startWebHost({ stallMs: 60_000 });
  const visitor = await RestClient.start(`${host.url}/web`);
  host.log.append(visitor.session.conversationId, botText("one"));
  using swallowed = await new SocketClient(visitor, { neverTakes: true }).connected();
  using late = await new SocketClient(visitor, { takesAfterMs: 1_200 }).connected();
  await expect.poll(() => swallowed.socket.connected).toBe(false);
  expect(late.socket.connected).toBe(true);
  expect(late.events).toHaveLength(1);
});

test("the heartbeat of a stream says how far it has come", async () => {
  await using host = await startWebHost({ heartbeatMs: 100 });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { conversationId, token } = visitor.session;
  host.log.append(conversationId, botText("one"));
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const answer = await fetch(`${host.url}/web/v1/conversations/${conversationId}/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  let text = "";
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.includes("\n:1\n")) break;
  }
  expect(text).toMatch(/^:0.1s\n/);
  expect(text.indexOf('"one"')).toBeLessThan(text.indexOf("\n:1\n"));
});
