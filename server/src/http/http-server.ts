import { createServer, type RequestListener, type Server } from "node:http";

/**
 * An HTTP server with bounds for slow and greedy peers. They concern receiving a request: streams and long polls may
 * answer for as long as they like.
 */
export function createHttpServer(handler: RequestListener): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 }, handler);
  // Longer than the idle time of usual load balancers: else they send into a connection that we are just closing.
  server.keepAliveTimeout = 65_000;
  return server;
}
