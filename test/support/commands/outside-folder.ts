import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { testPackages } from "#support/paths.ts";

/** A folder outside the workspace that sees its packages, with these files in it. Gone after the test. */
export function outsideFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  symlinkSync(testPackages, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
