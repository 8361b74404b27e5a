import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, testPackages } from "#support/paths.ts";

/** One block of code in a guide that is marked as TypeScript. */
export type DocExample = {
  /** The guide, from the root of the repository. */
  page: string;
  /** Line of the guide in which the block's first line stands. */
  line: number;
  code: string;
  /** What its first line says that the file is called: `// bot.ts`. */
  name: string | undefined;
  /** Words behind `ts`: `fragment` is neither compiled nor run, `runs` is run. */
  marks: readonly string[];
};

/** A conversation that a guide shows: lines with `> ` are said, the others are answered by the newest `bot.ts` above it. */
export type DocChat = { page: string; line: number; lines: readonly string[]; locale: string };

/** An example as it was written down, to be compiled and run. */
export type WrittenExample = DocExample & { file: string };

/** A block of code in a guide, whatever its language. `info`: all words behind the fence. */
export type DocBlock = { page: string; line: number; language: string; info: string; code: string };

/** Written by a script from the sources, which are compiled anyway. */
const generated = "api.md";

export function docExamples(): DocExample[] {
  return guides().flatMap(({ page, markdown }) => examplesOf(page, markdown));
}

/** Every block of every guide, those in lists, too. */
export function docBlocks(): DocBlock[] {
  return guides().flatMap(({ page, markdown }) =>
    Array.from(markdown.matchAll(/^( *)```([^\n]*)\n([\s\S]*?)^ *```$/gm), (match) => {
      const [, indent = "", info = "", code = ""] = match;
      const plain = code.replaceAll(new RegExp(`^${indent}`, "gm"), "");
      return { page, line: lineOf(markdown, match.index), language: info.split(" ")[0] ?? "", info, code: plain };
    }),
  );
}

export function docChats(): DocChat[] {
  return guides().flatMap(({ page, markdown }) => chatsOf(page, markdown));
}

function guides(): { page: string; markdown: string }[] {
  const names = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== generated);
  // The registry's pages of the packages are guides, too.
  const packages = ["server", "server/protocol", "widget"].map((folder) => `${folder}/README.md`);
  const pages = ["README.md", ...packages, ...names.toSorted().map((name) => `docs/${name}`)];
  return pages.map((page) => ({ page, markdown: readFileSync(join(root, page), "utf8") }));
}

function chatsOf(page: string, markdown: string): DocChat[] {
  return Array.from(markdown.matchAll(/^```text chat ?(\S*)\n([\s\S]*?)^```$/gm), (match) => {
    const [, locale = "", lines = ""] = match;
    return {
      page,
      line: lineOf(markdown, match.index),
      lines: lines.trimEnd().split("\n"),
      locale: locale === "" ? "en" : locale,
    };
  });
}

function lineOf(markdown: string, index: number): number {
  return markdown.slice(0, index).split("\n").length + 1;
}

function examplesOf(page: string, markdown: string): DocExample[] {
  return Array.from(markdown.matchAll(/^```ts\b([^\n]*)\n([\s\S]*?)^```$/gm), (match) => {
    const [, info = "", code = ""] = match;
    const name = /^\/\/ ([\w.-]+\.ts)\n/.exec(code)?.[1];
    return {
      page,
      line: lineOf(markdown, match.index),
      code,
      name,
      marks: info.split(" ").filter((word) => word !== ""),
    };
  });
}

export function isFragment({ marks }: DocExample): boolean {
  return marks.includes("fragment");
}

export function isModule({ code }: DocExample): boolean {
  return /^import /m.test(code);
}

export function isTest({ code }: DocExample): boolean {
  return /^import .* from "vitest";$/m.test(code);
}

export function runs(example: DocExample): boolean {
  return isTest(example) || example.marks.includes("runs");
}

/**
 * Writes each example into a folder of its own, beside the newest version of all named files that its page has shown
 * before: what a reader has who follows the page. The README's configuration and the guide's first bot are known
 * everywhere.
 */
export function writeExamples(folder: string, examples: readonly DocExample[]): WrittenExample[] {
  symlinkSync(testPackages, join(folder, "node_modules"));
  const complete = examples.filter((example) => !isFragment(example));
  const everywhere = [
    complete.find(({ page, name }) => page === "README.md" && name === "causerie.config.ts"),
    complete.find(({ page, name }) => page === "docs/first-story.md" && name === "bot.ts"),
  ].flatMap((example) => (example?.name === undefined ? [] : ([[example.name, example.code]] as const)));
  const known = new Map<string, Map<string, string>>();
  return complete.map((example) => {
    const files = known.get(example.page) ?? new Map<string, string>(everywhere);
    const name = example.name ?? (isTest(example) ? "example.test.ts" : "example.ts");
    files.set(name, example.code);
    known.set(example.page, files);
    const own = join(folder, example.page.replaceAll(/[/.]/g, "-"), `line-${example.line}`);
    for (const [file, code] of [...files, ["package.json", '{ "type": "module" }'] as const]) {
      mkdirSync(dirname(join(own, file)), { recursive: true });
      writeFileSync(join(own, file), code);
    }
    if (example.name === undefined) files.delete(name);
    return { ...example, file: join(own, name) };
  });
}

/** Where in the guide an error of the compiler is: `docs/stories.md:12: error …`. */
export function inTheGuide(output: string, folder: string, written: readonly WrittenExample[]): string[] {
  return output.split("\n").flatMap((report) => {
    const [, file = "", line = "", what = ""] = /^(.+?)\((\d+),\d+\): (.*)$/.exec(report) ?? [];
    if (what === "") return [];
    const path = file.startsWith("/") ? file : join(folder, file);
    const example = written.find((each) => each.file === path);
    // A copy of an example that an earlier folder has reported already.
    if (example === undefined && path.startsWith(folder)) return [];
    return [example === undefined ? report : `${example.page}:${example.line + Number(line) - 1}: ${what}`];
  });
}
