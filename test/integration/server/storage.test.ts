import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { web } from "@causerie/server";
import { rotateSecret } from "@causerie/server/config/secret.ts";
import { expect, onTestFinished, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const start = (
  data: string,
  more: { secret?: string; previousSecret?: string } = {},
  logger = collectLogLines("silent").logger,
) =>
  startTestServer(
    { bot: createTestBot(), connectors: [web({ origins: [], rates: unlimitedRates })], data, ...more },
    { logger },
  );

const readiness = async (url: string): Promise<number> => (await call(`${url}/health/ready`)).status;

test("a data folder that is deleted: nothing is acknowledged, and the server is not ready", async () => {
  const data = join(temporaryFolder(), "data");
  await using server = await start(data);
  const visitor = await RestClient.start(`${server.url}/web`);
  expect((await visitor.send("1", "hello")).status).toBe(202);
  await server.idle();
  rmSync(data, { recursive: true });
  const refused = await visitor.send("2", "hello");
  expect(refused).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true } });
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  await expect.poll(() => readiness(server.url)).toBe(503);
});

test("a full disk is answered 503 with Retry-After, and all is well again when there is room", async (context) => {
  const data = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", data], { stdio: "ignore" });
  } catch {
    context.skip("a small drive can be made by root only");
  }
  onTestFinished(() => void execFileSync("umount", ["-l", data]));
  await using server = await start(data);
  const visitor = await RestClient.start(`${server.url}/web`);
  expect((await visitor.send("0", "hello")).status).toBe(202);
  await server.idle();
  const ballast = join(data, "ballast");
  fill(ballast);

  let refused = await visitor.send("1", "x".repeat(2000));
  for (let n = 2; refused.status === 202 && n < 500; n += 1) refused = await visitor.send(`${n}`, "x".repeat(2000));
  expect(refused).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true } });
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  await expect.poll(() => readiness(server.url)).toBe(503);

  rmSync(ballast);
  await expect.poll(async () => (await visitor.send("last", "hello")).status).toBe(202);
  await expect.poll(() => readiness(server.url)).toBe(200);
});

/** Takes all the room there is. */
function fill(file: string): void {
  for (let size = 1_048_576; size >= 512; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
}

test("a new secret beside an old database is said in a sentence, and pages load their conversation anew", async () => {
  const data = temporaryFolder();
  const cursorOf = async (url: string): Promise<string> =>
    (await (await RestClient.start(`${url}/web`)).snapshot()).body.cursor.split(".")[0] ?? "";
  let before: string;
  {
    await using server = await start(data);
    before = await cursorOf(server.url);
  }
  rmSync(join(data, "secret.key"));
  const { logger, lines } = collectLogLines("warn");
  await using server = await start(data, {}, logger);
  expect(await cursorOf(server.url)).not.toBe(before);
  expect(lines.map(({ msg }) => msg).join()).toContain("there was no secret.key beside it, so a new secret was made");
});

test("a data folder of before that comes back while the server runs is not written to", async () => {
  const data = join(temporaryFolder(), "data");
  await (await start(data))[Symbol.asyncDispose]();
  await using server = await start(data);
  const visitor = await RestClient.start(`${server.url}/web`);
  renameSync(data, `${data}.away`);
  mkdirSync(data);
  writeFileSync(join(data, "causerie.db"), readFileSync(join(`${data}.away`, "secret.key")));
  expect((await visitor.send("2", "hello")).status).toBe(503);
  expect(readFileSync(join(data, "causerie.db")).length).toBeLessThan(100);
});

const secrets = ["one of thirty-two characters, yes", "two of thirty-two characters, yes"] as const;

test("a session survives a change of the secret, in the folder and in the configuration", async () => {
  const [first, second] = secrets;
  const changes = [
    { before: {}, change: (folder: string) => rotateSecret(folder, { signedForMs: 0, now: Date.now() }), after: {} },
    { before: { secret: first }, change: () => {}, after: { secret: second, previousSecret: first } },
    // From the folder to the configuration.
    { before: {}, change: () => {}, after: (kept: string) => ({ secret: second, previousSecret: kept }) },
  ];
  for (const { before, change, after } of changes) {
    const data = temporaryFolder();
    let visitor: RestClient;
    {
      await using server = await start(data, before);
      visitor = await RestClient.start(`${server.url}/web`);
      await visitor.send("1", "hello");
    }
    change(data);
    const more = typeof after === "function" ? after(readFileSync(join(data, "secret.key"), "utf8").trim()) : after;
    const { logger, lines } = collectLogLines("warn");
    await using server = await start(data, more, logger);
    const again = new RestClient(`${server.url}/web`, visitor.session);
    expect((await again.snapshot()).status).toBe(200);
    const renewed = await call<typeof visitor.session>(`${server.url}/web/v1/session/refresh`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: visitor.session.refreshToken }),
    });
    expect(renewed).toMatchObject({ status: 200, body: { conversationId: visitor.session.conversationId } });
    expect(lines).toEqual([]);
  }
});

test("a secret that is changed without the one before is said in a sentence, and ends the sessions", async () => {
  const data = temporaryFolder();
  const [first, second] = secrets;
  let visitor: RestClient;
  {
    await using server = await start(data, { secret: first });
    visitor = await RestClient.start(`${server.url}/web`);
  }
  const { logger, lines } = collectLogLines("warn");
  await using server = await start(data, { secret: second }, logger);
  expect((await new RestClient(`${server.url}/web`, visitor.session).snapshot()).status).toBe(401);
  expect(lines).toMatchObject([{ msg: expect.stringContaining("the secret is another one than before") as unknown }]);
});
