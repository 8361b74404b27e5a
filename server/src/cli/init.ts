import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "#app/errors.ts";
import { makeFolder } from "#app/make-folder.ts";
import { version } from "#app/version.ts";

/** From here to the package's root it is two levels, in the sources and in what is published. */
const templateFolder = fileURLToPath(new URL("../../template", import.meta.url));

/** npm leaves a file of this name out of every package. */
const renamed: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

/**
 * Writes a small bot with its tests into the folder, and says what to do next. Other files may be there, e.g. those of git.
 * @throws ConfigError if one of its own files is there already: then nothing is written.
 */
export function init(folder: string): void {
  const name = packageName(folder);
  const files = new Map([["package.json", packageJson(name)]]);
  for (const file of readdirSync(templateFolder))
    files.set(renamed[file] ?? file, readFileSync(join(templateFolder, file), "utf8").replaceAll("{name}", name));

  const existing = [...files.keys()].filter((file) => existsSync(join(folder, file)));
  if (existing.length > 0)
    throw new ConfigError([
      `init: ${folder} already has ${existing.join(", ")}; nothing was written, choose an empty folder`,
    ]);
  try {
    makeFolder(folder, 0o777);
    for (const [file, content] of files) writeFileSync(join(folder, file), content, { flag: "wx" });
  } catch (cause) {
    throw new ConfigError([`init: ${folder} cannot be written: ${cause instanceof Error ? cause.message : "?"}`], {
      cause,
    });
  }
  console.log(`A bot with two stories and their tests is in ${folder}: ${[...files.keys()].join(", ")}.

  cd ${folder}
  npm install
  npm test
  npm run dev`);
}

/** npm's own rule: lower case, and only letters, digits, dots, dashes and underscores, none of the last three in front. */
function packageName(folder: string): string {
  const name = basename(resolve(folder))
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[._-]+|-+$/g, "");
  return name === "" ? "my-bot" : name;
}

function packageJson(name: string): string {
  const content = {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    scripts: {
      dev: "causerie dev",
      start: "causerie start",
      chat: "causerie chat",
      test: "tsc && causerie lint && vitest run",
    },
    dependencies: { "@causerie/server": `^${version}` },
    devDependencies: { "@types/node": "^24.0.0", typescript: ">=5.9", vitest: "^5.0.0" },
    engines: { node: ">=24.15" },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
