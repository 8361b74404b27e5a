import { test } from "vitest";
import { expectTables } from "#support/docs/marked-tables.ts";
import { kindsTable } from "#support/mattermost/kinds-table.ts";

test("docs/mattermost.md says what becomes of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  expectTables("mattermost.md", {
    kinds: [["message", "what Mattermost is sent", "what is lost"], ...kindsTable()],
  });
});
