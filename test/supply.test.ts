import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { packagesIn } from "./support/packed/fingerprints.ts";
import { pack } from "./support/packed/install-outside.ts";
import { program, root } from "./support/paths.ts";

/** What comes along with the packages: manifests, licences, notices, the list of parts. Needs a build. */
type Manifest = {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  keywords?: string[];
  repository?: { directory?: string };
  bugs?: unknown;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
};
type Component = { purl: string; licenses?: unknown[]; "bom-ref": string };
type Bom = { components: Component[]; dependencies: { ref: string; dependsOn?: string[] }[] };

const folders = ["server/protocol", "widget", "server"];
const temporary = disposableFolder();
/** The unpacked packages, in the order of `folders`. */
let packed: { folder: string; manifest: Manifest }[] = [];
let bom: Bom;
let bomText = "";

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), "utf8"));
const home = readJson(root, "package.json") as Manifest;
const filesBelow = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" });
function textOf(folder: string, pattern: RegExp): string {
  const files = filesBelow(folder).filter((file) => pattern.test(file));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

async function unpack(source: string): Promise<{ folder: string; manifest: Manifest }> {
  const folder = join(temporary.path, source.replace("/", "-"));
  const [tarball = ""] = await pack(folder, [source]);
  await runCommand("tar", ["-xzf", tarball], { cwd: folder });
  return { folder: join(folder, "package"), manifest: readJson(folder, "package", "package.json") as Manifest };
}

beforeAll(async () => {
  for (const folder of folders) packed.push(await unpack(folder));
  const file = join(temporary.path, "server.cdx.json");
  const script = ["--conditions=causerie-source", "test/build-sbom.ts", file];
  await runCommand(program("node"), script, { cwd: root });
  bomText = readFileSync(file, "utf8");
  bom = JSON.parse(bomText) as Bom;
}, 180_000);

afterAll(() => temporary.remove());

test("each package names its licence and its home, and says what it is about", () => {
  const { homepage, repository, bugs } = home;
  for (const [at, { folder, manifest }] of packed.entries()) {
    expect(readFileSync(join(folder, "LICENSE"), "utf8")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
    expect(manifest).toMatchObject({ license: "Apache-2.0", homepage });
    expect(manifest.keywords?.length).toBeGreaterThan(4);
    // The repository has no public address yet. Once the root names it, so must they.
    expect([manifest.repository, manifest.bugs]).toEqual([
      repository === undefined ? undefined : { ...repository, directory: folders[at] },
      bugs,
    ]);
  }
});

test("nothing can be published before the root names repository and tracker", async () => {
  const missing = (["repository", "bugs"] as const).find((field) => home[field] === undefined);
  for (const folder of folders) {
    const cwd = join(root, folder);
    const { scripts } = readJson(cwd, "package.json") as { scripts: Record<string, string> };
    const said = await runCommand("sh", ["-c", scripts["prepublishOnly"] ?? "exit 9"], { cwd }).catch(String);
    expect(said).toContain(
      missing === undefined
        ? ""
        : `ended with 1:\nNothing is published yet: the root's package.json has no "${missing}"`,
    );
  }
});

test("published packages depend on ranges, so that an installation can share and mend what they need", () => {
  let count = 0;
  for (const { manifest } of packed)
    for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      expect(`${name}@${range}`).toMatch(/@(?:\^|>=)\d+(?:\.\d+)*$/);
      count += 1;
    }
  expect(count).toBeGreaterThan(15);
});

test("whose code the widget's files contain, and only theirs, has its notice in the package", () => {
  const widget = packed.find(({ manifest }) => manifest.name === "@causerie/widget")?.folder ?? "";
  const ours = textOf(join(root, "widget/src"), /\.tsx?$/) + textOf(join(root, "server/protocol/src"), /\.ts$/);
  const { devDependencies } = readJson(root, "widget", "package.json") as { devDependencies: object };
  const tools = /^(?:@types\/.*|terser|vite)$/;
  const roots = Object.keys(devDependencies).filter((name) => !tools.test(name));
  const found = packagesIn(textOf(join(widget, "dist"), /\.js$/), ours, roots, join(root, "widget", "package.json"));
  expect(found).toEqual(expect.arrayContaining(["preact", "socket.io-client"]));

  const notices = readFileSync(join(widget, "dist/causerie/notices.txt"), "utf8").split("-".repeat(80)).slice(1);
  const named = notices.map((notice) => /^\s*(\S+) \d\S* \(.+\)\n/.exec(notice)?.[1] ?? notice);
  // The bundler's own few lines leave nothing to find.
  expect(named.filter((name) => name !== "rolldown").toSorted()).toEqual(found.toSorted());
  for (const notice of notices) expect(notice).toMatch(/copyright [\s\S]*(?:permission is hereby granted|provided)/i);
});

test("the console of the desk lies in the server's package with a notice of each whose code it contains", () => {
  const server = packed.find(({ manifest }) => manifest.name === "@causerie/server")?.folder ?? "";
  const text = readFileSync(join(server, "dist/desk/notices.txt"), "utf8");
  const notices = text.split("-".repeat(80)).slice(1);
  const named = notices.map((notice) => /^\s*(\S+) \d\S* \(.+\)\n/.exec(notice)?.[1] ?? notice);
  const { dependencies } = readJson(root, "server/desk/package.json") as { dependencies: object };
  const needed = Object.keys(dependencies).filter((name) => !name.startsWith("@causerie/"));
  expect(named).toEqual(expect.arrayContaining(needed));
  for (const notice of notices) expect(notice).toMatch(/copyright [\s\S]*(?:permission is hereby granted|provided)/i);
});

test("server and protocol contain our own code only, so they owe no other notice", () => {
  for (const { folder, manifest } of packed.filter(({ manifest }) => manifest.name !== "@causerie/widget")) {
    const source = join(root, manifest.name === "@causerie/server" ? "server" : "server/protocol", "src");
    const own = new Set(filesBelow(source).map((file) => file.replace(/\.ts$/, ".js")));
    const built = filesBelow(join(folder, "dist"))
      .filter((file) => file.endsWith(".js"))
      // The console of the desk has its own notices.
      .filter((file) => !file.startsWith(join("desk", "assets")));
    expect(built.length).toBeGreaterThan(3);
    expect(built.filter((file) => !own.has(file))).toEqual([]);
  }
});

test("the SBOM is CycloneDX 1.6 by its schema", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  expect(await validator.validate(bomText)).toBeNull();
  const wrong = bomText.replace('"bomFormat": "CycloneDX"', '"bomFormat": "Cyclone"');
  expect(await validator.validate(wrong)).not.toBeNull();
});

