import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import express, { type RequestHandler, type Response } from "express";
import { ConfigError } from "#app/errors.ts";
import { startBackend } from "#app/server.ts";
import type { CauserieConfig } from "#config/config.ts";
import { web } from "#connectors/web/web.ts";
import type { Explainer } from "#cli/describe-why.ts";
import { type InspectedTurn, inspectTurns } from "./inspect-turns.ts";

export type DevServer = AsyncDisposable & { readonly url: string };

/** The page is of the server's own origin, so no other needs to be listed. */
export const devChannel = web({ origins: [] });

const pageFolder = fileURLToPath(new URL("page", import.meta.url));
/** A page that is opened later shows these, too. */
const turnsToKeep = 100;

/**
 * Serves the bot on a page of its own, beside what it makes of each message. Only programs on this machine reach it, because
 * the page shows what people wrote. The other channels are not started: their tokens belong to a server that is public.
 * @param settings where the server may keep its data, and the port; 0 takes any free one.
 * @throws ConfigError with every problem of the configuration, or when the port is taken.
 */
export async function startDevServer(
  config: CauserieConfig,
  { data, port }: { data: string; port: number },
): Promise<DevServer> {
  const app = express().disable("x-powered-by");
  const http = createServer(app);
  const url = `http://localhost:${await listen(http, port)}`;
  const feed = new TurnFeed();
  let classifier: Explainer | undefined;
  const backend = await startBackend(
    { ...config, data: join(data, "dev"), connectors: [devChannel] },
    {
      publicUrl: url,
      graceMs: 500,
      runtime: (host) =>
        inspectTurns(
          host,
          () => classifier,
          (turn) => feed.push(turn),
        ),
    },
  );
  classifier = await config.bot.train(); // it has learnt while the backend started
  app.use(refuseForeignHosts);
  app.get("/dev/turns", (_request, response) => feed.open(response));
  app.use(pageHeaders, express.static(pageFolder));
  app.use(backend.router);
  backend.attach(http);
  return {
    url,
    async [Symbol.asyncDispose]() {
      feed.close();
      const closed = once(http, "close");
      await backend[Symbol.asyncDispose]();
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

async function listen(http: ReturnType<typeof createServer>, port: number): Promise<number> {
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

/** The turns as a stream of events, the newest ones first of all for a page that comes late. */
class TurnFeed {
  readonly #turns: string[] = [];
  readonly #pages = new Set<Response>();

  push(turn: InspectedTurn): void {
    const event = `data: ${JSON.stringify(turn)}\n\n`;
    this.#turns.push(event);
    if (this.#turns.length > turnsToKeep) this.#turns.shift();
    for (const page of this.#pages) page.write(event);
  }

  open(response: Response): void {
    response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(`event: reset\ndata: \n\n${this.#turns.join("")}`);
    this.#pages.add(response);
    response.on("close", () => this.#pages.delete(response));
  }

  close(): void {
    for (const page of this.#pages) page.end();
  }
}
