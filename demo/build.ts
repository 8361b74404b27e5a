import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

/** Builds the widget, the console of the desk and the site of the demo, each only if something it is made from has changed since. */
const root = join(import.meta.dirname, "..");
const widget = [join(root, "widget", "src"), join(root, "widget", "build"), join(root, "server", "protocol", "src")];
const desk = [
  join(root, "server", "desk", "src"),
  join(root, "server", "desk", "index.html"),
  join(root, "server", "desk", "build.ts"),
  join(root, "widget", "src", "theme"),
  join(root, "server", "protocol", "src"),
];
const site = [join(root, "demo", "src"), join(root, "demo", "public"), join(root, "demo", "vite.config.ts")];

if (isStale(join(root, "widget", "dist", "causerie.js"), widget)) buildIn("widget", "build/build.ts", "the widget");
if (isStale(join(root, "server", "dist", "desk", "index.html"), desk)) buildIn("server/desk", "build.ts", "the desk");
if (isStale(join(root, "demo", "dist", "index.html"), [...site, join(root, "widget", "dist")])) {
  process.stdout.write("Building the demo site …\n");
  await build({ configFile: join(root, "demo", "vite.config.ts"), configLoader: "native", logLevel: "warn" });
}

/** Runs the package's own script for it. */
function buildIn(folder: string, script: string, name: string): void {
  process.stdout.write(`Building ${name} …\n`);
  const { status, error } = spawnSync(process.execPath, [script], {
    cwd: join(root, folder),
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (error !== undefined) process.stderr.write(`The build of ${name} could not be started: ${error.message}\n`);
  if (status !== 0) process.exit(1);
}

function isStale(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return true;
  const { mtimeMs } = statSync(built);
  return sources.flatMap(filesIn).some((file) => statSync(file).mtimeMs > mtimeMs);
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
