import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Rolldown } from "vite";

/** One package whose code is in what we publish. `text`: its licence, word for word. */
type Bundled = { name: string; version: string; identifier: string; text: string };

/** Vite writes what a build has bundled under this name. The file itself is not published. */
export const licenseFile = "bundled.json";

/** What the bundler adds of its own, by the names that it gives to such modules. */
const ownModules: Record<string, string> = { "\0rolldown/": "rolldown", "\0vite/": "vite" };

/**
 * Collects, build by build, whose code lies in the files, and writes their notices: licences like MIT ask for the notice in
 * every copy, and the minifier drops comments.
 */
export class Notices {
  readonly #bundled = new Map<string, Bundled>();

  /** @throws when a bundled package has no licence text: nobody may publish it so. */
  add(parts: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): void {
    for (const part of parts) {
      if (part.type === "asset" && part.fileName === licenseFile)
        for (const found of JSON.parse(String(part.source)) as Partial<Bundled>[]) this.#keep(found);
      if (part.type === "chunk")
        for (const [id, { renderedLength }] of Object.entries(part.modules))
          if (id.startsWith("\0") && renderedLength > 0) this.#keep(ownCode(id));
    }
  }

  #keep({ name, version, identifier, text: inPackage }: Partial<Bundled>): void {
    if (name === undefined || version === undefined || name.startsWith("@causerie/")) return;
    const text = inPackage ?? inRepository(name);
    if (identifier === undefined || text === undefined)
      throw new Error(`${name} ${version} is bundled, but its package holds no text of a licence`);
    this.#bundled.set(`${name}@${version}`, { name, version, identifier, text });
  }

  /** For people beside what the server hands out; for programs, such as `npm run sbom`, as a list. */
  write(dist: string, folder = dist): void {
    const all = [...this.#bundled.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const notices = all.map(({ name, version, identifier, text }) =>
      [`${name} ${version} (${identifier})`, "", text.trim()].join("\n"),
    );
    const head = "The files of this package contain code of these packages, under their own licences.";
    writeFileSync(join(folder, "notices.txt"), `${[head, ...notices].join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
    const list = all.map(({ name, version, identifier }) => ({ name, version, license: identifier }));
    writeFileSync(join(dist, licenseFile), `${JSON.stringify(list, undefined, 2)}\n`);
  }
}

/** Of a package that leaves its licence out: the text of its repository, kept in `licences/`. */
function inRepository(name: string): string | undefined {
  const file = join(import.meta.dirname, "licences", `${name.replace("/", "__")}.txt`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function ownCode(id: string): Partial<Bundled> {
  const [, name] = Object.entries(ownModules).find(([prefix]) => id.startsWith(prefix)) ?? [];
  if (name === undefined) throw new Error(`whose code is the module ${JSON.stringify(id)}? Say so in notices.ts`);
  const vite = import.meta.resolve("vite/package.json");
  const manifest = name === "vite" ? fileURLToPath(vite) : createRequire(vite).resolve(`${name}/package.json`);
  const { version, license } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string; license: string };
  const folder = dirname(manifest);
  const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each)) ?? "";
  return { name, version, identifier: license, text: readFileSync(join(folder, file), "utf8") };
}
