import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { CauserieProcess } from "#support/commands/causerie-process.ts";
import { fillOutside, outsideFolder } from "#support/commands/outside-folder.ts";
import { disposableFolder } from "#support/disposable-folder.ts";

const config = 'import { bot } from "./bot.ts";\nexport default { bot };\n';

type Case = { files: Record<string, string>; says: RegExp };

/** Each has its mistake in the third line of `bot.ts`, unless a file of its own is named. */
const third = (line: string, says: RegExp, files: Record<string, string> = {}): Case => ({
  files: { "bot.ts": `// the bot\nexport const bot = {};\n${line}\n`, ...files },
  says: new RegExp(`^bot\\.ts:3: ${says.source}`),
});

const cases: Record<string, Case> = {
  "TypeScript that cannot be parsed": third(
    "const a = {;",
    /Unexpected token[^]*; correct it there\n[^]*const a = \{;/,
  ),
  "TypeScript that is more than types": third(
    "enum Meal { Lunch }",
    /TypeScript enum is not supported[^]*plain JavaScript/,
  ),
  "a name that is declared twice": third("const a = 1, a = 2;", /Identifier 'a' has already been declared; correct/),
  "a file that is not there": third('import "./seats.ts";', /there is no .*seats\.ts; correct the path/),
  "a package that is not installed": third(
    'import "seat-map";',
    /the package seat-map is not installed; run npm install/,
  ),
  "a folder": third('import "./stories";', /a folder cannot be imported/, { "stories/a.ts": "" }),
  "JSON without its type": third('import "./words.json";', /JSON needs/, { "words.json": "{}" }),
  "an export that is not there": third(
    'import { seats } from "./seats.ts"; void seats;',
    /.*seats\.ts'.*export it there/,
    {
      "seats.ts": "",
    },
  ),
  "an error that is thrown": third(
    'throw new Error("no key");',
    /Error: no key; this is thrown while the file is read$/,
  ),
  "an error in a function": third(
    'function f() { throw new Error("no key"); }\nf();',
    /Error: no key[^]*at f [^]*:4:1/,
  ),
  "an error that is rejected": third('await Promise.reject(new TypeError("no key"));', /TypeError: no key/),
  "a name that is not there": third("void seats;", /ReferenceError: seats is not defined/),
  "a module of the old kind": third('require("./seats.ts");', /ReferenceError: require is not defined/),
  "a contract without handlers": third(
    'import { createBot, story } from "@causerie/server"; createBot({ stories: [story("seats", { keywords: ["seats"] })], fallback: () => "?" });',
    /bot: story 1 \(seats\) has no handlers; give it some/,
  ),
  "JSON that cannot be parsed": {
    files: {
      "bot.ts": 'import a from "./a.json" with { type: "json" };\nexport const bot = a;',
      "a.json": '{\n  "a": "a value that is long enough",\n  "b": }',
    },
    says: /^a\.json(:3)?: Unexpected token/,
  },
  "a mistake two imports away": {
    files: {
      "bot.ts": 'import "./stories/a.ts";\nexport const bot = {};',
      "stories/a.ts": 'import "../keys.mjs";',
      "keys.mjs": "\nlet b = 1;\nlet b = 2;",
    },
    says: /^keys\.mjs:3: Identifier 'b' has already been declared/,
  },
  "a mistake in the configuration itself": {
    files: { "bot.ts": "export const bot = {};", "causerie.config.ts": "\nexport default {;" },
    says: /^causerie\.config\.ts:2: /,
  },
  "something else that is thrown": {
    files: { "bot.ts": 'export const bot = {};\nthrow "no key";' },
    says: /^causerie\.config\.ts, or a file that it imports, throws what is no Error[^]*: no key$/,
  },
};

describe("a mistake in the author's files is named with its file and line", () => {
  const found: string[][] = [];

  // One process reads all of them: to start one for each takes longer than all the rest.
  beforeAll(() => {
    using folder = disposableFolder();
    const folders = Object.values(cases).map(({ files }, index) => {
      const path = join(folder.path, String(index));
      fillOutside(path, { "causerie.config.ts": config, ...files });
      return path;
    });
    const script = join(import.meta.dirname, "../../support/commands/read-configs.ts");
    const args = ["--conditions=causerie-source", script, ...folders];
    found.push(...(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as string[][]));
  });

  test.for(Object.keys(cases).map((name, index) => ({ name, index })))("$name", ({ name, index }) => {
    expect(found[index]).toEqual([expect.stringMatching(cases[name]?.says ?? "")]);
  });
});

test.for(["check", "start", "lint", "dev --no-watch"])("`causerie %s` says it, and ends with 1", async (command) => {
  const cwd = outsideFolder({ "causerie.config.ts": config, "bot.ts": "export const bot = {};\nvoid seats;" });
  await using causerie = new CauserieProcess(command.split(" "), { cwd, env: { PORT: "0" } });
  expect(await causerie.ended()).toBe(1);
  const problem = "bot.ts:2: ReferenceError: seats is not defined; this is thrown while the file is read";
  // Where no terminal shows it, the server writes lines of the log only.
  const said = command === "start" ? (JSON.parse(causerie.output) as { problem: string }).problem : causerie.output;
  expect(said).toBe(command === "start" ? problem : `- ${problem}\n`);
});

test("a bot that waits for ever while it is read does not end without a word", async () => {
  const cwd = outsideFolder({
    "causerie.config.ts": config,
    "bot.ts": "export const bot = await new Promise(() => {});",
  });
  await using causerie = new CauserieProcess(["check"], { cwd });
  expect(await causerie.ended()).toBe(1);
  expect(causerie.output).toMatch(/^- causerie\.config\.ts, or a file that it imports, waits for ever/);
});
