import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CauserieProcess } from "#support/commands/causerie-process.ts";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { rawGet } from "#support/web/raw-get.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SseClient } from "#support/web/sse-client.ts";

const bot = (greeting: string): string => `
import { createBot, number, story, text } from "@causerie/server";
const seats = story("seats", { keywords: ["seats"], slots: { count: number(), row: number() } });
export const bot = createBot({
  stories: [
    story("hello", { keywords: ["hello"] }).handle(() => ${JSON.stringify(greeting)}),
    story("broken", { keywords: ["broken"] }).handle(() => { throw new Error("the till is jammed"); }),
    seats.handle({ ask: { count: () => "How many?", row: () => "Which row?" }, run: () => "Kept." }),
  ],
  fallback: () => "?",
});`;

/** Messenger's token is missing, as on an author's machine. */
const config = `
import { defineConfig, messenger, web } from "@causerie/server";
import { bot } from "./bot.ts";
export default defineConfig({ bot, data: "data", connectors: [
  web({ origins: ["https://www.example.com"] }),
  messenger({ appId: "1", pageId: "2", accessToken: process.env.NONE, appSecret: process.env.NONE, verifyToken: process.env.NONE }),
] });`;

const botFolder = (): string => outsideFolder({ "bot.ts": bot("Hi!"), "causerie.config.ts": config });
const address = /Talk to the bot on (http:\S+)/;

type Turn = {
  event: string;
  story: string;
  slots: unknown[];
  waitsFor?: unknown;
  answer: string[];
  problems: string[];
};

async function turnsOf(url: string): Promise<{ next(): Promise<Turn> } & Disposable> {
  const abort = new AbortController();
  const stream = new SseClient(await fetch(`${url}/dev/turns`, { signal: abort.signal }), abort);
  return {
    async next() {
      for (;;) {
        const event = await stream.next();
        if (event === undefined) throw new Error("the stream has ended");
        if (event.event === undefined) return JSON.parse(event.data ?? "") as Turn;
      }
    },
    [Symbol.dispose]: () => stream[Symbol.dispose](),
  };
}

/** What the page of a bot that cannot start shows. */
async function mistakesOf(url: string): Promise<string[]> {
  const abort = new AbortController();
  using stream = new SseClient(await fetch(`${url}/dev/turns`, { signal: abort.signal }), abort);
  for (;;) {
    const event = await stream.next();
    if (event?.event === "mistakes") return JSON.parse(event.data ?? "") as string[];
    if (event === undefined) throw new Error("the stream has ended");
  }
}

describe("`causerie dev --no-watch`", () => {
  test("shows what the bot made of each message: slots, what it waits for, and a story's error with its stack", async () => {
    await using dev = new CauserieProcess(["dev", "--no-watch"], { cwd: botFolder(), env: { PORT: "0" } });
    const url = await dev.says(address);
    using turns = await turnsOf(url);
    const person = await RestClient.start(`${url}/web`);
    await person.send("1", "two seats");
    expect(await turns.next()).toMatchObject({
      event: 'say "two seats"',
      why: expect.arrayContaining([expect.stringMatching(/^understood by keywords: seats/)]),
      story: "seats",
      outcome: "answered",
      slots: [{ name: "count", value: 2, isNew: true }],
      waitsFor: { slot: "row" },
      answer: ["Which row?"],
      losses: [],
      problems: [],
    });
    await person.send("2", "broken");
    const failed = await turns.next();
    expect(failed.problems.join("")).toMatch(/the till is jammed[^]*bot\.ts/);

    // A page that is opened later sees them, too.
    using later = await turnsOf(url);
    expect((await later.next()).event).toBe('say "two seats"');
    expect(await dev.end()).toBe(0);
  });

  test("is there for this machine only, under its own name, and keeps its data apart", async () => {
    const cwd = botFolder();
    await using dev = new CauserieProcess(["dev", "--no-watch"], { cwd, env: { PORT: "0" } });
    const url = await dev.says(address);
    const page = await rawGet(url);
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
    for (const path of ["/", "/dev/turns", "/web/v1/session"]) {
      const foreign = await rawGet(`${url}${path}`, { host: "evil.example:80" });
      expect(foreign.status).toBe(403);
      expect(foreign.body.toString()).toContain("localhost");
    }
    expect(existsSync(join(cwd, "data", "dev", "causerie.db"))).toBe(true);
    expect(existsSync(join(cwd, "data", "causerie.db"))).toBe(false);
  });

  test("a port that is taken is named", async () => {
    await using first = new CauserieProcess(["dev", "--no-watch"], { cwd: botFolder(), env: { PORT: "0" } });
    const { port } = new URL(await first.says(address));
    await using second = new CauserieProcess(["dev", "--no-watch"], { cwd: botFolder(), env: { PORT: port } });
    await second.says(/port: \d+ cannot be used .*set PORT/);
    expect(await second.ended()).toBe(1);
  });
});