test("the SBOM names all that an installation of the server brings, bundled code too, each with its licence", () => {
  const purls = new Set(bom.components.map(({ purl }) => purl.replace("%40", "@").replace(/@[^@]*$/, "")));
  const namesIn = (file: string): string[] => (readJson(root, file) as { name: string }[]).map(({ name }) => name);
  const bundled = namesIn("widget/dist/bundled.json");
  const inConsole = namesIn("server/dist/desk/bundled.json");
  const needed = packed.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {}));
  for (const name of [...needed, ...bundled, ...inConsole]) expect([...purls]).toContain(`pkg:npm/${name}`);
  expect(bom.components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);

  const refs = bom.components.map((component) => component["bom-ref"]);
  expect(new Set(refs).size).toBe(refs.length);
  const ofWidget = bom.dependencies.find(({ ref }) => ref.includes("%40causerie/widget@"))?.dependsOn ?? [];
  for (const name of bundled) expect(ofWidget.join(" ")).toContain(`pkg:npm/${name.replace("@", "%40")}@`);
  const ofServer = bom.dependencies.find(({ ref }) => ref.includes("%40causerie/server@"))?.dependsOn ?? [];
  for (const name of inConsole) expect(ofServer.join(" ")).toContain(`pkg:npm/${name.replace("@", "%40")}@`);
  const known = new Set([...refs, ...bom.dependencies.map(({ ref }) => ref)]);
  expect(bom.dependencies.flatMap(({ dependsOn = [] }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
});

test("nothing of an installation runs a script when it is installed", () => {
  const store = join(root, "node_modules", ".pnpm");
  const installed = readdirSync(store);
  const manifests = bom.components.flatMap(({ purl }) => {
    const [, name = "", version = ""] = /^pkg:npm\/(.+)@(.+)$/.exec(decodeURIComponent(purl)) ?? [];
    const at = installed.find((each) => each.startsWith(`${name.replace("/", "+")}@${version}`));
    return at === undefined ? [] : [readJson(store, at, "node_modules", name, "package.json") as Manifest];
  });
  expect(manifests.length).toBeGreaterThan(bom.components.length - 5);
  const running = [...manifests, ...packed.map(({ manifest }) => manifest)].filter(({ scripts }) =>
    ["preinstall", "install", "postinstall"].some((name) => scripts?.[name] !== undefined),
  );
  expect(running.map(({ name }) => name)).toEqual([]);
});
