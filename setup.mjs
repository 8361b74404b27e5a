// Puts everything in place that `npm start` and `npm test` need, from a clone with nothing but Node 20 and npm: the
// pinned pnpm, all packages, and Node 24, which comes as the npm package `node`. Runs on the system's Node, so: plain
// JavaScript, no dependency.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(fileURLToPath(import.meta.url));

/** The pinned Node; exists once `install` has run. */
export const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** PATH with the workspace's own tools first. */
export function environment(extra = {}) {
  const path = `${join(root, "node_modules", ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`;
  return { ...process.env, PATH: path, ...extra };
}

/** Ends the process with one sentence for the person at the keyboard. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Installs all packages when the lock file is newer than what is installed. */
export function install() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(
      `Causerie needs Node 20.19 or newer to set itself up; this is ${process.versions.node}. Install a newer one from your system or nodejs.org.`,
    );
  }
  if (isInstalled()) return;
  console.log(`Installing packages with ${packageManager()} (once, about half a minute) …`);
  const result = pnpm(["install", "--frozen-lockfile", "--reporter=append-only"], { ...process.env, CI: "true" });
  if (result.status !== 0) {
    console.error(`${result.stdout ?? ""}${result.stderr ?? ""}`.split("\n").slice(-30).join("\n"));
    giveUp("The packages could not be installed; the lines above say why. Is the npm registry within reach?");
  }
}

function packageManager() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager;
}

/** Runs the pinned pnpm in the root of the repository. One that is there already is not asked for at the registry. */
export function pnpm(args, env = process.env) {
  const options = { cwd: root, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 };
  return npm("npx", ["--yes", "--prefer-offline", packageManager(), ...args], options);
}

/**
 * Runs `npm` or `npx`. Node runs npm's own file where it is found: what else has these names is a script on Windows, which
 * cannot be started without a shell.
 */
export function npm(command, args, options) {
  const file = npmFile(`${command}-cli.js`);
  if (file !== undefined) return spawnSync(process.execPath, [file, ...args], options);
  return spawnSync(command, args, { ...options, shell: process.platform === "win32" });
}

/** npm says where it lies to what it starts; else it lies beside Node, where the systems put it. */
function npmFile(name) {
  const beside = ["node_modules", "../lib/node_modules"].map((folder) =>
    join(dirname(process.execPath), folder, "npm/bin"),
  );
  const folders = [dirname(process.env.npm_execpath ?? ""), ...beside];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Runs a command with the workspace's tools; @returns its exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", env: environment(), ...options });
  if (result.error !== undefined) console.error(`${command} could not be started: ${result.error.message}`);
  return result.status ?? 1;
}

/**
 * The file of a program that a package brings, to be run by Node itself: what a package manager puts into `.bin` is found
 * through PATH only, and on Windows it is a script that cannot be started without a shell.
 */
export function program(name, packageName = name) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name]);
}

/** Compiles one of our packages. Ends the process if it cannot be compiled, and says why. */
export function compile(folder, project) {
  const { status, error } = spawnSync(process.execPath, [program("tsc", "typescript"), "-p", project], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0)
    giveUp(`${join(folder, project)} does not compile${error === undefined ? "" : `: ${error.message}`}`);
}

function isInstalled() {
  const marker = join(root, "node_modules", ".modules.yaml");
  return (
    existsSync(marker) && existsSync(node) && statSync(marker).mtimeMs >= statSync(join(root, "pnpm-lock.yaml")).mtimeMs
  );
}
