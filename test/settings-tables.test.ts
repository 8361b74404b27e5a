import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsTables } from "./support/docs/settings-tables.ts";
import { root } from "./support/paths.ts";

const file = join(root, "docs", "configuration.md");

test("the tables of docs/configuration.md say what the schemas have (CAUSERIE_UPDATE_DOCS=1 writes them)", () => {
  const page = readFileSync(file, "utf8");
  const tables = Object.entries(settingsTables());
  const wanted = tables.reduce((text, [name, table]) => {
    const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    expect(text, `docs/configuration.md has no place for ${name}`).toMatch(marked);
    return text.replace(marked, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  }, page);
  if (process.env["CAUSERIE_UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
});
