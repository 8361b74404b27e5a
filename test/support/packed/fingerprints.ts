import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A package that could be in a bundle: its name, and what can be recognized of its code. */
type Suspect = { name: string; runs: Set<string>; dependencies: Suspect[] };

/** Two authors write a few alike by chance, the more so the larger they are (eight with react-dom); a package that is there leaves more. */
const enough = 10;

/**
 * Whose code is in `bundle`, told by the code and not by what the bundler says: by properties that are used one after another as
 * neither another of the packages nor `ours` does. What a package has of its dependencies is theirs.
 * @param roots packages that may be in it; what they depend on may be, too.
 * @param importer the file whose imports are resolved.
 */
export function packagesIn(bundle: string, ours: string, roots: readonly string[], importer: string): string[] {
  const suspects = suspectsOf(roots, importer);
  for (const { runs, dependencies } of suspects)
    for (const dependency of dependencies) for (const run of dependency.runs) runs.delete(run);
  const known = runsIn(ours);
  const bundled = runsIn(bundle);
  const isIn = (suspect: Suspect): boolean => {
    const others = suspects.filter((other) => other !== suspect);
    const isOwn = (run: string): boolean => !known.has(run) && !others.some(({ runs }) => runs.has(run));
    const own = [...suspect.runs].filter((run) => bundled.has(run) && isOwn(run));
    return own.length >= enough;
  };
  return suspects.filter(isIn).map(({ name }) => name);
}

/** Dependents stand before what they depend on. */
function suspectsOf(roots: readonly string[], importer: string): Suspect[] {
  const found = new Map<string, Suspect>();
  const visit = (name: string, from: string): Suspect[] => {
    const folder = folderOf(name, from);
    const known = found.get(name);
    if (folder === undefined || known !== undefined) return known === undefined ? [] : [known];
    const suspect: Suspect = { name, runs: runsIn(codeBelow(folder)), dependencies: [] };
    found.set(name, suspect);
    const manifest = join(folder, "package.json");
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as { dependencies?: object };
    suspect.dependencies = Object.keys(dependencies).flatMap((dependency) => visit(dependency, manifest));
    return [suspect];
  };
  for (const name of roots) visit(name, importer);
  return [...found.values()];
}

function folderOf(name: string, importer: string): string | undefined {
  const folders = createRequire(importer).resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      return dirname(realpathSync(join(folder, name, "package.json")));
    } catch {
      // Not installed here.
    }
  }
  return undefined;
}

function codeBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[cm]?js$/.test(file) && !file.includes("node_modules"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

/** Names of properties in the order of their use, three by three: what a minifier leaves. */
function runsIn(code: string): Set<string> {
  const names = Array.from(code.matchAll(/\.([A-Za-z_$][\w$]{3,})/g), ([, name = ""]) => name);
  return new Set(names.map((name, at) => [name, names[at + 1], names[at + 2]].join(" ")));
}
