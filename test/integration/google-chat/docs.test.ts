import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aligned } from "#support/docs/settings-tables.ts";
import { kindsTable } from "#support/google-chat/kinds-table.ts";
import { root } from "#support/paths.ts";

const file = join(root, "docs", "google-chat.md");

test("docs/google-chat.md says what becomes of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  const page = readFileSync(file, "utf8");
  const table = aligned([["message", "what Google Chat is sent", "what is lost"], ...kindsTable()]);
  const marked = /(<!-- kinds -->\n)[\s\S]*?(<!-- \/kinds -->)/;
  expect(page).toMatch(marked);
  const wanted = page.replace(marked, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  if (process.env["CAUSERIE_UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
});
