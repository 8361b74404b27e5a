import { ConfigError, type CauserieConfig, startServer, web } from "@causerie/server";
import { describe, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const secret = "a secret that all servers of a database share";
const config = (database: string): CauserieConfig =>
  testConfig({ bot: createTestBot(), connectors: [web({ origins: [] })], database, secret });
const quiet = { variables: {} };

describe.skipIf(sharedPostgres === undefined)("a server on PostgreSQL", () => {
  test("DATABASE_URL is the one line that chooses it; a conversation goes on at another server with another folder", async () => {
    const url = testSchema();
    const { database: _none, ...embedded } = config(url);
    const first = await startServer(embedded, { variables: { DATABASE_URL: url } });
    const client = await RestClient.start(`${first.url}/web`);
    await client.send("1", "count");
    await first.idle();
    await first[Symbol.asyncDispose]();

    await using second = await startServer({ ...config(url), port: first.port }, quiet);
    expect((await client.send("1", "count")).body).toMatchObject({ duplicate: true });
    await client.send("2", "count");
    await second.idle();
    expect(textsOf((await client.events()).body.events)).toEqual(["count 1", "count 2"]);
  });

  test("a second server with another secret is warned of, and one in the midst of a rotation is not", async () => {
    const url = testSchema();
    const warned = async (given: Partial<CauserieConfig>): Promise<string[]> => {
      const { logger, lines } = collectLogLines("warn");
      await using _server = await startServer({ ...config(url), ...given }, { ...quiet, logger });
      return lines.map(({ msg }) => msg).filter((msg) => msg.includes("secret"));
    };
    const other = "another secret that somebody has set by mistake";
    expect(await warned({})).toEqual([]);
    expect(await warned({})).toEqual([]);
    expect(await warned({ secret: other, previousSecret: secret })).toEqual([]);
    expect(await warned({ previousSecret: other })).toEqual([]);
    expect(await warned({ secret: other })).toEqual([
      expect.stringContaining("or than that of another server of this database"),
    ]);
  });

  test("a server that stops gives its turns back: the next one answers at once", async () => {
    const url = testSchema();
    const first = await startServer(
      { ...config(url), bot: createTestBot("/nowhere/gate") },
      { ...quiet, graceMs: 100 },
    );
    const client = await RestClient.start(`${first.url}/web`);
    await client.send("1", "hold");
    await expect.poll(async () => (await client.snapshot()).body).toMatchObject({ pending: true });
    await first[Symbol.asyncDispose]();
    const started = performance.now();
    await using _second = await startServer({ ...config(url), port: first.port }, quiet);
    await expect.poll(async () => textsOf((await client.events()).body.events)).toEqual(["held"]);
    // A lease that is not given back lasts 15 s.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("while PostgreSQL is away messages are answered 503 within three seconds and ready fails; then all goes on", async () => {
    const url = testSchema();
    await using proxy = await startTcpProxy(Number(new URL(url).port));
    await using server = await startServer(config(url.replace(/:\d+\//, `:${proxy.port}/`)), quiet);
    const client = await RestClient.start(`${server.url}/web`);
    await client.send("1", "first");
    await server.idle();
    proxy.swallow();
    const asked = performance.now();
    const [sent, read, ready] = await Promise.all([
      client.send("2", "second"),
      client.events(),
      call(`${server.url}/health/ready`),
    ]);
    expect(performance.now() - asked).toBeLessThan(3_000);
    for (const { status, headers, body } of [sent, read]) {
      expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
      expect(body).toMatchObject({ code: "unavailable" });
    }
    expect(ready.status).toBe(503);
    proxy.heal();
    await expect.poll(async () => (await client.send("2", "second")).status).toBe(202);
    await expect.poll(async () => (await call(`${server.url}/health/ready`)).status).toBe(200);
    await expect
      .poll(async () => textsOf((await client.events()).body.events))
      .toEqual(["one: first", "two: first", "one: second", "two: second"]);
  });

  test("the secret must be given, and an address that is none is refused without showing it", async () => {
    const url = testSchema();
    const { secret: _secret, ...without } = config(url);
    const missing = await rejectionOf(startServer(without, quiet), ConfigError);
    expect(missing.problems).toEqual([expect.stringMatching(/^secret is needed with a database that servers share/)]);
    for (const wrong of ["mysql://me:pa55word@db/chat", "postgres://me:pa55word@:x/chat"]) {
      const refused = await rejectionOf(startServer({ ...config(url), database: wrong }, quiet), ConfigError);
      expect(refused.problems).toEqual([expect.stringMatching(/^database must be postgres:\/\/user:password@host/)]);
      const fromEnv = await rejectionOf(startServer(config(url), { variables: { DATABASE_URL: wrong } }), ConfigError);
      expect(fromEnv.problems).toEqual([expect.stringMatching(/^the environment variable DATABASE_URL must be/)]);
      expect(`${refused.message}${fromEnv.message}`).not.toContain("pa55word");
    }
  });
});
