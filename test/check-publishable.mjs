// Stands before `npm publish` of each package: what people need to find the sources and to report must be in its manifest.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { giveUp, root } from "../setup.mjs";

const read = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const home = read(root);
const manifest = read(process.cwd());

for (const field of ["homepage", "repository", "bugs"]) {
  if (home[field] === undefined)
    giveUp(
      `Nothing is published yet: the root's package.json has no "${field}". Add it there and in ${manifest.name}.`,
    );
  const own = field === "repository" ? { ...manifest.repository, directory: undefined } : manifest[field];
  if (JSON.stringify(own) !== JSON.stringify(home[field]))
    giveUp(`"${field}" of ${manifest.name} differs from the root's: ${JSON.stringify(home[field])}`);
}
