import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { ServerProcess } from "#support/server/server-process.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** H3: what is larger than it may be, in every form that the protocols have for it. It is refused, and it takes no memory. */
const server = new ServerProcess();
let visitor: RestClient;
let before = 0;

beforeAll(async () => {
  await server.start();
  visitor = await RestClient.start(`${server.url}/web`);
  await visitor.send("warm", "up");
  before = peakOf(server);
});

afterAll(() => server[Symbol.asyncDispose]());

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  // The server ends it while we write.
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Bytes that the process has held at most. */
function peakOf(process: ServerProcess): number {
  const status = readFileSync(`/proc/${process.pid()}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * 1024;
}

/** What it takes in more than before, at its peak, after it has answered somebody else. */
async function peakGrowth(clientId: string): Promise<number> {
  const { status } = await visitor.send(clientId, "hello");
  return status === 202 ? peakOf(server) - before : Infinity;
}

const most = 20 * 2 ** 20;

/** All that comes until the server closes. */
function received(socket: Socket): { text: () => string; bytes: () => Buffer; closed: Promise<unknown> } {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => void chunks.push(chunk));
  return {
    text: () => Buffer.concat(chunks).toString("latin1"),
    bytes: () => Buffer.concat(chunks),
    closed: once(socket, "close"),
  };
}

test("ten megabytes in chunks, without a length, are refused as too large long before they are there", async () => {
  const socket = await open();
  const answer = received(socket);
  const { pathname } = new URL(visitor.conversationUrl);
  const headers = Object.entries(visitor.authorization()).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `POST ${pathname}/messages HTTP/1.1\r\nHost: x\r\n${headers.join("")}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
  let sent = 0;
  for (; sent < 640 && !socket.destroyed && answer.text() === ""; sent += 1) {
    socket.write(chunk);
    await delay(1);
  }
  await expect.poll(answer.text).toMatch(/^HTTP\/1\.1 413 .*"code":"too_large"/s);
  expect(sent).toBeLessThan(640);
  expect(await peakGrowth("after1")).toBeLessThan(most);
});

/** A frame of a client (RFC 6455, 5.2), masked with zeros. */
function frame(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const size = length < 126 ? Buffer.from([0x80 | length]) : Buffer.from([0x80 | 126, length >> 8, length & 255]);
  return Buffer.concat([Buffer.from([first]), size, Buffer.alloc(4), payload]);
}

const text = 0x01;
const more = 0x00;
/** A bit that says "compressed" where permessage-deflate was agreed on (RFC 7692), and nothing else. */
const rsv1 = 0x40;
const fin = 0x80;

async function openWebSocket(): Promise<{ socket: Socket; answer: ReturnType<typeof received> }> {
  const socket = await open();
  const answer = received(socket);
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET /web/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
  );
  await expect.poll(answer.text).toContain("\r\n\r\n");
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  expect(answer.text()).toContain(accept);
  expect(answer.text().toLowerCase()).not.toContain("sec-websocket-extensions");
  return { socket, answer };
}

/** The code of the frame by which the server closes (RFC 6455, 7.4.1). */
function closeCode(bytes: Buffer): number | undefined {
  const at = bytes.lastIndexOf(0x88);
  return at === -1 ? undefined : bytes.readUInt16BE(at + 2);
}

test("a message in ten thousand fragments is closed with 1009 as soon as they are too large together", async () => {
  const { socket, answer } = await openWebSocket();
  const fragment = Buffer.from("4".repeat(100));
  socket.write(frame(text, fragment));
  socket.write(Buffer.concat(Array.from({ length: 9_998 }, () => frame(more, fragment))));
  socket.write(frame(fin | more, fragment));
  await answer.closed;
  expect(closeCode(answer.bytes())).toBe(1009);
  expect(await peakGrowth("after2")).toBeLessThan(most);
});

test("ten thousand empty fragments are no message, and take no memory", async () => {
  const { socket } = await openWebSocket();
  socket.write(frame(text, Buffer.alloc(0)));
  for (let hundred = 0; hundred < 100; hundred += 1)
    socket.write(Buffer.concat(Array.from({ length: 100 }, () => frame(more, Buffer.alloc(0)))));
  await new Promise<void>((resolve) => void socket.write(Buffer.alloc(0), () => resolve()));
  expect(await peakGrowth("after3")).toBeLessThan(most);
});

test("one frame beyond 64 kB is closed with 1009, and a compressed one that nobody has agreed on with 1002", async () => {
  const large = await openWebSocket();
  const head = Buffer.alloc(14);
  head.set([fin | text, 0x80 | 127]);
  head.writeBigUInt64BE(10_000_000n, 2);
  // The head alone says it: nothing of the rest is waited for.
  large.socket.write(head);
  await large.answer.closed;
  expect(closeCode(large.answer.bytes())).toBe(1009);

  const compressed = await openWebSocket();
  compressed.socket.write(frame(fin | rsv1 | text, Buffer.from("f248cdc9c90700", "hex")));
  await compressed.answer.closed;
  expect(closeCode(compressed.answer.bytes())).toBe(1002);
  expect(await peakGrowth("after4")).toBeLessThan(most);
});
