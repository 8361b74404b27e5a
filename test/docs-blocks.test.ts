import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "@causerie/server/cli/run-cli.ts";
import { parseAllDocuments } from "yaml";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { type DocBlock, docBlocks } from "./support/docs/doc-examples.ts";
import { caddy, nginx } from "./support/network/reverse-proxy.ts";
import { installQuickly, outsideEnv, pack, widgetPackages } from "./support/packed/install-outside.ts";
import { program, root } from "./support/paths.ts";

/**
 * The blocks of the guides that are not the bot's TypeScript (`docs-examples.test.ts`): what pages hold is compiled against the
 * packed widget, in an application outside the workspace; commands must exist; data must parse. Needs a build.
 */
const blocks = docBlocks();
const inLanguage = (language: string): DocBlock[] => blocks.filter((block) => block.language === language);
const temporary = disposableFolder();
const folder = join(temporary.path, "pages");

/** Who looks at the blocks of a language. Code that nobody looks at is wrong after the next change. */
const checkedBy: Record<string, string> = {
  ts: "docs-examples.test.ts",
  tsx: "this file",
  html: "this file",
  sh: "this file",
  yaml: "this file",
  json: "docs.test.ts",
  css: "looks.test.ts",
  vue: "framework-types.test.ts",
  svelte: "framework-types.test.ts",
  php: "wordpress-guide.test.ts",
  nginx: "deploying.test.ts",
  caddy: "deploying.test.ts",
  systemd: "deploying.test.ts",
  kotlin: "mobile-guide.test.ts",
  swift: "mobile-guide.test.ts",
  dart: "mobile-guide.test.ts",
  text: "nobody: what a program prints",
};

beforeAll(async () => {
  await installQuickly(folder, [
    ...(await pack(join(temporary.path, "tarballs"), widgetPackages)),
    "@types/react@19.3.3",
  ]);
}, 120_000);

afterAll(() => temporary.remove());

test("every block of a guide names its language, and somebody checks it", () => {
  expect(blocks.length).toBeGreaterThan(100);
  const unknown = blocks.filter(({ language }) => !Object.hasOwn(checkedBy, language));
  expect(unknown.map(({ page, line, info }) => `${page}:${line} ${info}`)).toEqual([]);
  const files = new Set(Object.values(checkedBy).filter((name) => name.endsWith(".ts")));
  expect(readdirSync(join(root, "test"))).toEqual(expect.arrayContaining([...files]));
});

/** Tags as JSX, so that the types of the element check their attributes. */
function tagsOf({ code }: DocBlock): string {
  const tags = code.match(/<causerie-chat\b[^>]*>/g) ?? [];
  const elements = tags.map((tag, at) => `export const tag${at} = ${tag.replace(/\s*\/?>$/, " />")};`);
  return ['import "@causerie/widget/element";', ...elements].join("\n");
}

/** What runs in the page: a module as it is, a classic script beside the global that the script tag makes. */
function scriptsOf({ code }: DocBlock): string[] {
  return Array.from(code.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g), ([, attributes = "", script = ""]) => {
    if (script.trim() === "" || attributes.includes('type="module"')) return script;
    return `import type { CauserieApi } from "@causerie/widget/causerie.js";\ndeclare const Causerie: CauserieApi;\n${script}`;
  }).filter((script) => script.trim() !== "");
}

/** Compiles what lies in a folder of the application. @returns what the compiler says against it. */
async function mistakesIn(kind: string, options: object): Promise<string> {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "es2022",
    lib: ["es2024", "dom", "dom.iterable"],
    types: [],
    module: "esnext",
    moduleResolution: "bundler",
    jsx: "react-jsx",
    noUncheckedSideEffectImports: true,
    ...options,
  };
  const project = join(folder, kind);
  expect(readdirSync(project).length).toBeGreaterThan(2);
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const command = ["-p", project, "--pretty", "false"];
  return runCommand(program("tsc"), command, { cwd: folder, env: outsideEnv }).then(() => "", String);
}

test("what a guide shows of a page compiles against the packed widget", async () => {
  const write = (kind: string, { page, line }: DocBlock, end: string, code: string): void => {
    mkdirSync(join(folder, kind), { recursive: true });
    writeFileSync(join(folder, kind, `${page.replaceAll(/\W/g, "_")}-${line}-${end}`), code);
  };
  // That for React Native has types of its own: `mobile-guide.test.ts`.
  const ours = inLanguage("tsx").filter(({ info }) => info === "tsx");
  for (const block of ours) write("modules", block, "module.tsx", block.code);
  for (const block of inLanguage("html")) {
    write("tags", block, "tags.tsx", tagsOf(block));
    for (const [at, script] of scriptsOf(block).entries()) write("scripts", block, `${at}.ts`, script);
  }
  expect(await mistakesIn("modules", {})).toBe("");
  expect(await mistakesIn("tags", {})).toBe("");
  // Nobody writes types into a page.
  expect(await mistakesIn("scripts", { noImplicitAny: false })).toBe("");
}, 120_000);

