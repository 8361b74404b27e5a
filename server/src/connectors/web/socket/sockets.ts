import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type ExtendedError, Server } from "socket.io";
import type { RequestError } from "#app/errors.ts";
import { originRefused } from "#http/cors.ts";
import { describeError } from "#http/problem.ts";
import { pathOf, refuseUpgrade } from "#http/upgrade.ts";
import { admit, type WebSocket, type WebSocketServer } from "./admit.ts";
import { serverGoesDown } from "#connectors/web/reading/connections.ts";
import { serveSocket } from "./serve.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

export type Sockets = {
  /** The one path whose upgrades are taken. */
  path: string;
  attach(server: HttpServer): void;
  /** Call after the lines have ended: leaves sockets a moment to take their leave, then cuts them. */
  close(): Promise<void>;
};

const leaveMs = 1000;

export function createSockets(web: WebContext): Sockets {
  const io = createIo(web);
  const open = new Set<Duplex>();
  const path = `${web.path}/socket.io/`;

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = findUpgradeRefusal(web, request);
    if (refusal !== undefined) {
      refuseUpgrade(socket, describeError(refusal, web.host.logger));
      return;
    }
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    io.engine.handleUpgrade(request, socket, head);
  }

  return {
    path,
    attach(server) {
      // Other paths are other people's: several connectors share one server.
      server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (pathOf(request) === path) upgrade(request, socket, head);
      });
    },
    async close() {
      const deadline = performance.now() + leaveMs;
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
    pingInterval: 15_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    maxHttpBufferSize: 64 * 1024,
  });
  // Socket.IO takes over all requests and upgrades of the server it is attached to, and closes it in the end. So it gets
  // one that never listens, and from the real server only the upgrades that are its own and have passed our checks.
  io.attach(createServer());
  io.use((socket, next) => {
    const decide = async (): Promise<void> => next(await findRefusal(web, socket));
    void decide();
  });
  io.on("connection", (socket) => void serveSocket(web, socket));
  return io;
}

/** What the client gets as `connect_error`: the problem is its `data`. */
async function findRefusal(web: WebContext, socket: WebSocket): Promise<ExtendedError | undefined> {
  try {
    await admit(web, socket);
    return undefined;
  } catch (error) {
    const problem = describeError(error, web.host.logger);
    return Object.assign(new Error(problem.code), { data: problem });
  }
}

/** CORS does not cover upgrades: any page may open a WebSocket to anywhere, so the origin is ours to check. */
function findUpgradeRefusal(web: WebContext, { headers }: IncomingMessage): RequestError | undefined {
  if (web.connections.closing) return serverGoesDown();
  const { origin } = headers;
  return origin === undefined || web.isAllowedOrigin(origin) ? undefined : originRefused(origin);
}
