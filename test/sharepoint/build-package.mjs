// Builds the package for SharePoint where it is missing or older than what it is made of, and tests the check of packages on it.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { install, root, run } from "../../setup.mjs";

const project = join(root, "widget", "sharepoint");
const modules = join(project, "node_modules");
const { packageFile } = JSON.parse(readFileSync(join(project, "settings.json"), "utf8"));
const file = join(project, "sharepoint", "solution", packageFile);

/** What is written by the build lies beside the sources. The package is newer than all of it. */
const sources = ["server/protocol/src", "widget/src", "widget/build", "widget/package.json"].concat(
  ["config", "package-lock.json", "scripts", "settings.json", "src", "strings", "teams", "tsconfig.json"].map(
    (name) => `widget/sharepoint/${name}`,
  ),
);

install();
const built = isFresh() ? 0 : run(process.execPath, ["widget/sharepoint/scripts/build.mjs"]);
// Also breaks a copy of the package in each way that the check must find.
const node22 = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
process.exit(built || run(node22, ["--test", "--test-reporter=dot", "test/check-package.test.mjs"], { cwd: project }));

function isFresh() {
  if (!existsSync(file) || !existsSync(join(modules, "@microsoft", "sp-webpart-base", "dist"))) return false;
  const built = statSync(file).mtimeMs;
  return sources.every((source) => newest(join(root, source)) <= built);
}

/** When the newest of the files was changed. */
function newest(path) {
  if (!existsSync(path)) return 0;
  if (statSync(path).isFile()) return statSync(path).mtimeMs;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
