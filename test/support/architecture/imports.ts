import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "#support/paths.ts";

export type Import = { file: string; specifier: string };

export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

export function importsBelow(folder: string): Import[] {
  return filesBelow(folder).flatMap((path) => {
    const file = relative(join(root, folder), path);
    const source = readFileSync(path, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const found = source.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)"([^"]+)"/gm);
    return [...found].map(([, specifier = ""]) => ({ file, specifier }));
  });
}

/** The own file that an import leads to; undefined for a package. */
export function targetOf({ file, specifier }: Import): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith("./") ? join(dirname(file), specifier) : undefined;
}

/** The longest module of the table that a path lies in. */
export function moduleOf(path: string, table: Record<string, unknown>): string | undefined {
  return Object.keys(table)
    .filter((module) => path === module || path.startsWith(`${module}/`))
    .sort((a, b) => b.length - a.length)[0];
}

export function violations(
  folder: string,
  table: Record<string, readonly string[]>,
  seesAll: readonly string[],
): string[] {
  return importsBelow(folder).flatMap((each) => {
    const { file, specifier } = each;
    const target = targetOf(each);
    if (target === undefined || seesAll.includes(file) || seesAll.includes(file.split("/")[0] ?? "")) return [];
    const from = moduleOf(file, table);
    const to = moduleOf(target, table);
    if (from === undefined) return [`${file} belongs to no module of the table`];
    if (to === undefined) return [`${file} imports ${specifier}, which belongs to no module of the table`];
    const allowed = to === from || table[from]?.includes(to) === true;
    // A test may use what its module may use, and nothing else.
    return allowed ? [] : [`${file} imports ${specifier}: ${from} may not know ${to}`];
  });
}

/** Files that reach themselves by their imports, each with the way back. An import of types counts like any other. */
export function importCircles(folder: string): string[] {
  const imports = new Map<string, string[]>();
  for (const each of importsBelow(folder)) {
    const target = targetOf(each);
    if (target !== undefined) imports.set(each.file, [...(imports.get(each.file) ?? []), target]);
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (path.includes(file) || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

/** What Node loads before it runs these files: other files and packages. Types are left out, and what is imported while the program runs. */
export function loadedWith(folder: string, entries: readonly string[]): Set<string> {
  const loaded = new Set(entries);
  // What is added while it runs is visited, too.
  for (const file of loaded) {
    const path = join(root, folder, file);
    if (!existsSync(path)) continue;
    const found = readFileSync(path, "utf8").matchAll(/^(?:import|export) (?!type\b)(?:[^;"]*? from )?"([^"]+)"/gm);
    for (const [, specifier = ""] of found) loaded.add(targetOf({ file, specifier }) ?? specifier);
  }
  return loaded;
}
