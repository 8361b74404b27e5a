import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiPage } from "./support/api-page.ts";

/** Writes docs/api.md from the sources of the server. */
writeFileSync(join(import.meta.dirname, "../docs/api.md"), apiPage());
