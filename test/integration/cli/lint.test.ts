import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { createPager } from "#support/connectors/pager.ts";

const config = (stories: string, rest = "connectors: []"): string => `
import { createBot, defineConfig, messenger, story, text, web } from "@causerie/server";
const bot = createBot({ stories: [${stories}], fallback: () => "Sorry?" });
export default defineConfig({ bot, ${rest} });
`;

const lint = (source: string, ...args: string[]) =>
  runCauserie(["lint", ...args], { cwd: outsideFolder({ "causerie.config.ts": source }) });

const pushed = 'story("pushed").handle(() => "News")';
const long = `story("long", { keywords: ["long"] }).handle(() => text("Choose", { quickReplies: [{ label: "More than twenty characters", say: "long" }] }))`;

test("findings are told one a line, and errors are told by the exit code", async () => {
  expect(await lint(config(`${pushed}, ${long}`))).toEqual({
    code: 1,
    stdout: `error loss long messenger: label_shortened: quick reply 1, of "Choose" (say "long")
error unreachable_story pushed: no keyword, example, event or link leads to it; if a push or a campaign does, name its link among the links from outside
2 error(s), 0 warning(s).
`,
    stderr: "",
  });
});

test("only channels that are configured count, and links from outside can be named", async () => {
  const connectors = 'connectors: [web({ origins: [] })], storyRules: { long: { endWith: "survey" } }';
  const survey = 'story("survey").handle(() => "How was it?")';
  expect(await lint(config(`${pushed}, ${long}, ${survey}`, connectors), "--link", "pushed")).toEqual({
    code: 0,
    stdout: "Nothing found.\n",
    stderr: "",
  });
});

test("every kind of channel that is configured is tried, also one that is not ours", async () => {
  const connectors = `connectors: [web({ origins: [] }), (${createPager.toString()})(kit)]`;
  const source = `import * as kit from "@causerie/server/connector";${config(long, connectors)}`;
  expect(await lint(source)).toEqual({
    code: 1,
    stdout: `error loss long beeper: text_shortened: message, of "Choose" (say "long")
1 error(s), 0 warning(s).
`,
    stderr: "",
  });
});

test("warnings alone are no failure, and an answer that fits can be named", async () => {
  const ask = `story("code", { keywords: ["code"], slots: { code: v.pipe(v.string(), v.regex(/^[A-Z]{6}$/)) } })
    .handle({ ask: { code: () => "Which?" }, run: () => "Good" })`;
  const source = `import * as v from "valibot";${config(ask)}`;
  const { code, stdout } = await lint(source);
  expect(stdout).toMatch(/warning question_unanswered code: its question for "code".* --answer TEXT/);
  expect(stdout).toContain("0 error(s), 1 warning(s).\n");
  expect(code).toBe(0);
  expect(await lint(source, "--answer", "ABCDEF")).toEqual({ code: 0, stdout: "Nothing found.\n", stderr: "" });
});
