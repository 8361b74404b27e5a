import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { logSummed } from "#http/refusing/summed-log.ts";

/** A connection that does nothing costs some 20 kB; the operating system may set a lower bound (`ulimit -n`). */
const mostConnections = 20_000;

/** Milliseconds that a peer has for the whole request, and for its head. */
export type HttpTimes = { requestTimeout?: number; headersTimeout?: number };

/**
 * An HTTP server with bounds against slow and greedy peers. The bounds concern the request only: the response of a stream
 * or long poll may take any time.
 */
export function createHttpServer(handler: RequestListener, times: HttpTimes = {}): Server {
  const options = {
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    // How often Node looks for the two above: by default only every 30 s, so that they would be 60 and 40 s.
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 16 * 1024,
    ...times,
  };
  const server = createServer(options, handler);
  // Longer than the idle time of usual load balancers. Otherwise they send into a connection that this server is closing.
  server.keepAliveTimeout = 65_000;
  server.maxConnections = mostConnections;
  server.maxRequestsPerSocket = 1_000;
  return server;
}

/**
 * Whoever comes when the server has as many connections as it may have is cut without an answer. They learn nothing, so the operator must.
 * @returns how many there were since the start.
 */
export function watchDropped(server: Server, logger: Logger): () => number {
  let dropped = 0;
  server.on("drop", () => {
    dropped += 1;
    const facts = { connections: String(server.maxConnections) };
    logSummed(logger, "warn", facts, {}, "a connection was cut as the server has as many as it may have");
  });
  return () => dropped;
}

/**
 * Node forgets a connection that became a WebSocket, yet waits for it when the server closes.
 * @returns what cuts every connection of the server, those too.
 */
export function trackConnections(server: Server): () => void {
  const open = new Set<Socket>();
  // One for all connections, which emit "close" once: `once` with a function for each would cost each of them 0.3 kB.
  function forget(this: Socket): void {
    open.delete(this);
  }
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", forget);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

/** @returns the port, which is a free one if `port` is 0. @throws ConfigError with one sentence about what to change. */
export async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (cause) {
    throw new ConfigError([problemOf(cause, port, host)], { cause });
  }
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function problemOf(cause: unknown, port: number, host = "this machine"): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "EADDRINUSE") return `port ${port} is taken by another program; choose another with PORT`;
  if (code === "EACCES") return `port ${port} may not be used by this user; choose one above 1023 with PORT`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `"${host}" is no address of this machine; correct HOST`;
  return `the server cannot listen on port ${port}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
