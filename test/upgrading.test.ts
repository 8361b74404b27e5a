import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Bot, createBot, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { outsideFolder } from "./support/commands/outside-folder.ts";
import { problemsOf } from "./support/commands/problems-of.ts";
import { runCauserie } from "./support/commands/run-causerie.ts";
import { markedBlock } from "./support/docs/marked-block.ts";
import { root } from "./support/paths.ts";
import { startTestServer } from "./support/server/start-test-server.ts";
import { createTestBot } from "./support/server/test-bot.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { RestClient } from "./support/web/rest-client.ts";
import { textsOf } from "./support/web/texts-of.ts";

/** What `docs/upgrading.md` says of versions that meet. */
const page = "docs/upgrading.md";
const config = `
import { createBot, defineConfig, web } from "@causerie/server";
export default defineConfig({ bot: createBot({ stories: [], fallback: () => "?" }), connectors: [web({ origins: [] })] });`;

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

test("an older server refuses a newer database in the words of the page, and changes nothing", async () => {
  const data = temporaryFolder();
  const visitor = await withServer(data, async (url) => {
    const client = await RestClient.start(`${url}/web`);
    await client.send("1", "hello, newer version");
    return client;
  });
  const file = join(data, "causerie.db");
  // As a version that comes after this one leaves it.
  change(file, "INSERT INTO migration VALUES (99, '099-later.sql', 'x', 0)");
  const before = hashOf(file);
  const cwd = outsideFolder({ "causerie.config.ts": config });
  for (const command of ["check", "start"]) {
    const ran = await runCauserie([command], { cwd, env: { CAUSERIE_DATA: data, PORT: "0" } });
    const said = command === "start" ? problemsOf(ran).join("\n") : ran.stderr;
    expect([ran.code, said]).toEqual([1, expect.stringContaining(markedBlock(page, "text older server").trim())]);
  }
  expect(hashOf(file)).toBe(before);

  // The newer version goes on where it was, with the sessions and the log of before.
  change(file, "DELETE FROM migration WHERE number = 99");
  await withServer(data, async (url) => {
    const { status, body } = await visitor.at(`${url}/web`).snapshot();
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining("hello, newer version")]);
  });
});

test("an older server goes on with a newer database that was only added to, as the page says", async () => {
  const data = temporaryFolder();
  const visitor = await withServer(data, async (url) => {
    const client = await RestClient.start(`${url}/web`);
    await client.send("1", "hello");
    return client;
  });
  expect(readFileSync(join(root, page), "utf8")).toContain("One whose name ends with `.additive.sql`");
  const added = "ALTER TABLE conversation ADD COLUMN later TEXT; CREATE TABLE later (name TEXT)";
  change(join(data, "causerie.db"), `${added}; INSERT INTO migration VALUES (99, '099-later.additive.sql', 'x', 0)`);
  await withServer(data, async (url, idle) => {
    const later = visitor.at(`${url}/web`);
    await later.send("2", "hello again");
    await idle();
    expect(JSON.stringify((await later.snapshot()).body.events)).toContain("two: hello again");
  });
});

test("a conversation that waits in a story which the next version has not goes on with what it has", async () => {
  const order = story("order", { keywords: ["order"], steps: { size: true } });
  const ordering = order.handle({
    run: (turn) => {
      turn.waitFor(order.step("size"));
      return "Which size?";
    },
    steps: { size: () => "Noted" },
  });
  const data = temporaryFolder();
  const fallback = () => "Pardon?";
  const visitor = await withServer(
    data,
    async (url) => {
      const client = await RestClient.start(`${url}/web`);
      await client.send("1", "order");
      return client;
    },
    createBot({ stories: [ordering], fallback }),
  );
  await withServer(
    data,
    async (url, idle) => {
      const later = visitor.at(`${url}/web`);
      await later.send("2", "large");
      await idle();
      expect(textsOf((await later.snapshot()).body.events)).toEqual(["Which size?", "Pardon?"]);
    },
    createBot({ stories: [], fallback }),
  );
});

test("each stage of the image begins with the base that a build may name by its digest, as the page says", () => {
  const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8");
  const [, argument = "", usual = ""] = /^ARG (\w+)=(\S+)\nFROM /m.exec(dockerfile) ?? [];
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name);
  expect(bases).toEqual([`\${${argument}}`, `\${${argument}}`]);
  for (const words of [`inspect ${usual} `, `--build-arg ${argument}=${usual}@sha256:`])
    expect(readFileSync(join(root, page), "utf8")).toContain(words);
});

function change(file: string, sql: string): void {
  using db = new DatabaseSync(file);
  db.exec(sql);
}

async function withServer<Result>(
  data: string,
  work: (url: string, idle: () => Promise<void>) => Promise<Result>,
  bot: Bot = createTestBot(),
): Promise<Result> {
  await using server = await startTestServer({ bot, data, connectors: [web({ origins: [] })] });
  const result = await work(server.url, () => server.idle());
  await server.idle();
  return result;
}
