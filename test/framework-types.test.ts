import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import {
  angular,
  plain,
  preact,
  react18,
  react19,
  type Samples,
  svelte,
  vue,
} from "./support/packed/framework-samples.ts";
import { installQuickly, outsideEnv, pack, widgetPackages } from "./support/packed/install-outside.ts";
import { program, root } from "./support/paths.ts";

/**
 * The types of `<causerie-chat>`, by the compilers of the frameworks, in applications outside the workspace with the packed
 * widget. Each application has the packages of its own framework only: what the others need must not be missed.
 */
const temporary = disposableFolder();
let tarballs: string[] = [];

beforeAll(async () => {
  tarballs = await pack(join(temporary.path, "tarballs"), widgetPackages);
});

afterAll(() => temporary.remove());

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: "es2022",
  lib: ["es2024", "dom", "dom.iterable"],
  module: "esnext",
  moduleResolution: "bundler",
  verbatimModuleSyntax: true,
  types: [],
  skipLibCheck: false,
};

type Application = {
  packages: readonly string[];
  /** How the files of its templates end. */
  extension: string;
  /** What stands behind the fence of its blocks in the guide, where that is not how its files end. */
  fence?: string;
  options?: object;
  /** Whether what the guide shows is for it, too. */
  isInGuide: boolean;
  check: (folder: string) => Promise<string>;
};

/** Installs an application and checks both samples. @returns the lines of `bad` with an error; `good` must have none. */
async function mistakesIn(name: string, application: Application, { good, bad }: Samples): Promise<number[]> {
  const folder = join(temporary.path, name);
  const { packages, extension, fence = extension, isInGuide, options = {}, check } = application;
  await installQuickly(folder, [...tarballs, ...packages]);
  const source = join(folder, "src");
  mkdirSync(source);
  writeFileSync(join(source, `Good.${extension}`), good);
  writeFileSync(join(source, `Bad.${extension}`), bad);
  const shown = isInGuide ? fromGuide(fence) : [];
  expect(shown.length > 0).toBe(isInGuide);
  for (const [at, code] of shown.entries()) writeFileSync(join(source, `Guide${at}.${extension}`), code);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"], ...options }));
  const output = await check(folder).catch(String);
  const report = output.split("\n").filter((line) => /error/i.test(line) && !line.includes("COMPLETED"));
  // Also one in a file that is not ours: in a declaration of the package above all.
  expect(report.slice(1).filter((line) => !line.includes(`Bad.${extension}`))).toEqual([]);
  return report.flatMap((line) => {
    const [, at] = /Bad\.\w+(?:\(|" )(\d+)/.exec(line) ?? [];
    return at === undefined ? [] : [Number(at)];
  });
}

/** What the guide shows of the element in blocks that begin so; all of it must compile. */
function fromGuide(fence: string): string[] {
  const guide = readFileSync(join(root, "docs", "frameworks.md"), "utf8");
  const blocks = guide.matchAll(new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\`$`, "gm"));
  return Array.from(blocks, ([, code = ""]) => code).filter((code) => code.includes("<causerie-chat"));
}

const tsc = (folder: string): Promise<string> =>
  runCommand(program("tsc"), ["-p", folder, "--pretty", "false"], { cwd: folder, env: outsideEnv });
const own =
  (command: string, ...args: string[]) =>
  (folder: string): Promise<string> =>
    runCommand(join(folder, "node_modules", ".bin", command), args, { cwd: folder, env: outsideEnv });
const jsx = (jsxImportSource: string): object => ({
  compilerOptions: { ...compilerOptions, jsx: "react-jsx", jsxImportSource },
});
/** Their own declarations are not checked: that costs ten seconds, and the other applications check ours. */
const ofTemplates = { ...compilerOptions, skipLibCheck: true, jsx: "preserve" };

test("without a framework nothing of one is missed, nor the types of React beside React itself", async () => {
  const application = { packages: ["react@19.3.1"], extension: "ts", isInGuide: false, check: tsc };
  expect(await mistakesIn("plain", application, plain)).toEqual([2, 3, 4]);
}, 120_000);

test("React 19: attributes, properties and listeners", async () => {
  const application = {
    packages: ["@types/react@19.3.3"],
    extension: "tsx",
    isInGuide: true,
    options: jsx("react"),
    check: tsc,
  };
  expect(await mistakesIn("react19", application, react19)).toEqual([2, 3, 4, 5]);
}, 120_000);

test("React 18: attributes", async () => {
  const application = {
    packages: ["@types/react@18.3.32"],
    extension: "tsx",
    isInGuide: false,
    options: jsx("react"),
    check: tsc,
  };
  expect(await mistakesIn("react18", application, react18)).toEqual([2, 3, 4, 5, 6]);
}, 120_000);

test("Preact", async () => {
  const application = {
    packages: ["preact@11.2.0"],
    extension: "tsx",
    isInGuide: true,
    options: jsx("preact"),
    check: tsc,
  };
  expect(await mistakesIn("preact", application, preact)).toEqual([2, 3, 4, 5]);
}, 120_000);

test("Vue, in templates", async () => {
  const application = {
    packages: ["vue@3.5.45", "vue-tsc@3.3.14", "typescript@5.9.3"],
    extension: "vue",
    isInGuide: true,
    options: { compilerOptions: ofTemplates, vueCompilerOptions: { strictTemplates: true } },
    check: own("vue-tsc", "-p", ".", "--pretty", "false"),
  };
  expect(await mistakesIn("vue", application, vue)).toEqual([2, 3, 4, 5]);
}, 120_000);

test("Svelte, in templates", async () => {
  const application = {
    packages: ["svelte@5.57.3", "svelte-check@4.7.8", "typescript@5.9.3"],
    extension: "svelte",
    isInGuide: true,
    options: { compilerOptions: ofTemplates },
    check: own("svelte-check", "--tsconfig", "./tsconfig.json", "--output", "machine", "--threshold", "error"),
  };
  expect(await mistakesIn("svelte", application, svelte)).toEqual([2, 3, 4, 5]);
}, 120_000);

test("Angular, in templates", async () => {
  const application = {
    packages: ["core", "compiler", "compiler-cli"]
      .map((name) => `@angular/${name}@22.2.6`)
      .concat("rxjs@7.8.2", "typescript@6.0.3"),
    extension: "ts",
    fence: "ts fragment angular",
    isInGuide: true,
    options: {
      compilerOptions: { ...ofTemplates, experimentalDecorators: true },
      angularCompilerOptions: { strictTemplates: true },
    },
    check: (folder: string) => own("ngc", "-p", ".")(folder).catch((error: unknown) => plainLines(String(error))),
  };
  expect(await mistakesIn("angular", application, angular)).toEqual([9, 10, 11]);
}, 120_000);

/** Its compiler writes for a terminal: in colours, and `file:line:column`. */
function plainLines(output: string): string {
  return stripVTControlCharacters(output).replaceAll(/(\w\.ts):(\d+):(\d+)/g, "$1($2,$3)");
}
