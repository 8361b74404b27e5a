import { openOperator } from "@causerie/server/store/sqlite/operator/open-operator.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { operatorContract } from "#contract/store/operator-contract.ts";
import { readTexts, textEvent } from "#contract/store/store-samples.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

operatorContract("SQLite store", () => openSqliteStore({ folder: temporaryFolder() }));

/** The store of a server that runs, and the operator in a process of their own. */
operatorContract("SQLite store, from beside the server", async () => {
  const folder = temporaryFolder();
  const store = await openSqliteStore({ folder });
  const opened = openOperator(folder);
  return {
    ...store,
    operator: opened.operator,
    [Symbol.asyncDispose]: async () => {
      opened[Symbol.dispose]();
      await store[Symbol.asyncDispose]();
    },
  } satisfies Store;
});

test("an operator's change is none that the store doubts itself for, whether a server runs or not", async () => {
  const folder = temporaryFolder();
  const { logger, lines } = collectLogLines("warn");
  {
    await using store = await openSqliteStore({ folder, logger });
    await store.events.append(textEvent("1", "one"), 1_000);
    using beside = openOperator(folder);
    expect(beside.isServerRunning).toBe(true);
    await beside.operator.block("web", "user-bob", true, 1_000);
    await store.events.append(textEvent("2", "two"), 1_000);
  }
  {
    using alone = openOperator(folder);
    expect(alone.isServerRunning).toBe(false);
    expect(await alone.operator.blocked()).toHaveLength(1);
    await alone.operator.block("web", "user-bob", false, 1_000);
  }
  await using store = await openSqliteStore({ folder, logger });
  expect(await readTexts(store, "ada")).toEqual(["> one", "> two"]);
  expect(lines).toEqual([]);
});

test("a folder without a database is named", () => {
  expect(() => openOperator(temporaryFolder())).toThrow("There is no database in");
});
