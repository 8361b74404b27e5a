import { cpSync, rmSync } from "node:fs";
import { compile } from "../setup.mjs";

// What an earlier build left behind would be published, too.
rmSync("dist", { recursive: true, force: true });
compile(import.meta.dirname, "tsconfig.build.json");
// What tsc leaves behind: the page and the migrations are read from beside the code that uses them.
cpSync("src/cli/dev/page", "dist/cli/dev/page", { recursive: true });
for (const store of ["sqlite", "postgres"])
  cpSync(`src/store/${store}/migrations`, `dist/store/${store}/migrations`, { recursive: true });
