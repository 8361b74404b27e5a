import { spawnSync } from "node:child_process";
import { realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DocChat,
  docChats,
  docExamples,
  inTheGuide,
  isFragment,
  isModule,
  isTest,
  runs,
  type WrittenExample,
  writeExamples,
} from "./support/docs/doc-examples.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { program, root } from "./support/paths.ts";

/** What the guides show compiles and runs: every TypeScript block of the README and of docs/. */
const temporary = disposableFolder();
const folder = realpathSync(temporary.path);
const examples = docExamples();
let written: WrittenExample[] = [];

beforeAll(() => {
  written = writeExamples(folder, examples);
});

afterAll(() => temporary.remove());

/** @returns what the command printed if it failed; else nothing. */
function failureOf(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program(command), args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return status === 0 ? "" : `${stdout ?? ""}${stderr ?? ""}${error === undefined ? "" : String(error)}`;
}

test("every example is a complete module, or says that it is a fragment", () => {
  expect(examples.length).toBeGreaterThan(20);
  const halves = examples.filter((example) => !isFragment(example) && !isModule(example));
  expect(halves.map(({ page, line }) => `${page}:${line}: import what it uses, or mark it \`\`\`ts fragment`)).toEqual(
    [],
  );
});

test("every complete example compiles under the strict configuration", () => {
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: join(root, "tsconfig.base.json"),
      // Examples of the element lead the compiler into the widget's own sources.
      compilerOptions: {
        types: ["node"],
        lib: ["ES2024", "ESNext.Disposable", "DOM", "DOM.Iterable"],
        jsx: "react-jsx",
      },
      files: [join(root, "widget/src/css.d.ts"), ...written.map(({ file }) => file)],
    }),
  );
  const failure = failureOf("tsc", ["-p", folder, "--pretty", "false"]);
  expect(inTheGuide(failure, folder, written)).toEqual([]);
  expect(failure).toBe("");
}, 120_000);

test("the examples that are tests pass, those marked `runs` run, and conversations go as they are shown", () => {
  const running = written.filter(runs);
  expect(running.length).toBeGreaterThan(5);
  const files = running.map((example) => (isTest(example) ? example.file : testOf(example)));
  const chats = docChats().map(testOfChat);
  const conditions = ["causerie-source", "module", "node", "development|production"];
  writeFileSync(
    join(folder, "vitest.config.mjs"),
    `export default ${JSON.stringify({
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      // One after another with one copy of the server: loading it costs more than all examples together.
      test: {
        isolate: false,
        fileParallelism: false,
        // For the thread that an example begins, which loads the server once more.
        execArgv: ["--conditions=causerie-source"],
        testTimeout: 30_000,
        include: [...files, ...chats].map((file) => relative(folder, file)),
      },
    })};`,
  );
  const failure = failureOf("vitest", ["run", "--root", folder, "--reporter=default"]);
  expect(failure).toBe("");
}, 120_000);

test("the connector of the guide keeps every promise of the contract suite", () => {
  const contract = written.find(({ name }) => name === "telegram.contract.ts");
  const failure = failureOf("node", ["--conditions=causerie-source", "--test", contract?.file ?? ""]);
  expect(failure).toBe("");
});

/** For an example that needs no more than to be loaded. */
function testOf({ file, page, line }: WrittenExample): string {
  const path = join(dirname(file), "runs.test.ts");
  const load = `() => import("./${basename(file)}")`;
  writeFileSync(path, `import { test } from "vitest";\ntest("${page}:${line}", ${load});\n`);
  return path;
}

function testOfChat({ page, line, lines, locale }: DocChat): string {
  const bot = written.findLast((each) => each.page === page && each.line < line && each.name === "bot.ts");
  if (bot === undefined) throw new Error(`${page}:${line}: no bot.ts stands above this conversation`);
  const path = join(dirname(bot.file), `chat-${line}.test.ts`);
  writeFileSync(
    path,
    `import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { bot } from "./bot.ts";

test("${page}:${line}", async () => {
  const person = simulate(bot, { channel: "text", locale: "${locale}" });
  const shown = ({ texts, labels }) =>
    [...texts.flatMap((text) => text.split("\\n")), ...labels.map((label, at) => (at + 1) + ". " + label)];
  // As \`causerie chat\` begins.
  const answers = shown(await person.open());
  for (const line of ${JSON.stringify(lines)}) {
    if (line.startsWith("> ")) answers.push(line, ...shown(await person.say(line.slice(2))));
  }
  expect(answers.map((line) => line.replaceAll("\\u00a0", " "))).toEqual(${JSON.stringify(lines)});
});
`,
  );
  return path;
}
