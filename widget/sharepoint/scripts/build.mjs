// `npm run sharepoint`: from a clone with nothing but Node 20 and npm to a package that an administrator uploads. It builds the
// widget, installs Microsoft's tools with the Node 22 that they need, builds, packages and checks. With `--twice` it builds again and
// compares.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { compile, giveUp, install, node as workspaceNode, npm, root as workspace } from "../../../setup.mjs";

const root = join(import.meta.dirname, "..");
const modules = join(root, "node_modules");
const node22 = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const heft = join(modules, "@rushstack", "heft", "bin", "heft");
const { packageFile } = JSON.parse(readFileSync(join(root, "settings.json"), "utf8"));
const file = join(root, "sharepoint", "solution", packageFile);

install();
buildWidget();
installTools();
buildPackage();
if (process.argv.includes("--twice")) buildAgain();
const sizes = step("sizes", node22, ["test/measure.mjs", file]);
console.log(`\nThe package for SharePoint is ${file} (${Math.round(statSync(file).size / 1000)} kB).
What a page loads of it (gzip):
${sizes}docs/sharepoint.md says how an administrator uploads it.`);

function buildPackage() {
  takeWidget();
  step("configuration", node22, ["scripts/configure.mjs"]);
  step("build", node22, [heft, "build", "--clean", "--production"]);
  step("package", node22, [heft, "package-solution", "--production"]);
  step("check", node22, ["test/check-sppkg.mjs", file]);
}

/** Whether the same source makes the same package. */
function buildAgain() {
  const first = `${file}.first`;
  renameSync(file, first);
  buildWidget();
  buildPackage();
  step("comparison of two builds", node22, ["test/compare-packages.mjs", first, file]);
  rmSync(first);
}

function buildWidget() {
  console.log("Building the widget …");
  compile(join(workspace, "server", "protocol"), "tsconfig.build.json");
  const { status, stdout, stderr } = spawnSync(workspaceNode, ["build/build.ts"], {
    cwd: join(workspace, "widget"),
    encoding: "utf8",
  });
  if (status !== 0) giveUp(`${stdout}${stderr}\nThe widget could not be built; the lines above say why.`);
}

/** Microsoft's tools are not in the workspace: they need another Node, and a place of their own among the packages. */
function installTools() {
  const lock = join(root, "package-lock.json");
  const marker = join(modules, ".package-lock.json");
  if (existsSync(marker) && existsSync(node22) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log("Installing Microsoft's build tools (once, 750 MB, one to three minutes) …");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--engine-strict=false"];
  const { status, stdout, stderr } = npm("npm", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0)
    giveUp(`${stdout}${stderr}\nMicrosoft's build tools could not be installed. Is the npm registry within reach?`);
}

/**
 * npm cannot install the widget from its folder, because that speaks pnpm's language of workspaces. Copied, not linked: a link
 * into a folder around it leads whoever follows links in a circle.
 */
function takeWidget() {
  const target = join(modules, "@causerie", "widget");
  const source = join(workspace, "widget");
  const { publishConfig, ...description } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  rmSync(target, { recursive: true, force: true });
  for (const folder of ["dist/standalone", "dist/types"])
    cpSync(join(source, folder), join(target, folder), { recursive: true });
  const { name, version, type, sideEffects } = description;
  const manifest = { name, version, type, sideEffects, exports: publishConfig.exports };
  writeFileSync(join(target, "package.json"), JSON.stringify(manifest));
}

/** What Microsoft's tools say is shown when they fail. @returns what was printed. */
function step(name, command, args) {
  console.log(`SharePoint: ${name} …`);
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: `${dirname(node22)}${delimiter}${process.env.PATH ?? ""}` },
  });
  if (status !== 0)
    giveUp(`${stdout}${stderr}${error?.message ?? ""}\nThe step "${name}" failed; the lines above say why.`);
  return stdout;
}
