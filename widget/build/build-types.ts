import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compile } from "../../setup.mjs";

/** Inside the package a module is `#module/file.ts`; a consumer's compiler gets plain relative paths. */
export function buildTypes(root: string, dist: string): void {
  compile(root, "tsconfig.build.json");
  // Compilers need types even for an import of a style sheet.
  writeFileSync(join(dist, "causerie", "style.d.ts"), "export {};\n");
  const types = join(dist, "types");
  copyFileSync(join(root, "src/element/frameworks.d.ts"), join(types, "element/frameworks.d.ts"));
  for (const file of readdirSync(types, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".d.ts")) continue;
    const path = join(types, file);
    const text = readFileSync(path, "utf8").replaceAll(
      /"(#|\.\/)([^"]+?)(?:\.d)?\.tsx?"/g,
      (_, kind: string, name: string) => {
        const target = kind === "#" ? relative(dirname(path), join(types, name)) : name;
        return `"${target.startsWith(".") ? "" : "./"}${target}.js"`;
      },
    );
    writeFileSync(path, text);
  }
}