test("`causerie dev` starts anew after each change on the same address, and survives a file that does not compile", async () => {
  const cwd = botFolder();
  mkdirSync(join(cwd, "data"));
  await using dev = new CauserieProcess(["dev"], { cwd, env: { PORT: "0" } });
  const url = await dev.says(address);
  const person = await RestClient.start(`${url}/web`);
  await person.send("1", "hello");
  const answers = async (): Promise<unknown[]> => {
    const { body } = await person.events();
    return body.events.flatMap((event) => (event.type === "message" ? [event.message] : []));
  };
  await expect.poll(answers).toMatchObject([{ text: "Hi!" }]);

  writeFileSync(join(cwd, "bot.ts"), "\nexport const bot = {;");
  await dev.says(/bot\.ts:2: Unexpected token/);
  expect(await mistakesOf(url)).toEqual([expect.stringMatching(/^bot\.ts:2: Unexpected token[^]*; correct it there/)]);
  writeFileSync(join(cwd, "bot.ts"), bot("Good morning!"));
  expect(await dev.says(address, 2)).toBe(url);

  // The conversation goes on: a page that is open need not begin again.
  expect((await person.send("2", "hello")).status).toBe(202);
  await expect.poll(answers).toMatchObject([{ text: "Hi!" }, { text: "Good morning!" }]);
  await dev.end("SIGINT");
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

describe("the page of `causerie dev` says what keeps the bot from starting, and goes on once it is mended", () => {
  const mistakes = {
    "a file that is not there": ['import "./seats.ts";', /^bot\.ts:1: there is no .*seats\.ts; /],
    "an error while it is read": ['\nthrow new Error("no key");', /^bot\.ts:2: Error: no key; /],
    "a promise of a story": ["createBot({ stories: [], fallback: 1 });", /^bot\.ts:\d+: bot: fallback is missing/],
    "an error in a timer": ['setTimeout(() => { throw new Error("the clock"); });', /^bot\.ts:1: Error: the clock; /],
  } as const;
  const write = (cwd: string, line: string): void => {
    const source = bot("Hi!");
    const [first = "", ...rest] = source.trim().split("\n");
    writeFileSync(
      join(cwd, "bot.ts"),
      line.startsWith("createBot") ? [first, ...rest, line].join("\n") : [line, first, ...rest].join("\n"),
    );
  };

  test.for(Object.entries(mistakes))("%s", async ([, [line, sentence]]) => {
    const cwd = botFolder();
    write(cwd, line);
    await using dev = new CauserieProcess(["dev"], { cwd, env: { PORT: "0" } });
    const url = await dev.says(/The page says it, too: (http:\S+)/);
    expect(await mistakesOf(url)).toEqual([expect.stringMatching(sentence)]);
    expect((await rawGet(url)).status).toBe(200);
    expect((await fetch(`${url}/web/v1/session`, { method: "POST" })).status).toBe(503);

    writeFileSync(join(cwd, "bot.ts"), bot("Hi!"));
    await expect.poll(() => dev.output, { timeout: 25_000 }).toMatch(new RegExp(`Talk to the bot on ${url}\\s*$`));
    expect(await dev.end()).not.toBe(null);
  });
});
