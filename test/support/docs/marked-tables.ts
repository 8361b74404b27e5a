import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "#support/paths.ts";
import { aligned } from "./settings-tables.ts";

/** Compares the tables of a page, by the name between their markers, with what the code says; CAUSERIE_UPDATE_DOCS=1 writes them. */
export function expectTables(page: string, rowsOf: Readonly<Record<string, string[][]>>): void {
  const file = join(root, "docs", page);
  const wanted = Object.entries(rowsOf).reduce(
    (text, [name, rows]) => {
      const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
      expect(text).toMatch(marked);
      return text.replace(marked, (_all, begin: string, end: string) => `${begin}\n${aligned(rows)}\n\n${end}`);
    },
    readFileSync(file, "utf8"),
  );
  if (process.env["CAUSERIE_UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
}
