import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import express, { type Express, type RequestHandler } from "express";
import { ConfigError } from "#app/errors.ts";

const pageFolder = fileURLToPath(new URL("page", import.meta.url));

/** The server of the author's page, which listens already. Only programs on this machine reach it, because it shows what people wrote. */
export type DevPage = {
  app: Express;
  http: Server;
  url: string;
  /** Who asks before this waits: a browser asks no more where it was answered that there is no page. */
  ready: () => void;
};

/**
 * @param port 0 takes any free one.
 * @throws ConfigError when the port is taken.
 */
export async function openDevPage(port: number): Promise<DevPage> {
  const app = express().disable("x-powered-by");
  const http = createServer(app);
  const { promise: isReady, resolve: ready } = Promise.withResolvers<void>();
  app.use(async (_request, _response, next) => {
    await isReady;
    next();
  });
  const url = `http://localhost:${await listen(http, port)}`;
  return { app, http, url, ready };
}

/** Serves the page, and under `/dev/turns` what it shows: a stream of events. */
export function servePage(app: Express, feed: RequestHandler): void {
  app.use(refuseForeignHosts);
  app.get("/dev/turns", feed);
  app.use(pageHeaders, express.static(pageFolder));
}

async function listen(http: Server, port: number): Promise<number> {
  const failed = once(http, "error").then(([error]: unknown[]) => Promise.reject(error as Error));
  try {
    await Promise.race([once(http.listen(port, "127.0.0.1"), "listening"), failed]);
  } catch (cause) {
    throw new ConfigError([`port: ${port} cannot be used (${(cause as Error).message}); set PORT to another one`], {
      cause,
    });
  }
  return (http.address() as AddressInfo).port;
}

/** A foreign page could give its own name the address 127.0.0.1, and would read what people wrote. */
const refuseForeignHosts: RequestHandler = ({ headers: { host = "" } }, response, next) => {
  if (/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) next();
  else response.status(403).type("text/plain").send("This page is for its author's machine: open it as localhost.\n");
};

const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws:; img-src * data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
  });
  next();
};
