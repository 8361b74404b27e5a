import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiPage } from "./support/docs/api-page.ts";
import { root } from "./support/paths.ts";

/** Writes docs/api.md from the sources of the server. */
writeFileSync(join(root, "docs", "api.md"), apiPage());
