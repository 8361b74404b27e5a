import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scopes } from "@causerie/server/connectors/slack/manifest.ts";
import { expect, test } from "vitest";
import { aligned } from "#support/docs/settings-tables.ts";
import { root } from "#support/paths.ts";
import { kindsTable } from "#support/slack/kinds-table.ts";

const file = join(root, "docs", "slack.md");

test("docs/slack.md says what becomes of each kind of message, and what each scope is for (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  const page = readFileSync(file, "utf8");
  const tables = {
    kinds: aligned([["message", "what Slack is sent", "what is lost"], ...kindsTable()]),
    scopes: aligned([
      ["scope", "by it the bot"],
      ...Object.entries(scopes).map(([scope, what]) => [`\`${scope}\``, what]),
    ]),
  };
  const wanted = Object.entries(tables).reduce((text, [name, table]) => {
    const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    expect(text).toMatch(marked);
    return text.replace(marked, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  }, page);
  if (process.env["CAUSERIE_UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
});
