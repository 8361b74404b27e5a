// Stands before `npm pack` and `npm publish` of each package: a tarball without its build installs, and then has nothing in it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { giveUp } from "../setup.mjs";

const { name, publishConfig } = JSON.parse(readFileSync("package.json", "utf8"));
const files = Object.values(publishConfig.exports).flatMap((conditions) =>
  typeof conditions === "string" ? [conditions] : Object.values(conditions),
);
const missing = files.filter((file) => !file.includes("*") && !existsSync(join(process.cwd(), file)));
if (missing.length > 0)
  giveUp(`${name} is not built: ${missing[0]} is missing. Run \`npm run build\` in the root of the repository first.`);
