// `node test/measure.mjs <file>`: how much a package holds, and how much of it a page loads. By gzip, because Microsoft's network
// does not promise brotli.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { componentManifests, readPackage, scripts, textOf } from "./read-package.mjs";

const file = process.argv[2];
if (file === undefined) {
  console.error("Name the package: node test/measure.mjs sharepoint/solution/causerie.sppkg");
  process.exit(2);
}
const files = readPackage(file);

for (const { alias, loaderConfig } of componentManifests(files)) {
  const { scriptResources, entryModuleId } = loaderConfig;
  const bundle = `ClientSideAssets/${scriptResources[entryModuleId].path}`;
  const texts = `ClientSideAssets/${scriptResources["ChatWebPartStrings"].defaultPath}`;
  print(`${alias}, without an address`, [bundle, texts]);
}
// Each by the words that its script alone holds: the names of the scripts are lost when Microsoft's tools pack them.
const parts = JSON.parse(readFileSync(new URL("parts.json", import.meta.url), "utf8"));
for (const { part, words } of parts) print(part, [holding(words)]);

function holding(words) {
  const found = scripts(files).filter((name) => words.every((word) => textOf(files, name).includes(word)));
  if (found.length !== 1) throw new Error(`${found.length} scripts hold ${words.join(" and ")}: ${found.join(", ")}`);
  return found[0];
}

function print(what, names) {
  const bytes = names.reduce((sum, name) => sum + gzipSync(files.get(name), { level: 9 }).length, 0);
  console.log(`  ${what.padEnd(45)} ${(bytes / 1000).toFixed(1)} kB`);
}
