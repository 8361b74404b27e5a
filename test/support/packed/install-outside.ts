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

/**
 * Installs the packed tarballs of these packages in a folder outside the workspace, as an outsider does, and beside them
 * what is named as `name@version`. Needs a build (`npm test` makes one before) and the npm registry.
 */
export async function installOutside(
  folder: string,
  packages: readonly string[],
  others: readonly string[] = [],
): Promise<void> {
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs, { recursive: true });
  for (const name of packages) {
    await runCommand("npx", ["--yes", packageManager, "pack", "--pack-destination", tarballs], {
      cwd: join(root, name),
      env: outsideEnv,
    });
  }
  const files = readdirSync(tarballs).map((name) => join(tarballs, name));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "outside", private: true, type: "module" }));
  // The optional parts of frameworks are compilers for other machines and large; what is needed is named.
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--omit=optional"];
  await runCommand("npm", ["install", ...options, ...files, ...others], { cwd: folder, env: outsideEnv });
}
