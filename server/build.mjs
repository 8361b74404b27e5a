import { cpSync } from "node:fs";

// What tsc leaves behind: the migrations are read from beside the code that applies them.
cpSync("src/store/sqlite/migrations", "dist/store/sqlite/migrations", { recursive: true });
