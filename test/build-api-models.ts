import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { modelFiles } from "./support/docs/model-files.ts";
import { root } from "./support/paths.ts";

/** Writes `docs/models`: the messages of the API as types of Dart, Kotlin and Swift. */
mkdirSync(join(root, "docs", "models"), { recursive: true });
for (const [path, text] of Object.entries(await modelFiles())) writeFileSync(join(root, path), text);
