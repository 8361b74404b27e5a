/** Rows of the table that stand beside other tests: the same files as in README.md. */
export const elsewhere = [
  "test/contract/postgres/postgres-problems.test.ts", // D8, failover
  "test/contract/postgres/postgres-faults.test.ts", // D6
  "test/contract/sqlite/sqlite-crash.test.ts", // D3
  "test/contract/sqlite/sqlite-folder.test.ts", // M7
  "test/integration/server/steady-clock.test.ts", // D10
  "test/integration/server/rim.test.ts", // H2
  "test/integration/web/delivery.test.ts", // D12, D13
  "test/integration/web/cursor.test.ts", // D14
  "test/integration/web/reader.test.ts", // D17, H1
  "test/integration/web/bounds.test.ts", // H3
  "test/integration/widget/model.test.ts", // D15
  "test/integration/processes/", // D7, D11, D12
  "test/integration/messenger/delivery.test.ts", // M5, M6
  "test/integration/messenger/replay.test.ts", // M6
  "test/contract/store/", // D16, M5
  "test/contract/sqlite/sqlite-store.test.ts",
  "test/contract/postgres/postgres-store.test.ts",
];
