import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createGzip } from "node:zlib";
import { listen } from "#support/listen.ts";
import { frameLength } from "./frame-length.ts";

/** What a proxy, firewall or filter between a browser and the server does. Requests that end with their response pass. */
export type Interference = {
  /**
   * To WebSockets. `refuse`: a 403; `reset`: the connection is cut; `silent`: no answer, ever; `strip`: the request goes on
   * without its `Upgrade` header. The others let the handshake pass. `swallowUpAfter`, `swallowDownAfter`: in that direction
   * only so many frames get through (Socket.IO's own handshake takes 1 up and 2 down). `cut-at-first-frame`: of the browser.
   * `openAfterMs`: a slow line.
   */
  socket?:
    | "refuse"
    | "reset"
    | "silent"
    | "strip"
    | "cut-at-first-frame"
    | { swallowUpAfter: number }
    | { swallowDownAfter: number }
    | { cutAfterMs: number }
    | { openAfterMs: number };
  /** To streams. `buffer`, `gzip`: the body is kept until it ends; `swallow-later`: after its first bytes. */
  stream?: "refuse" | "silent" | "buffer" | "gzip" | "swallow-later" | { cutAfterMs: number };
  /** Every connection is cut at this age, whatever it carries. */
  cutAllAfterMs?: number;
  /** A proxy of the nineties: one request a connection, no chunks, no upgrades. `buffer`: it passes on whole responses. */
  http10?: "pass" | "buffer";
  /** A connection that is silent for so long is cut. */
  idleMs?: number;
};

export type MiddleBox = AsyncDisposable & {
  url: string;
  does: Interference;
  /** How many sockets and streams were asked for. */
  asked: { socket: number; stream: number };
};

/**
 * A middle box before the server at `upstream`, with real connections on both sides. Pages that come through it count for the
 * server as pages of its own.
 */
