import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./support/paths.ts";

/** Builds every package for publishing, and the demo's site, in the order in which they need each other. */

for (const [folder, command] of [
  ["server/protocol", ["tsc", "-p", "tsconfig.build.json"]],
  ["widget", ["node", "build.ts"]],
  ["server", ["node", "build.mjs"]],
  ["demo", ["node", "build.ts"]],
] as const) {
  const [name, ...args] = command;
  const result = spawnSync(name, args, { cwd: join(root, folder), stdio: "inherit" });
  if (result.status !== 0) {
    console.error(`The build of ${folder} failed.`);
    process.exit(1);
  }
}
