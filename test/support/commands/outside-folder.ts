import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { testPackages } from "#support/paths.ts";

/** A folder outside the workspace that sees its packages, with these files in it. Gone after the test. */
export function outsideFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  fillOutside(folder, files);
  return folder;
}

/** Makes an ES package of a folder outside the workspace, which sees its packages. */
export function fillOutside(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(testPackages, join(folder, "node_modules"));
  for (const [name, content] of Object.entries({ "package.json": JSON.stringify({ type: "module" }), ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
