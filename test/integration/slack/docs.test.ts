import { scopes } from "@causerie/server/connectors/slack/manifest.ts";
import { test } from "vitest";
import { expectTables } from "#support/docs/marked-tables.ts";
import { kindsTable } from "#support/slack/kinds-table.ts";

test("docs/slack.md says what becomes of each kind of message, and what each scope is for (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  expectTables("slack.md", {
    kinds: [["message", "what Slack is sent", "what is lost"], ...kindsTable()],
    scopes: [["scope", "by it the bot"], ...Object.entries(scopes).map(([scope, what]) => [`\`${scope}\``, what])],
  });
});
