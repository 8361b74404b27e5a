import { test } from "vitest";
import { kindsTable } from "#support/apple-messages/kinds-table.ts";
import { expectTables } from "#support/docs/marked-tables.ts";

test("docs/apple-messages.md says what becomes of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  expectTables("apple-messages.md", { kinds: [["message", "what Apple is sent", "what is lost"], ...kindsTable()] });
});
