import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languageTable } from "./support/docs/language-table.ts";
import { root } from "./support/paths.ts";

test("the table of languages in docs/languages.md says what the code has", () => {
  const page = readFileSync(join(root, "docs", "languages.md"), "utf8");
  const table = languageTable().join("\n");
  expect(page.includes(table), `put this table into docs/languages.md:\n\n${table}\n`).toBe(true);
});
