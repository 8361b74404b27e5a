import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aligned } from "#support/docs/settings-tables.ts";
import { root } from "#support/paths.ts";
import { saidTable } from "#support/voice/said-table.ts";

const file = join(root, "docs", "voice-channels.md");

test("docs/voice-channels.md says what is said of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  const page = readFileSync(file, "utf8");
  const marked = /(<!-- said -->\n)[\s\S]*?(<!-- \/said -->)/;
  expect(page).toMatch(marked);
  const table = aligned([["message", "what is said", "what is lost"], ...saidTable()]);
  const wanted = page.replace(marked, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  if (process.env["CAUSERIE_UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
});
