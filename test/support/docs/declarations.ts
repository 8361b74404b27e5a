import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Something that a package exports, as its declaration file says it. */
export type Declaration = {
  name: string;
  /** Declaration file, from the folder of all of them. */
  file: string;
  /** Without the comment before it. */
  signature: string;
  /** The comment before it, without its stars; empty: it has none. */
  comment: string;
};

/** All that `entry` exports, in its order, each where it is declared. The compiler's output has one form, so lines are enough. */
export function exportsOf(folder: string, entry: string): Declaration[] {
  const source = readFileSync(join(folder, entry), "utf8");
  const names = source.matchAll(/^export (?:type )?\{([^}]*)\} from "([^"]+)";$/gm);
  return [...names].flatMap(([, list = "", from = ""]) => {
    const file = resolve(entry, from);
    return list
      .split(",")
      .map((name) => name.trim().replace(/^type /, ""))
      .filter((name) => name !== "")
      .map((name) => (/^[#.]/.test(from) ? find(folder, file, name) : fromPackage(entry, name, from)));
  });
}

/** What a declaration file declares by itself. */
export function declaredIn(folder: string, file: string): Declaration[] {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  const found = new Map<string, Declaration>();
  let comment: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.startsWith("/**")) {
      const end = lines.findIndex((each, index) => index >= at && each.trimEnd().endsWith("*/"));
      comment = lines.slice(at, end + 1);
      at = end;
      continue;
    }
    const name = /^export (?:declare )?(?:abstract )?(?:function|class|const|type|interface) (\w+)/.exec(line)?.[1];
    const end = lastLineOf(lines, at);
    if (name !== undefined) {
      const text = declarationText(lines.slice(at, end + 1));
      const before = found.get(name);
      const own = { name, file, signature: text, comment: withoutStars(comment) };
      // Overloads stand one below the other; the first has the comment.
      found.set(name, before === undefined ? own : { ...before, signature: `${before.signature}\n${text}` });
    }
    comment = [];
    at = end;
  }
  return [...found.values()];
}

function find(folder: string, file: string, name: string): Declaration {
  const own = declaredIn(folder, file).find((each) => each.name === name);
  const declaration = own ?? exportsOf(folder, file).find((each) => each.name === name);
  if (declaration === undefined) throw new Error(`${file} does not declare "${name}"; teach declarations.ts its form`);
  return declaration;
}

/** Another package's own; its types say the rest. */
function fromPackage(file: string, name: string, from: string): Declaration {
  return { name, file, signature: `type ${name} = import("${from}").${name};`, comment: `That of \`${from}\`.` };
}

function resolve(file: string, from: string): string {
  const path = from.replace(/\.[jt]s$/, ".d.ts");
  return path.startsWith("#") ? path.slice(1) : join(dirname(file), path);
}

/** A declaration ends where all its brackets are closed. */
function lastLineOf(lines: readonly string[], first: number): number {
  let depth = 0;
  let inComment = false;
  for (let at = first; at < lines.length; at += 1) {
    let line = lines[at] ?? "";
    if (line.trimStart().startsWith("/*")) inComment = true;
    if (inComment) {
      inComment = !line.includes("*/");
      continue;
    }
    line = line.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, "").replaceAll("=>", "");
    depth += line.split(/[([{]/).length - line.split(/[)\]}]/).length;
    if (depth === 0 && /[;}]$/.test(line)) return at;
  }
  return first;
}

function declarationText(lines: readonly string[]): string {
  return lines
    .filter((line) => !/^\s*(?:#private|private \w+);$/.test(line))
    .map((line) =>
      line.replace(/^export (?:declare )?/, "").replace(/^ +/, (indent) => indent.slice(indent.length / 2)),
    )
    .join("\n");
}

function withoutStars(comment: readonly string[]): string {
  return comment
    .map((line) =>
      line
        .replace(/^\/\*\* ?| ?\*\/$/g, "")
        .replace(/\*\/$/, "")
        .replace(/^\s*\* ?/, ""),
    )
    .join("\n")
    .trim();
}
