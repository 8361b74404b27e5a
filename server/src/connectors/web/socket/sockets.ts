import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type ExtendedError, Server } from "socket.io";
import type { RequestError } from "#app/errors.ts";
import { originRefused } from "#http/refusing/cors.ts";
import { problemOf } from "#http/refusing/problem.ts";
import { pathOf, refuseUpgrade } from "#http/connections/upgrade.ts";
import { admit, type Conn, type WebSocket, type WebSocketServer } from "./admit.ts";
import { serverGoesDown } from "#connectors/web/reading/connections.ts";
import { pingEvery } from "./heartbeat.ts";
import { serveSocket } from "./serve.ts";
import { socketFacts } from "./socket-facts.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

export type Sockets = {
  /** The only path whose upgrades are handled here. */
  path: string;
  attach(server: HttpServer): void;
  /** Call this after the connections have ended. It gives the sockets a moment to close by themselves, then cuts them. */
  close(): Promise<void>;
};

const closeMs = 1000;
const lingerMs = 1000;

export function createSockets(web: WebContext): Sockets {
  const io = createIo(web);
  const open = new Set<Duplex>();
  const path = `${web.path}/socket.io/`;

  // One for all: each of these emits "close" once, so `once`, which makes functions of its own, brings nothing.
  function forget(this: Duplex): void {
    open.delete(this);
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = findUpgradeRefusal(web, request);
    if (refusal !== undefined) {
      refuseUpgrade(socket, problemOf(refusal, web.host.logger, socketFacts(web, "upgrade")));
      return;
    }
    open.add(socket);
    socket.on("close", forget);
    io.engine.handleUpgrade(request, socket, head);
  }

  return {
    path,
    attach(server) {
      // Other paths belong to other connectors: they share one server.
      server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (pathOf(request) === path) upgrade(request, socket, head);
      });
    },
    async close() {
      const deadline = performance.now() + closeMs;
      while (open.size > 0 && performance.now() < deadline) await delay(10);
      await io.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function createIo(web: WebContext): WebSocketServer {
  const io: WebSocketServer = new Server({
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: web.heartbeatMs * pingEvery,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    maxHttpBufferSize: 64 * 1024,
  });
  // Socket.IO takes over all requests and upgrades of the server that it is attached to, and closes that server in the end.
  // So it gets a server that never listens. From the real server it gets only its own upgrades that have passed our checks.
  io.attach(createServer());
  // A peer that does not answer the closing of its WebSocket would keep its connection for half a minute more.
  function cutLater(this: Conn): void {
    const raw = this.request.socket;
    setTimeout(() => raw.destroy(), lingerMs).unref();
  }
  io.engine.on("connection", (conn: Conn) => void conn.on("close", cutLater));
  io.use((socket, next) => {
    const decide = async (): Promise<void> => {
      const refusal = await findRefusal(web, socket);
      next(refusal);
      // It has been told why; nothing more is to come.
      if (refusal !== undefined) setTimeout(() => socket.conn.close(), lingerMs).unref();
    };
    void decide();
  });
  io.on("connection", (socket) => {
    releaseRequest(socket);
    void serveSocket(web, socket);
  });
  return io;
}

const nothing = Object.freeze({});

/** An admitted socket needs its connection, and nothing else of the request that opened it: each would keep it for hours. */
function releaseRequest({ conn, handshake }: WebSocket): void {
  const { socket } = conn.request;
  Object.assign(conn, { request: { socket } });
  Object.assign(handshake, { headers: nothing, auth: nothing, query: nothing, url: "", time: "" });
}

/** The error that the client gets as `connect_error`, with the problem as its `data`. */
async function findRefusal(web: WebContext, socket: WebSocket): Promise<ExtendedError | undefined> {
  try {
    await admit(web, socket);
    return undefined;
  } catch (error) {
    const problem = problemOf(error, web.host.logger, socketFacts(web, "connect"));
    return Object.assign(new Error(problem.code), { data: problem });
  }
}

/** CORS does not cover upgrades: any page may open a WebSocket to any server, so the server must check the origin. */
function findUpgradeRefusal(web: WebContext, { headers }: IncomingMessage): RequestError | undefined {
  if (web.connections.closing) return serverGoesDown();
  const { origin } = headers;
  return origin === undefined || web.isAllowedOrigin(origin) ? undefined : originRefused(origin);
}