export async function startMiddleBox(upstream: string, does: Interference): Promise<MiddleBox> {
  const { hostname, port } = new URL(upstream);
  const connections = new Set<Duplex>();
  const asked = { socket: 0, stream: 0 };

  const server = createServer((request, response) => {
    const isStream = /\/stream(\?|$)/.test(request.url ?? "");
    if (isStream) asked.stream += 1;
    if (box.does.http10 !== undefined) passOnAsHttp10(request, box.does.http10);
    else passOn(request, response, isStream ? box.does.stream : undefined);
  });
  server.on("connection", (socket) => {
    keep(socket);
    const { cutAllAfterMs, idleMs } = box.does;
    if (cutAllAfterMs !== undefined) setTimeout(() => socket.destroy(), cutAllAfterMs).unref();
    if (idleMs !== undefined) socket.setTimeout(idleMs, () => socket.destroy());
  });
  server.on("upgrade", (request: IncomingMessage, socket: Socket) => {
    asked.socket += 1;
    const { socket: how } = box.does;
    if (typeof how === "object" && "openAfterMs" in how)
      setTimeout(() => upgrade(request, socket), how.openAfterMs).unref();
    else upgrade(request, socket);
  });

  function headersOf({ headers }: IncomingMessage): IncomingHttpHeaders {
    return headers.origin === undefined ? headers : { ...headers, origin: new URL(upstream).origin };
  }

  function keep(socket: Duplex): void {
    connections.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => connections.delete(socket));
  }

  function openUpstream(): Socket {
    const socket = connect(Number(port), hostname);
    keep(socket);
    return socket;
  }

  function passOn(request: IncomingMessage, response: ServerResponse, how: Interference["stream"]): void {
    if (how === "silent") return;
    if (how === "refuse")
      return void response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
    const { method, url: path } = request;
    const asking = send({ hostname, port, method, path, headers: headersOf(request), agent: false }, (answer) => {
      const { statusCode = 502, headers: given } = answer;
      if (how === "gzip") {
        response.writeHead(statusCode, { ...given, "content-encoding": "gzip" });
        return void answer.pipe(createGzip()).pipe(response);
      }
      response.writeHead(statusCode, given);
      response.flushHeaders();
      if (how === "buffer") return void answer.on("data", () => {}).on("end", () => response.end());
      if (how === "swallow-later") {
        answer.once("data", (first) => response.write(first));
        return;
      }
      answer.pipe(response);
      if (how !== undefined) setTimeout(() => response.destroy(), how.cutAfterMs).unref();
    });
    asking.on("error", () => response.destroy());
    response.on("close", () => asking.destroy());
    request.pipe(asking);
  }

  /** Writes to the connection itself, because Node's own server would answer in HTTP/1.1. */
  function passOnAsHttp10(request: IncomingMessage, how: "pass" | "buffer"): void {
    const up = openUpstream();
    up.write(`${request.method} ${request.url} HTTP/1.0\r\n${headLines(headersOf(request))}connection: close\r\n\r\n`);
    request.pipe(up, { end: false });
    const down = request.socket;
    const parts: Buffer[] = [];
    up.on("data", (bytes: Buffer) => {
      if (parts.length === 0) bytes = Buffer.from(bytes.toString("latin1").replace("HTTP/1.1", "HTTP/1.0"), "latin1");
      parts.push(bytes);
      if (how === "pass") down.write(bytes);
    });
    up.on("end", () => (how === "pass" ? down.end() : down.end(Buffer.concat(parts))));
    down.on("close", () => up.destroy());
  }

  function upgrade(request: IncomingMessage, down: Socket): void {
    const how = box.does.http10 === undefined ? box.does.socket : "strip";
    if (how === "silent") return;
    if (how === "reset") return void down.destroy();
    if (how === "refuse")
      return void down.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    const up = openUpstream();
    up.on("close", () => down.destroy());
    down.on("close", () => up.destroy());
    if (how === "strip") {
      up.write(`GET ${request.url} HTTP/1.1\r\n${headLines(headersOf(request))}connection: close\r\n\r\n`);
      return void up.pipe(down);
    }
    up.write(
      `GET ${request.url} HTTP/1.1\r\n${headLines(headersOf(request))}connection: Upgrade\r\nupgrade: websocket\r\n\r\n`,
    );
    const passDown = startFrameGate(isKey(how, "swallowDownAfter") ? how.swallowDownAfter : Infinity);
    const passUp = startFrameGate(isKey(how, "swallowUpAfter") ? how.swallowUpAfter : Infinity);
    let head: Buffer | undefined = Buffer.alloc(0);
    up.on("data", (bytes: Buffer) => {
      if (head === undefined) return void down.write(passDown(bytes));
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf("\r\n\r\n") + 4;
      if (end < 4) return;
      down.write(Buffer.concat([head.subarray(0, end), passDown(head.subarray(end))]));
      head = undefined;
    });
    down.on("data", (bytes: Buffer) => {
      if (how === "cut-at-first-frame") return void down.destroy();
      up.write(passUp(bytes));
    });
    if (isKey(how, "cutAfterMs")) setTimeout(() => down.destroy(), how.cutAfterMs).unref();
  }

  const box: MiddleBox = {
    url: await listen(server),
    does,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
  return box;
}

/** Without the headers that concern one hop only. */
function headLines(headers: IncomingHttpHeaders): string {
  return Object.entries(headers)
    .filter(([name]) => !["connection", "upgrade", "keep-alive", "proxy-connection"].includes(name))
    .map(([name, value]) => `${name}: ${String(value)}\r\n`)
    .join("");
}

function isKey<Key extends string>(how: unknown, key: Key): how is Record<Key, number> {
  return typeof how === "object" && how !== null && key in how;
}

/** Lets whole WebSocket frames through, `count` of them. They are counted by their heads: how they share packets is chance. */
function startFrameGate(count: number): (bytes: Buffer) => Buffer {
  let passed = 0;
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    if (count === Infinity) return bytes;
    rest = Buffer.concat([rest, bytes]);
    const through: Buffer[] = [];
    for (let length = frameLength(rest); length <= rest.length; length = frameLength(rest)) {
      if (passed < count) through.push(rest.subarray(0, length));
      passed += 1;
      rest = rest.subarray(length);
    }
    return Buffer.concat(through);
  };
}
