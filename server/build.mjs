import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";

// What an earlier build left behind would be published, too.
rmSync("dist", { recursive: true, force: true });
const { status } = spawnSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
// What tsc leaves behind: the page and the migrations are read from beside the code that uses them.
cpSync("src/cli/dev/page", "dist/cli/dev/page", { recursive: true });
cpSync("src/store/sqlite/migrations", "dist/store/sqlite/migrations", { recursive: true });
