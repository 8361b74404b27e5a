import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "#support/commands/run-command.ts";
import { root } from "#support/paths.ts";

const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };

/** The environment of an outsider, on the pinned Node. */
export const outsideEnv = {
  ...process.env,
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
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "outside", private: true, type: "module" }));
  // The optional parts of frameworks are compilers for other machines and large; what is needed is named.
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--omit=optional"];
  await runCommand("npm", ["install", ...options, ...packages], { cwd: folder, env: outsideEnv });
}
