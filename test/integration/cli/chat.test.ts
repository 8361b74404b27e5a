import { PassThrough } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { createBot, story } from "@causerie/server";
import { chat as runChat } from "@causerie/server/cli/chat.ts";
import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { createPager } from "#support/connectors/pager.ts";

const config = `
import { createBot, defineConfig, story, text } from "@causerie/server";

const details = story("details", { keywords: { en: ["details"], fr: ["détails"] } });
const bot = createBot({
  locales: ["en", "fr"],
  stories: [
    story("hello", { events: ["start"] }).handle((turn) => {
      turn.data.greeted = true;
      return text(turn.locale === "fr" ? "Bonjour !" : "Hello\\u001b[31m!", {
        buttons: [{ label: "Site", url: "https://www.example.com/" }],
        quickReplies: [{ label: "Details", to: details.link() }, { label: "A label of more than twenty", say: "tale" }],
      });
    }),
    details.handle((turn) => "Details on " + turn.channel),
    story("tale", { keywords: ["tale"] }).handle(async function* () {
      yield words();
    }),
    story("broken", { keywords: ["broken"] }).handle(() => {
      throw new RangeError("out of seats");
    }),
    story("mute", { keywords: ["mute"] }).handle(() => undefined),
  ],
  fallback: (turn, reason) => {
    if (turn.text === "really") throw new Error("nobody left");
    return "fallback: " + reason;
  },
});

async function* words() {
  yield "Once ";
  yield "upon a time";
}

export default defineConfig({ bot, connectors: [] });
`;

async function chat(lines: readonly string[], ...args: string[]): Promise<string> {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  const { code, stdout, stderr } = await runCauserie(["chat", ...args], { cwd, input: lines.join("\n") });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

const greeting = `Hello[31m!
  - Site: https://www.example.com/
  1. Details
  2. A label of more than twenty
`;

test("each line is said to the bot; choices are numbered as the bot counts them, and no bot steers the terminal", async () => {
  expect(await chat(["1", "", "nonsense", "details"])).toBe(
    `${greeting}Details on web\nfallback: not_understood\nDetails on web\n`,
  );
});

test("a streamed text comes once, piece by piece, and a label can be written", async () => {
  expect(await chat(["A label of more than twenty"])).toBe(`${greeting}Once upon a time\n`);
});

test("a story that fails is shown with its cause, and the chat goes on; so does one that says nothing", async () => {
  const said = await chat(["broken", "really", "mute", "1"]);
  expect(said).toMatch(
    /^fallback: failed\nsay "broken": the story "broken" failed: RangeError: out of seats\nRangeError: out of seats\n +at .*causerie\.config\.ts/m,
  );
  expect(said).toMatch(
    /^Sorry, something went wrong on our side.*\nsay "really": the fallback failed: Error: nobody left\n/m,
  );
  expect(said).toMatch(/\nfallback: said_nothing\nfallback: not_understood\n$/);
});

test("channel and language are those of the options, and what the channel loses is told", async () => {
  expect(await chat(["détails"], "--channel", "messenger", "--locale", "fr-CA")).toBe(
    "Bonjour !\n  - Site: https://www.example.com/\n  1. Details\n  2. A label of more than twenty\n" +
      "(lost on this channel: label_shortened, quick reply 2)\nDetails on messenger\n",
  );
  const cwd = outsideFolder({ "causerie.config.ts": config });
  const wrong = await runCauserie(["chat", "--channel", "fax"], { cwd });
  expect(wrong).toEqual({ code: 2, stdout: "", stderr: "- --channel must be web, messenger or text\n" });
});

/** The same bot on a pager, and on a site where one story is switched off. */
const withConnectors = config
  .replace("import {", 'import * as kit from "@causerie/server/connector";\nimport { web,')
  .replace(
    "defineConfig({ bot, connectors: [] })",
    `defineConfig({
      bot,
      connectors: [web({ id: "site", origins: [] }), (${createPager.toString()})(kit)],
      storyRules: { tale: { connectors: { site: { enabled: false } } } },
    })`,
  );

test("any configured connector can be talked to, by its id or by its channel", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": withConnectors });
  for (const channel of ["beeper", "pager"]) {
    const { code, stdout, stderr } = await runCauserie(["chat", "--channel", channel], { cwd, input: "details" });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("(lost on this channel: text_shortened, message)\nDetails on pager\n");
  }
  const onSite = await runCauserie(["chat", "--channel", "site"], { cwd, input: "details\ntale" });
  expect(onSite.stdout).toContain("Details on web\n");
  expect(onSite.stdout).not.toContain("Once upon a time");
  expect((await runCauserie(["chat", "--channel", "text"], { cwd, input: "tale" })).stdout).toContain(
    "Once upon a time",
  );
  const wrong = await runCauserie(["chat", "--channel", "fax"], { cwd });
  expect(wrong.stderr).toBe("- --channel must be web, messenger, site, beeper or text\n");
});

test("a connector that cannot start is named", async () => {
  const broken = withConnectors.replace(
    "start: (host)",
    'start: () => { throw new Error("no antenna"); }, begin: (host)',
  );
  const cwd = outsideFolder({ "causerie.config.ts": broken });
  for (const args of [["chat", "--channel", "pager"], ["lint"]]) {
    const { code, stderr } = await runCauserie(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '- The connector "beeper" cannot start: no antenna\n' });
  }
});

test("the state can be looked at, the conversation begun anew, and left", async () => {
  const said = await chat(["details", ":state", ":restart", ":help", ":nothing", ":quit", "details"]);
  expect(said).toContain('"current": {\n    "story": "details"');
  expect(said.split(greeting)).toHaveLength(3);
  expect(said).toContain("A choice is taken by its number or its label.");
  expect(said).toMatch(/fallback: not_understood\n$/);
});

/** What a terminal is for the command: it echoes, and turns Ctrl-C into a key. */
function openTerminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stdout = Object.assign(new PassThrough(), { isTTY: true });
  let shown = "";
  stdout.on("data", (chunk: Buffer) => void (shown += chunk.toString()));
  return { stdin, stdout, shown: () => shown };
}

test("at a terminal Ctrl-C breaks off the answer and ends the chat", async () => {
  const endless = story("endless", { keywords: ["endless"] }).handle(async function* () {
    yield words();
  });
  async function* words(): AsyncGenerator<string, void> {
    for (;;) {
      yield "on ";
      await delay(5);
    }
  }
  const terminal = openTerminal();
  const bot = createBot({ stories: [endless], fallback: () => "Sorry?" });
  const ended = runChat({ bot, connectors: [] }, { channel: "web" }, terminal);
  await expect.poll(terminal.shown).toContain("> ");
  terminal.stdin.write("endless\r");
  await expect.poll(terminal.shown).toContain("on on on");
  terminal.stdin.write("\u0003");
  await ended;
});
