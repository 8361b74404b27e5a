import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { giveUp, pnpm, root } from "../setup.mjs";

/**
 * `npm run sbom [file]`: what an installation of `@causerie/server` consists of, in CycloneDX 1.6. pnpm lists what is
 * installed beside it; what the build has put into the widget's files comes from the build itself. Needs a build.
 */
type Component = { "bom-ref": string; purl: string };
type Dependency = { ref: string; dependsOn: string[] };
type Bom = { components: Component[]; dependencies: Dependency[] };

function listed(packageName: string, ...options: string[]): Bom {
  const format = ["--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6"];
  const { status, stdout, stderr } = pnpm(["--silent", "--filter", packageName, "sbom", ...format, ...options]);
  if (status !== 0) giveUp(`pnpm could not list ${packageName}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Bom;
}

/** What a build has put into files of its own, from its list of them. */
function bundledIn(dist: string): { name: string; version: string }[] {
  const file = join(root, dist, "bundled.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { name: string; version: string }[];
  } catch {
    return giveUp(`${file} is missing: run \`npm run build\` first.`);
  }
}

const bom = listed("@causerie/server", "--prod");
const builds = [
  { of: "@causerie/widget", builtBy: "@causerie/widget", dist: "widget/dist" },
  // The pages of the desk lie in the server's package.
  { of: "@causerie/server", builtBy: "@causerie/desk", dist: "server/dist/desk" },
];
for (const { of, builtBy, dist } of builds) {
  const ofBuild = listed(builtBy);
  const owner = bom.dependencies.find(({ ref }) => ref.startsWith(`pkg:npm/${of.replace("@", "%40")}@`));
  for (const { name, version } of bundledIn(dist)) {
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    const component = [bom, ofBuild].flatMap(({ components }) => components).find((each) => each.purl === purl);
    if (component === undefined || owner === undefined) giveUp(`${purl} is bundled, but pnpm does not know it`);
    if (!bom.components.some((each) => each["bom-ref"] === component["bom-ref"])) bom.components.push(component);
    if (!owner.dependsOn.includes(component["bom-ref"])) owner.dependsOn.push(component["bom-ref"]);
    if (!bom.dependencies.some(({ ref }) => ref === component["bom-ref"]))
      bom.dependencies.push({ ref: component["bom-ref"], dependsOn: [] });
  }
}
const file = process.argv[2] ?? join(root, "causerie.cdx.json");
writeFileSync(file, `${JSON.stringify(bom, undefined, 2)}\n`);
console.log(`${bom.components.length} components: ${file}`);
