// `node test/compare-packages.mjs <file> <file>`: two builds of one source differ in nothing but three ids that Microsoft's tools
// draw by lot, and in the times of the zip. So whoever builds a release again can see that the package holds what its source says.
import { strFromU8 } from "fflate";
import { readPackage } from "./read-package.mjs";

/** The id of the feature that copies the assets, and those of the parts' configurations. */
const drawn = [
  [/^ClientSideAssets\.xml$/, /(?<= Id=")[0-9a-f-]{36}(?=")/],
  [/\.config\.xml$/, /(?<=<Id>)[0-9a-f-]{36}(?=<\/Id>)/],
];

/** The files that differ, or are in one package only. */
export function differences(first, second) {
  const names = new Set([...first.keys(), ...second.keys()]);
  return [...names].filter((name) => masked(name, first.get(name)) !== masked(name, second.get(name)));
}

function masked(name, bytes) {
  if (bytes === undefined) return undefined;
  const pattern = drawn.find(([file]) => file.test(name))?.[1];
  const text = strFromU8(bytes, true);
  return pattern === undefined ? text : text.replace(pattern, "");
}

if (process.argv[1] === import.meta.filename) {
  const [first, second] = process.argv.slice(2);
  if (first === undefined || second === undefined) {
    console.error("Name two packages: node test/compare-packages.mjs one.sppkg other.sppkg");
    process.exit(2);
  }
  const found = differences(readPackage(first), readPackage(second));
  for (const name of found) console.error(`${name} differs`);
  if (found.length > 0) process.exit(1);
  console.log("The two packages hold the same.");
}
