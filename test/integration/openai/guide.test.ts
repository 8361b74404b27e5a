import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { limits } from "@causerie/server/connectors/openai/limits.ts";
import { expect, test } from "vitest";
import { aligned } from "#support/docs/settings-tables.ts";
import { kindsTable } from "#support/openai/kinds-table.ts";
import { root } from "#support/paths.ts";

const file = join(root, "docs", "openai.md");

test("docs/openai.md says what becomes of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it), and the limits", () => {
  const page = readFileSync(file, "utf8");
  const table = aligned([["message", "what a client gets", "what is lost"], ...kindsTable()]);
  const marked = /(<!-- kinds -->\n)[\s\S]*?(<!-- \/kinds -->)/;
  expect(page).toMatch(marked);
  const wanted = page.replace(marked, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  if (process.env["CAUSERIE_UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
  for (const words of [
    `${limits.text.toLocaleString("en")} characters`,
    `${limits.body / 1024 / 1024} MiB`,
    `${limits.files.most} files of ${limits.files.bytes / 1024 / 1024} MiB`,
    `${limits.name} characters`,
  ])
    expect(page).toContain(words);
});
