import { test } from "vitest";
import { expectTables } from "#support/docs/marked-tables.ts";
import { kindsTable } from "#support/rocketchat/kinds-table.ts";

test("docs/rocketchat.md says what becomes of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  expectTables("rocketchat.md", {
    kinds: [["message", "what Rocket.Chat is sent", "what is lost"], ...kindsTable()],
  });
});