test("the script tags of the guides load files that are there, with settings that exist", () => {
  const { attributeNames } = readOptions();
  const known = new Set([...attributeNames, "ref", "open"].map((name) => `data-${name}`));
  const tags = inLanguage("html").flatMap(({ page, code }) =>
    Array.from(code.matchAll(/<script([^>]*\bsrc="([^"]+)"[^>]*)>/g), ([, tag = "", src = ""]) => ({ page, tag, src })),
  );
  expect(tags.length).toBeGreaterThan(4);
  const published = readdirSync(join(root, "widget", "dist"), { recursive: true, encoding: "utf8" });
  for (const { page, tag, src } of tags) {
    const settings = tag.match(/\bdata-[\w-]+/g) ?? [];
    expect([page, settings.filter((name) => !known.has(name))]).toEqual([page, []]);
    expect(published).toContain(new URL(src).pathname.replace(/^.*\/dist\//, "/").slice(1));
  }
});

/** Read as text: the module belongs to the browser. */
function readOptions(): { attributeNames: string[] } {
  const text = readFileSync(join(root, "widget/src/element/options.ts"), "utf8");
  const [, list = ""] = /attributeNames = \[([^\]]*)\]/.exec(text) ?? [];
  return { attributeNames: Array.from(list.matchAll(/"(\w+)"/g), ([, name = ""]) => name) };
}

test("the commands of the guides are shell, and the command `causerie` has them", async () => {
  const commands = [];
  for (const { page, line, code } of inLanguage("sh")) {
    const checked = await runCommand("sh", ["-n", "-c", code], { cwd: root }).then(() => "", String);
    expect([`${page}:${line}`, checked]).toEqual([`${page}:${line}`, ""]);
    for (const [, words = ""] of code.matchAll(/\bnpx (?:@causerie\/server|causerie) ([^#\n>|`]*)/g))
      commands.push(words.trim().split(/\s+/));
  }
  expect(commands.length).toBeGreaterThan(12);
  const said = ["error", "log"].map((way) => vi.spyOn(console, way as "log").mockImplementation(() => undefined));
  onTestFinished(() => said.forEach((spy) => spy.mockRestore()));
  for (const words of commands) {
    // `init` would write; what it writes has a test of its own.
    const needsConfig = words[0] !== "init";
    const code = await runCli([
      ...words,
      "--config",
      join(folder, "missing.config.ts"),
      ...(needsConfig ? [] : ["--help"]),
    ]);
    expect([words.join(" "), code]).toEqual([words.join(" "), needsConfig ? 1 : 0]);
  }
});

test("the data of the guides parses", () => {
  for (const { page, line, code } of inLanguage("yaml"))
    for (const document of parseAllDocuments(code)) {
      expect([`${page}:${line}`, document.errors]).toEqual([`${page}:${line}`, []]);
      expect(document.toJS()).toBeTypeOf("object");
    }
});

/** A block for a whole site; the others of the guide stand inside of one, and `deploying.test.ts` runs them there. */
const sitesIn = (language: string): DocBlock[] => inLanguage(language).filter(({ info }) => !info.endsWith(" path"));

test.skipIf(!existsSync(nginx))("nginx takes its blocks", async () => {
  expect(sitesIn("nginx").length).toBeGreaterThan(1);
  for (const { page, line, code } of sitesIn("nginx")) {
    const file = join(temporary.path, "nginx.conf");
    const site = code.replaceAll("listen 443 ssl;", "listen 8443;").replaceAll(/^ *ssl_.*\n/gm, "");
    writeFileSync(
      file,
      `pid ${temporary.path}/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${site}\n}\n`,
    );
    const said = await runCommand(nginx, ["-t", "-e", "stderr", "-p", temporary.path, "-c", file], { cwd: root }).catch(
      String,
    );
    expect([`${page}:${line}`, said]).toEqual([`${page}:${line}`, expect.stringContaining("test is successful")]);
  }
});

test.skipIf(!existsSync(caddy))("Caddy takes its blocks", async () => {
  expect(sitesIn("caddy").length).toBeGreaterThan(1);
  for (const { page, line, code } of sitesIn("caddy")) {
    const file = join(temporary.path, "Caddyfile");
    writeFileSync(file, code);
    const said = await runCommand(caddy, ["adapt", "--config", file, "--adapter", "caddyfile"], { cwd: root }).catch(
      String,
    );
    expect([`${page}:${line}`, said]).toEqual([`${page}:${line}`, expect.stringContaining("reverse_proxy")]);
  }
});
