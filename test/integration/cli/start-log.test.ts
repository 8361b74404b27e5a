import { expect, test } from "vitest";
import { CauserieProcess } from "#support/commands/causerie-process.ts";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";

const configFile = (rest = "", stories = ""): string => `
import { createBot, defineConfig, story, web } from "@causerie/server";
const bot = createBot({ stories: [${stories}], fallback: () => "?" });
export default defineConfig({ bot, connectors: [web({ origins: [] })], ${rest} });
`;

function startIn(config: string, env: NodeJS.ProcessEnv = {}): CauserieProcess {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  return new CauserieProcess(["start"], { cwd, env: { PORT: "0", ...env } });
}

/** @throws when a line is anything but JSON. */
const linesOf = ({ output }: CauserieProcess): Record<string, unknown>[] =>
  output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("from its first line to its last one a server that no terminal shows writes lines of the log", async () => {
  await using server = startIn(configFile());
  const url = await server.says(/"url":"(http[^"]+)"/);
  expect(await server.end("SIGTERM")).toBe(0);
  expect(linesOf(server)).toMatchObject([
    { url, port: Number(new URL(url).port), setup: [expect.stringContaining('web "web"')], msg: "the server listens" },
    { reason: "SIGTERM", msg: "the server was told to stop" },
    { msg: "the server goes down" },
    { msg: "the server has ended" },
  ]);
});

test("all that keeps it from starting is in lines of the log, too", async () => {
  await using server = startIn(configFile("dta: 5, logLevel: 'loud'"));
  expect(await server.ended()).toBe(1);
  expect(linesOf(server)).toMatchObject([
    { level: 50, problem: expect.stringContaining("dta"), msg: "the server cannot start" },
    { level: 50, problem: expect.stringContaining("logLevel"), msg: "the server cannot start" },
  ]);
});

test("a crash is a line with the kind of the error and its place, and without what somebody wrote", async () => {
  const late = `story("late", { keywords: ["late"] }).handle((turn) => {
    setTimeout(() => { throw new RangeError("cannot read " + turn.text); }, 20);
    return "soon";
  })`;
  await using server = startIn(configFile("lateStoryErrors: 'exit'", late));
  const url = await server.says(/"url":"(http[^"]+)"/);
  const visitor = await RestClient.start(`${url}/web`);
  await visitor.send("a", "late hunter2");
  expect(await server.ended()).toBe(1);
  expect(linesOf(server).at(-1)).toMatchObject({
    level: 50,
    story: "late",
    err: { type: "RangeError", at: expect.arrayContaining([expect.stringContaining("causerie.config.ts")]) },
    msg: "nobody has caught this error: the process ends",
  });
  expect(server.output).not.toContain("hunter2");
});

test("a crash in what the configuration imports is one, too; a late error that the server survives is none", async () => {
  const late = `story("late", { keywords: ["late"] }).handle(() => {
    setTimeout(() => { throw new Error("late"); }, 20);
    return "soon";
  }), story("end", { keywords: ["end"] }).handle(() => { process.emit("end-by-the-program"); return "bye"; })`;
  const config = `process.once("end-by-the-program", () => outside.resolve());
const outside = Promise.withResolvers();
outside.promise.then(() => { throw new TypeError("outside"); });
${configFile("", late)}`;
  await using server = startIn(config);
  const url = await server.says(/"url":"(http[^"]+)"/);
  const visitor = await RestClient.start(`${url}/web`);
  await visitor.send("a", "late");
  await server.says(/a story threw in a timer/);
  expect(server.hasEnded).toBe(false);
  await visitor.send("b", "end");
  expect(await server.ended()).toBe(1);
  expect(linesOf(server).at(-1)).toMatchObject({
    err: { type: "TypeError" },
    msg: expect.stringMatching("the process ends"),
  });
});
