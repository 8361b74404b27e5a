import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createBot, startServer, story, text, web } from "@causerie/server";
import * as kit from "@causerie/server/connector";
import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { createPager } from "#support/connectors/pager.ts";
import { runVitest } from "#support/commands/run-vitest.ts";
import { RestClient } from "#support/web/rest-client.ts";

const config = `
import { createBot, defineConfig, story, text, web } from "@causerie/server";
const bot = (${makeBot.toString()})({ createBot, story, text });
export default defineConfig({ bot, connectors: [web({ id: "site", origins: [] })] });
`;

function makeBot(causerie: { createBot: typeof createBot; story: typeof story; text: typeof text }) {
  const { createBot, story, text } = causerie;
  const more = story("more", { keywords: ["more"] });
  return createBot({
    stories: [
      more.handle(() => "There is more."),
      story("hello", { keywords: ["hello"] }).handle((turn) =>
        text(`Hello ${turn.text.slice(6)}`, { quickReplies: [{ label: "More", to: more.link() }] }),
      ),
    ],
    fallback: () => "Sorry?",
  });
}

test("a stored conversation becomes a test that passes, while the server runs and after", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  const running = {
    bot: makeBot({ createBot, story, text }),
    connectors: [web({ id: "site", origins: [] })],
    data: join(cwd, "causerie-data"),
    port: 0,
    logLevel: "silent" as const,
  };
  let conversationId = "";
  let during = "";
  {
    await using server = await startServer(running, { variables: {} });
    const client = await RestClient.start(`${server.url}/web`);
    conversationId = client.session.conversationId;
    await client.post("messages", { clientId: "1", content: { type: "text", text: "hello Rosalind" } });
    await client.post("messages", { clientId: "2", content: { type: "postback", link: "more", label: "More" } });
    await server.idle();
    during = (await runCauserie(["record", conversationId], { cwd })).stdout;
  }
  const after = await runCauserie(["record", conversationId, "--keep-words"], { cwd });

  expect(during).toContain('import config from "./causerie.config.ts";\n\nconst { bot } = config;\n');
  expect(during).toContain('channel: "web", locale: "en" });');
  expect(during).toContain(
    'expect((await person.say("hello Babababa")).texts).toEqual([expect.stringMatching(/^Hello [^]+$/)]);',
  );
  expect(during).toContain('expect((await person.tap("More")).texts).toEqual(["There is more."]);');
  expect(after).toMatchObject({ code: 0, stderr: "" });
  expect(after.stdout).toContain('person.say("hello Rosalind")');
  expect(
    await runVitest({ "one.test.ts": during, "two.test.ts": after.stdout, "causerie.config.ts": config }),
  ).toContain("2 passed");
});

test("a conversation on a channel that is not ours becomes a test on its connector", async () => {
  const withPager = config
    .replace("import {", 'import * as kit from "@causerie/server/connector";\nimport {')
    .replace("connectors: [", `connectors: [(${createPager.toString()})(kit), `);
  const cwd = outsideFolder({ "causerie.config.ts": withPager });
  const running = {
    bot: makeBot({ createBot, story, text }),
    connectors: [createPager(kit)],
    data: join(cwd, "causerie-data"),
    port: 0,
    logLevel: "silent" as const,
  };
  await using server = await startServer(running, { variables: {} });
  const body = JSON.stringify({ key: "1", text: "hello you" });
  expect((await fetch(`${server.url}/pager`, { method: "POST", body })).status).toBe(200);
  await server.idle();
  const { stdout } = await runCauserie(["record", "pager:1", "--keep-words"], { cwd });
  expect(stdout).toContain('channel: config.connectors.find(({ id }) => id === "beeper") ?? "text"');
  const source = stdout.replace(/\}\);\n$/, '  expect(person.channel).toBe("beeper");\n});\n');
  expect(await runVitest({ "one.test.ts": source, "causerie.config.ts": withPager })).toContain("1 passed");
});

test("what is missing is said: the id, the database, the conversation", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  expect(await runCauserie(["record"], { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr: "causerie record needs the id of a conversation; see causerie --help\n",
  });
  expect(await runCauserie(["record", "c1"], { cwd })).toEqual({
    code: 1,
    stdout: "",
    stderr: "- There is no database in causerie-data: name the folder that the server keeps its data in.\n",
  });
  await runCauserie(["migrate"], { cwd });
  const bytes = (): Buffer => readFileSync(join(cwd, "causerie-data", "causerie.db"));
  const before = bytes();
  expect(await runCauserie(["record", "c1"], { cwd })).toEqual({
    code: 1,
    stdout: "",
    stderr: "- There is no conversation c1 in causerie-data; the server's log names them as conversationId.\n",
  });
  expect(bytes()).toEqual(before);
});

test("an option of another command is refused", async () => {
  const cwd = outsideFolder({});
  expect(await runCauserie(["check", "--keep-words"], { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr: "causerie check has no option '--keep-words'; see causerie --help\n",
  });
  expect(await runCauserie(["record", "a", "b"], { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr: '"record a b" is no command of causerie; see causerie --help\n',
  });
});
