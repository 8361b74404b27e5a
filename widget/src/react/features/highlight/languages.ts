import type { ParseOptions } from "sugar-high/core";

/** How to read a language. Each is a file of its own, fetched with the first piece of code that is written in it. */
const languages: Readonly<Record<string, () => Promise<object>>> = {
  c: () => import("sugar-high/lang/c"),
  cpp: () => import("sugar-high/lang/cpp"),
  csharp: () => import("sugar-high/lang/csharp"),
  css: () => import("sugar-high/lang/css"),
  diff: () => import("sugar-high/lang/diff"),
  dockerfile: () => import("sugar-high/lang/dockerfile"),
  go: () => import("sugar-high/lang/go"),
  graphql: () => import("sugar-high/lang/graphql"),
  html: () => import("sugar-high/lang/html"),
  java: () => import("sugar-high/lang/java"),
  javascript: () => import("sugar-high/lang/javascript"),
  json: () => import("sugar-high/lang/json"),
  kotlin: () => import("sugar-high/lang/kotlin"),
  lua: () => import("sugar-high/lang/lua"),
  markdown: () => import("sugar-high/lang/markdown"),
  php: () => import("sugar-high/lang/php"),
  powershell: () => import("sugar-high/lang/powershell"),
  python: () => import("sugar-high/lang/python"),
  ruby: () => import("sugar-high/lang/ruby"),
  rust: () => import("sugar-high/lang/rust"),
  shell: () => import("sugar-high/lang/shell"),
  sql: () => import("sugar-high/lang/sql"),
  swift: () => import("sugar-high/lang/swift"),
  toml: () => import("sugar-high/lang/toml"),
  typescript: () => import("sugar-high/lang/typescript"),
  yaml: () => import("sugar-high/lang/yaml"),
};

/** Other words for them behind a fence. */
const aliases: Readonly<Record<string, string>> = {
  "c#": "csharp",
  "c++": "cpp",
  bash: "shell",
  cs: "csharp",
  docker: "dockerfile",
  golang: "go",
  js: "javascript",
  jsonc: "json",
  jsx: "javascript",
  kt: "kotlin",
  md: "markdown",
  patch: "diff",
  ps1: "powershell",
  py: "python",
  rb: "ruby",
  rs: "rust",
  scss: "css",
  sh: "shell",
  svg: "html",
  ts: "typescript",
  tsx: "typescript",
  xml: "html",
  yml: "yaml",
  zsh: "shell",
};

/** The language that a fence names, or undefined where it is not known. */
export function languageFor(word: string | undefined): string | undefined {
  const name = word?.toLowerCase() ?? "";
  const language = Object.hasOwn(aliases, name) ? aliases[name] : name;
  return language !== undefined && Object.hasOwn(languages, language) ? language : undefined;
}

/** Fetches how to read a language of {@link languageFor}. */
export async function loadLanguage(language: string): Promise<ParseOptions> {
  const load = languages[language];
  if (load === undefined) throw new Error(`There is no language ${language}`);
  // The library's types of some languages are narrower than those of its parser.
  return load();
}
