import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { ConfigError, type CauserieConfig, startBackend, startServer, web } from "@causerie/server";
import { createLogger, type Logger } from "@causerie/server/app/logger.ts";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { createTestBot } from "#support/server/test-bot.ts";
import { RestClient } from "#support/web/rest-client.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "causerie-server-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function config(data = folder()): CauserieConfig {
  return {
    bot: createTestBot(),
    connectors: [web({ origins: [] })],
    data,
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
  };
}

function recordingLogger(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    logger: createLogger(
      "debug",
      new Writable({ write: (chunk: Buffer, _encoding, done) => done(void lines.push(chunk.toString())) }),
    ),
  };
}

const quiet = { variables: {} };

test("a conversation goes on after a restart of the server", async () => {
  const settings = config();
  const first = await startServer(settings, quiet);
  const client = await RestClient.start(`${first.url}/web`);
  await client.send("1", "count");
  await first.idle();
  await first[Symbol.asyncDispose]();

  await using second = await startServer({ ...settings, port: first.port }, quiet);
  await client.send("2", "count");
  await second.idle();
  const { body } = await client.events();
  const texts = body.events.flatMap((event) =>
    event.type === "message" && event.message.type === "text" ? [event.message.text] : [],
  );
  expect(texts).toEqual(["count 1", "count 2"]);
});

test("a port that is taken and a folder that cannot be used get one sentence each", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  await expect(startServer({ ...config(), port }, quiet)).rejects.toThrow(
    `port ${port} is taken by another program; choose another with PORT`,
  );
  taken.close();

  const file = join(folder(), "file");
  writeFileSync(file, "");
  const refused = await startServer(config(join(file, "data")), quiet).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ConfigError);
  expect((refused as ConfigError).problems).toHaveLength(1);
});

test("until its parts are open a server asks its clients to come again, and never says that nothing is there", async () => {
  const unused = createServer();
  await new Promise<void>((resolve) => unused.listen(0, "127.0.0.1", resolve));
  const { port } = unused.address() as AddressInfo;
  await new Promise((resolve) => unused.close(resolve));
  const starting = startServer({ ...config(), port }, quiet);
  const answers: Response[] = [];
  while (answers.at(-1)?.status !== 200) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer !== undefined) answers.push(answer);
  }
  await using _server = await starting;
  const early = answers.slice(0, -1);
  expect(early.length).toBeGreaterThan(0);
  for (const answer of early) {
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await answer.json()).toMatchObject({ code: "unavailable" });
  }
});

test("a public URL that is no address is the program's mistake, whether configured or handed over", async () => {
  const problems = [
    "publicUrl: must be an address that begins with http:// or https://, e.g. https://chat.example.com",
  ];
  const publicUrl = "http://exa mple";
  await expect(startServer({ ...config(), publicUrl }, quiet)).rejects.toMatchObject({ problems });
  await expect(startServer(config(), { ...quiet, publicUrl })).rejects.toMatchObject({ problems });
  await expect(startBackend(config(), { ...quiet, publicUrl })).rejects.toMatchObject({ problems });
});

test("a proxy that nobody told the server about is named in the log once, and a trusted one is not", async () => {
  const warning = "set CAUSERIE_TRUSTED_PROXIES to the number of your proxies";
  const countWarnings = async (trustedProxies: number, headers: Record<string, string>): Promise<number> => {
    const { logger, lines } = recordingLogger();
    await using server = await startServer({ ...config(), trustedProxies }, { ...quiet, logger });
    for (const _ of [1, 2, 3]) await fetch(`${server.url}/health/live`, { headers });
    return lines.filter((line) => line.includes(warning)).length;
  };
  expect(await countWarnings(0, { "X-Forwarded-For": "192.0.2.7" })).toBe(1);
  expect(await countWarnings(0, {})).toBe(0);
  expect(await countWarnings(1, { "X-Forwarded-For": "192.0.2.7" })).toBe(0);
});

test("two servers cannot share a data folder; the second says so", async () => {
  const settings = config();
  await using _first = await startServer(settings, quiet);
  const refused = await startServer(settings, quiet).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ConfigError);
  expect(String((refused as ConfigError).problems[0])).toContain("another");
});

test("the backend mounts into an Express application, which keeps its own routes and errors", async () => {
  const app = express();
  const http = createServer(app);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  await using backend = await startBackend(config(), { ...quiet, publicUrl: url });
  app.use(backend.router);
  app.get("/own", (_request, response) => void response.send("mine"));
  backend.attach(http);

  expect(await (await fetch(`${url}/own`)).text()).toBe("mine");
  expect((await fetch(`${url}/not-there`)).headers.get("content-type")).toContain("text/html");
  const client = await RestClient.start(`${url}/web`);
  expect((await client.send("1", "hello")).status).toBe(202);
  await backend.idle();
  const { body } = await client.events();
  expect(body.events.at(-1)).toMatchObject({ type: "turn.end", of: 1 });
});

test("a story that throws is answered for by the fallback and named in the log, which never holds what people say", async () => {
  const { logger, lines } = recordingLogger();
  await using server = await startServer(config(), { ...quiet, logger });
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "broken");
  await client.send("2", "a very private sentence");
  await server.idle();
  const { body } = await client.events();
  const texts = body.events.flatMap((event) =>
    event.type === "message" && event.message.type === "text" ? [event.message.text] : [],
  );
  expect(texts).toEqual(["fallback: failed", "one: a very private sentence", "two: a very private sentence"]);
  const log = lines.join("");
  expect(log).toContain('"story":"broken"');
  expect(log).toContain("broken on purpose");
  for (const secret of ["very private", client.session.token, client.session.refreshToken])
    expect(log).not.toContain(secret);
});

test("health tells a load balancer whether to send work, and the API describes itself", async () => {
  await using server = await startServer(config(), quiet);
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, unknown>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toContain("/web/v1/session");
  const missing = await fetch(`${server.url}/nothing`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toContain("application/problem+json");
});

test("several web connectors, each with its own path, keep their visitors apart", async () => {
  await using server = await startServer(
    {
      ...config(),
      connectors: [web({ id: "shop", path: "/shop", origins: [] }), web({ id: "help", path: "/help", origins: [] })],
    },
    quiet,
  );
  const shop = await RestClient.start(`${server.url}/shop`);
  expect((await shop.send("1", "hello")).status).toBe(202);
  const stranger = new RestClient(`${server.url}/help`, shop.session);
  expect((await stranger.send("2", "hello")).status).toBe(401);
});
