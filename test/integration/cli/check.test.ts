import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrateSqlite } from "@causerie/server/store/sqlite/maintenance.ts";
import { startFakeGraph } from "@causerie/fake-graph";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { problemsOf } from "#support/commands/problems-of.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { hasRedis, startRedis } from "#support/redis/redis-server.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { accessToken, metaPage, pageOptions } from "#support/messenger/facebook-page.ts";

let graph: Awaited<ReturnType<typeof startFakeGraph>>;
beforeAll(async () => {
  const [page] = metaPage.pages;
  const half = { pageId: "2002", accessToken: "EAAB-half", appId: "1001", subscribedFields: ["messages"] };
  const apps = metaPage.apps.map((app) => ({ ...app, webhookUrl: "https://bot.example/messenger" }));
  graph = await startFakeGraph({ apps, pages: [...(page === undefined ? [] : [page]), half] });
});
afterAll(() => graph[Symbol.asyncDispose]());

const config = (connectors: string): string => `
import { createBot, defineConfig, messenger, web } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
export default defineConfig({ bot, publicUrl: "https://bot.example", connectors: [${connectors}] });
`;

const page = (more: object = {}): string =>
  `messenger(${JSON.stringify({ ...pageOptions({ graphBaseUrl: graph.baseUrl }), ...more })})`;

async function check(connectors: string, ...args: string[]) {
  const cwd = outsideFolder({ "causerie.config.ts": config(connectors) });
  const { code, stdout, stderr } = await runCauserie(["check", ...args], { cwd });
  return { code, lines: `${stdout}${stderr}`.split("\n").map((line) => line.trim()) };
}

test("a live check asks Meta whether the token is valid and the app gets the page's events", async () => {
  const { code, lines } = await check(page(), "--live");
  expect(code).toBe(0);
  expect(lines).toEqual(
    expect.arrayContaining([
      "Enter this webhook URL at Meta, with your verify token: https://bot.example/messenger",
      "messenger: ok: The webhook has an https address",
      expect.stringMatching(/^messenger: ok: The access token is valid for the page "/),
      "messenger: ok: The app gets all events of the page that the bot uses",
    ]),
  );
});

test("a check says what the channel of each connector can do", async () => {
  const { lines } = await check(page());
  expect(lines).toContain(
    "messenger texts: up to 2000 characters (plain), shown paragraph by paragraph while they are written",
  );
});

test("without --live nobody is asked", async () => {
  const before = graph.journal.length;
  const { code } = await check(page());
  expect(code).toBe(0);
  expect(graph.journal).toHaveLength(before);
});

test.each([
  [
    "an old token",
    { accessToken: "EAAB-old" },
    1,
    "error: The access token is not valid any more. Make a new page token",
  ],
  ["another app's secret", { appSecret: "other" }, 1, "error: The Graph API refused the page's token (code 100). Look"],
  [
    "a page that sends only some events",
    { pageId: "2002", accessToken: "EAAB-half" },
    0,
    "warning: The app does not get all events. Subscribe also to: messaging_postbacks",
  ],
  [
    "an address where nobody answers",
    { graphBaseUrl: "http://127.0.0.1:1" },
    1,
    "error: The Graph API cannot be reached",
  ],
])("a live check says what is wrong with %s, and what to do", async (_what, more, exitCode, sentence) => {
  const { code, lines } = await check(page(more), "--live");
  expect(code).toBe(exitCode);
  expect(lines.join("\n")).toContain(`messenger: ${sentence}`);
  for (const secret of [accessToken, "test-app-secret", "EAAB-old", "verify-me"])
    expect(lines.join("\n")).not.toContain(secret);
});

test("the options of each connector are listed with their help, and a misspelt one is named", async () => {
  const listed = await check(`web({ origins: "any" })`, "--options");
  expect(listed.code).toBe(0);
  expect(listed.lines).toContain("web: warning: Every site may embed this chat. List the sites in origins.");
  expect(listed.lines).toContain(
    'web option origins: the sites that embed this chat, e.g. ["https://www.example.com"], or "any" (required)',
  );
  const misspelt = await check(`web({ origins: [], lokale: "fr" } as never)`);
  expect(misspelt.code).toBe(1);
  expect(misspelt.lines.join("\n")).toContain(
    "lokale: there is no such option; did you mean locale? There are id, path, origins",
  );
});

const sound = `web({ origins: [] })`;

test("a check finds what the start would stumble over: a newer database, one that is none, an address of no machine", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config(sound) });
  const run = async (env: Record<string, string>) => runCauserie(["check"], { cwd, env });
  const sayingOf = async (env: Record<string, string>) => {
    const checked = await run(env);
    expect(checked.code).toBe(1);
    const started = await runCauserie(["start"], { cwd, env });
    expect(started.code).toBe(1);
    expect(checked.stderr).toBe(
      problemsOf(started)
        .map((problem) => `- ${problem}\n`)
        .join(""),
    );
    return checked.stderr;
  };
  const newer = join(cwd, "newer");
  await migrateSqlite(newer);
  using db = new DatabaseSync(join(newer, "causerie.db"));
  db.exec("INSERT INTO migration VALUES (99, '099-later.sql', 'x', 0)");
  expect(await sayingOf({ CAUSERIE_DATA: newer })).toContain("was written by a newer version (it has 099-later.sql)");

  const none = join(cwd, "none");
  await mkdir(none);
  await writeFile(join(none, "causerie.db"), "not a database at all, but long enough to be looked at as one");
  expect(await sayingOf({ CAUSERIE_DATA: none })).toContain("is not a sound SQLite database");

  expect(await sayingOf({ HOST: "192.0.2.1", CAUSERIE_DATA: join(cwd, "x") })).toContain(
    "is no address of this machine",
  );
});

test("a check beside a running server says that the port is in use, and is no failure", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const cwd = outsideFolder({ "causerie.config.ts": config(sound) });
  const { code, stdout } = await runCauserie(["check"], { cwd, env: { PORT: String(port), HOST: "127.0.0.1" } });
  server.close();
  expect(code).toBe(0);
  expect(stdout).toContain(`warning: port ${port} is in use here.`);
});

describe.skipIf(sharedPostgres === undefined || !hasRedis())("with Redis", () => {
  test("a check asks Redis as the start does, and says what is wrong", { timeout: 120_000 }, async () => {
    const cwd = outsideFolder({ "causerie.config.ts": config("web({ origins: [] })") });
    await using redis = await startRedis([], "do-not-show");
    const checkWith = async (url: string) => {
      const env = {
        DATABASE_URL: testSchema(),
        CAUSERIE_SECRET: "a-secret-that-is-long-enough-for-it",
        REDIS_URL: url,
      };
      const { code, stdout, stderr } = await runCauserie(["check"], { cwd, env });
      expect(`${stdout}${stderr}`).not.toContain("do-not-show");
      return { code, stdout, stderr };
    };
    const shown = new URL(redis.url).host;
    const sound = await checkWith(redis.url);
    expect([sound.code, sound.stdout]).toEqual([
      0,
      expect.stringContaining(`, signals and limits in Redis at ${shown}.\n`),
    ]);
    expect(await checkWith(redis.url.replace("do-not-show", "other"))).toEqual({
      code: 1,
      stdout: "",
      stderr: `- Redis at ${shown} does not let this server in: correct user and password in REDIS_URL.\n`,
    });
    await redis.kill();
    expect(await checkWith(redis.url)).toEqual({
      code: 1,
      stdout: "",
      stderr: `- Redis cannot be reached at ${shown} (ECONNREFUSED): start it, or correct REDIS_URL.\n`,
    });
  });
});
