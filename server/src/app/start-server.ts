import express from "express";
import { useProxy } from "./outgoing-proxy.ts";
import type { CauserieConfig } from "#config/config.ts";
import { createProxyWarning } from "#http/connections/client-address.ts";
import { createHttpServer, listen, trackConnections, watchDropped } from "#http/connections/http-server.ts";
import { apiHeaders, ownHostHeaders } from "#http/json-api.ts";
import { readOnly } from "#http/refusing/methods.ts";
import { createProblemHandler, notFound, refuseUntil } from "#http/refusing/problem.ts";
import { type Backend, loggerOf, openBackend, type Overrides, settle } from "./server.ts";
import { version } from "./version.ts";

/** A server that listens; disposing of it stops it. */
export type RunningServer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly setupSteps: readonly string[];
  readonly firstSteps: readonly string[];
  readonly notify: Backend["notify"];
  readonly confirmRead: Backend["confirmRead"];
  readonly people: Backend["people"];
  idle(): Promise<void>;
};

/** {@link startServer} of `starting.ts`. */
export async function runServer(config: CauserieConfig, overrides: Overrides): Promise<RunningServer> {
  const settings = settle(config, overrides);
  const logger = loggerOf(settings, overrides);
  const proxy = useProxy(settings.proxy, settings.noProxy);
  let ready = false;
  const app = express().disable("x-powered-by").disable("etag").set("trust proxy", settings.trustedProxies);
  app.use(
    ownHostHeaders,
    refuseUntil(() => ready),
  );
  app.use(createProxyWarning(logger, "set CAUSERIE_TRUSTED_PROXIES to the number of your proxies"));
  const http = createHttpServer(app);
  const cutConnections = trackConnections(http);
  const droppedConnections = watchDropped(http, logger);
  const port = await listen(http, settings.port, settings.host).catch((error: unknown) => {
    proxy[Symbol.dispose]();
    throw error;
  });
  const url = settings.publicUrl ?? `http://localhost:${port}`;
  try {
    const backend = await openBackend({ ...settings, publicUrl: url }, { ...overrides, logger, droppedConnections });
    app.use(backend.router);
    app.all("/", apiHeaders, readOnly, (_request, response) => {
      const about = [
        "Causerie is running.",
        "",
        `${url}/causerie.js     for the script tag of a page`,
        `${url}/openapi.json    what the web connectors serve`,
        `${url}/health/ready    whether it can be given work`,
      ];
      response.type("text/plain").send(`${about.join("\n")}\n`);
    });
    app.use(apiHeaders, notFound, createProblemHandler(logger));
    backend.attach(http);
    ready = true;
    logger.info({ url, port, version, node: process.versions.node, setup: backend.setupSteps }, "the server listens");
    return {
      url,
      port,
      setupSteps: backend.setupSteps,
      firstSteps: backend.firstSteps,
      notify: backend.notify,
      confirmRead: backend.confirmRead,
      people: backend.people,
      idle: () => backend.idle(),
      [Symbol.asyncDispose]: async () => {
        logger.info("the server goes down");
        // The port stays open to the end: whoever comes meanwhile is told to come again.
        await backend[Symbol.asyncDispose]();
        const closed = new Promise((resolve) => http.close(resolve));
        cutConnections();
        await closed;
        proxy[Symbol.dispose]();
        logger.info("the server has ended");
      },
    };
  } catch (error) {
    // Connections that came meanwhile would keep the port taken.
    http.close();
    cutConnections();
    proxy[Symbol.dispose]();
    throw error;
  }
}
