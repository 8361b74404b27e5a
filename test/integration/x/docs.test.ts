import { test } from "vitest";
import { expectTables } from "#support/docs/marked-tables.ts";
import { kindsTable } from "#support/x/kinds-table.ts";

test("docs/x.md says what becomes of each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  expectTables("x.md", { kinds: [["message", "what X is sent", "what is lost"], ...kindsTable()] });
});
