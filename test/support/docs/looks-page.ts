import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#support/paths.ts";

/** The names in the first column of the tables of docs/looks.md. */
export function documentedLooks(): { properties: string[]; parts: string[] } {
  const page = readFileSync(join(root, "docs", "looks.md"), "utf8");
  const cells = [...page.matchAll(/^\| (`[^|]+`) +\|/gm)].map(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
  const names = cells.flat();
  return {
    properties: names.filter((name) => name.startsWith("--causerie-")),
    parts: names.filter((name) => !name.startsWith("--")),
  };
}
