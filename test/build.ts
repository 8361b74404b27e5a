import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { compile, root } from "../setup.mjs";

/** Builds every package for publishing, and the demo's site, in the order in which they need each other. */
compile(join(root, "server", "protocol"), "tsconfig.build.json");
for (const [folder, script] of [
  ["widget", "build/build.ts"],
  ["server", "build.mjs"],
  ["server/desk", "build.ts"],
  ["demo", "build.ts"],
] as const) {
  const { status, error } = spawnSync(process.execPath, [script], { cwd: join(root, folder), stdio: "inherit" });
  if (status !== 0) {
    console.error(`The build of ${folder} failed${error === undefined ? "." : `: ${error.message}`}`);
    process.exit(1);
  }
}
