import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "#support/commands/run-command.ts";
import { root } from "#support/paths.ts";

const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };

/** The environment of an outsider, on the pinned Node. What npm has already fetched is not asked for again. */
export const outsideEnv = {
  ...process.env,
  npm_config_prefer_offline: "true",
  PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`,
};

/** The packages that an application with the widget needs. */
export const widgetPackages = ["server/protocol", "widget"];

/** Packs packages of the workspace as they are published. Needs a build, which `npm test` makes before. @returns the tarballs. */
export async function pack(folder: string, packages: readonly string[]): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  for (const name of packages) {
    await runCommand("npx", ["--yes", packageManager, "pack", "--pack-destination", folder], {
      cwd: join(root, name),
      env: outsideEnv,
    });
  }
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Makes an application outside the workspace with tarballs, and what is named as `name@version`. Needs the npm registry. */
export async function installOutside(folder: string, packages: readonly string[]): Promise<void> {
  makeApplication(folder);
  // The optional parts of frameworks are compilers for other machines and large; what is needed is named.
  const options = ["--no-audit", "--no-fund", "--omit=optional"];
  await runCommand("npm", ["install", ...options, ...packages], { cwd: folder, env: outsideEnv });
}

/**
 * The same with the same folders, by pnpm: an eighth of npm's work, for applications that show something else than how they are
 * installed.
 */
export async function installQuickly(folder: string, packages: readonly string[]): Promise<void> {
  makeApplication(folder);
  // What a tarball of ours needs of another of ours comes from that, too.
  const overrides = packages.flatMap((each) => {
    const [, name] = /causerie-(\w+)-[\d.]+\.tgz$/.exec(each) ?? [];
    return name === undefined ? [] : [`  "@causerie/${name}": "file:${each}"\n`];
  });
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `nodeLinker: hoisted\noverrides:\n${overrides.join("")}`);
  const options = [`--config.store-dir=${storeFolder()}`, "--no-optional", "--prefer-offline"];
  await runCommand("npx", ["--yes", packageManager, "add", ...options, ...packages], { cwd: folder, env: outsideEnv });
}

function makeApplication(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "outside", private: true, type: "module" }));
}

/** pnpm's own: for a folder on another drive it would begin a new one there, fetch everything anew, and leave it behind. */
export function storeFolder(): string {
  const { storeDir } = JSON.parse(readFileSync(join(root, "node_modules", ".modules.yaml"), "utf8")) as {
    storeDir: string;
  };
  return join(storeDir, "..");
}
