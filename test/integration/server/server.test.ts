import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { ConfigError, type CauserieConfig, startBackend, startServer, web } from "@causerie/server";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { freePort, listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const config = (): CauserieConfig => testConfig({ bot: createTestBot(), connectors: [web({ origins: [] })] });

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
  expect(textsOf(body.events)).toEqual(["count 1", "count 2"]);
});

test("a port that is taken and a folder that cannot be used get one sentence each", async () => {
  const taken = createServer();
  const port = Number(new URL(await listen(taken)).port);
  await expect(startServer({ ...config(), port }, quiet)).rejects.toThrow(
    `port ${port} is taken by another program; choose another with PORT`,
  );
  taken.close();

  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const refused = await rejectionOf(startServer({ ...config(), data: join(file, "data") }, quiet), ConfigError);
  expect(refused.problems).toHaveLength(1);
});

test("until its parts are open a server asks its clients to come again, and never says that nothing is there", async () => {
  const port = await freePort();
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
    "publicUrl must be an address that begins with http:// or https://, e.g. https://chat.example.com.",
  ];
  const publicUrl = "http://exa mple";
  await expect(startServer({ ...config(), publicUrl }, quiet)).rejects.toMatchObject({ problems });
  await expect(startServer(config(), { ...quiet, publicUrl })).rejects.toMatchObject({ problems });
  await expect(startBackend(config(), { ...quiet, publicUrl })).rejects.toMatchObject({ problems });
});

test("a proxy that nobody told the server about is named in the log once, and a trusted one is not", async () => {
  const warning = "set CAUSERIE_TRUSTED_PROXIES to the number of your proxies";
  const countWarnings = async (trustedProxies: number, headers: Record<string, string>): Promise<number> => {
    const { logger, lines } = collectLogLines("debug");
    await using server = await startServer({ ...config(), trustedProxies }, { ...quiet, logger });
    for (const _ of [1, 2, 3]) await fetch(`${server.url}/health/live`, { headers });
    return lines.filter(({ msg }) => msg.includes(warning)).length;
  };
  expect(await countWarnings(0, { "X-Forwarded-For": "192.0.2.7" })).toBe(1);
  expect(await countWarnings(0, {})).toBe(0);
  expect(await countWarnings(1, { "X-Forwarded-For": "192.0.2.7" })).toBe(0);
});

test("two servers cannot share a data folder; the second says so", async () => {
  const settings = config();
  await using _first = await startServer(settings, quiet);
  const refused = await rejectionOf(startServer(settings, quiet), ConfigError);
  expect(refused.problems[0]).toContain("another");
});

test("the backend mounts into an Express application, which keeps its own routes and errors", async () => {
  const app = express();
  const http = createServer(app);
  const url = await listen(http);
  onTestFinished(() => void http.close());
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
  const { logger, printed } = collectLogLines("debug");
  await using server = await startServer(config(), { ...quiet, logger });
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "broken");
  await client.send("2", "a very private sentence");
  await server.idle();
  const { body } = await client.events();
  expect(textsOf(body.events)).toEqual([
    "fallback: failed",
    "one: a very private sentence",
    "two: a very private sentence",
  ]);
  const log = printed();
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
