// `node test/check-sppkg.mjs <file>`: says what is wrong with a package for SharePoint.
import { checkPackage } from "./check-package.mjs";
import { readPackage } from "./read-package.mjs";

const file = process.argv[2];
if (file === undefined) {
  console.error("Name the package: node test/check-sppkg.mjs sharepoint/solution/causerie.sppkg");
  process.exit(2);
}
const faults = checkPackage(readPackage(file));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`${file} is a whole package.`);
