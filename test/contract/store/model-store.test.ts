import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Act, StoreModel } from "./store-model.ts";
import { times } from "#support/fault/effort.ts";
import { modelRuns, reportRuns } from "#support/fault/model-runs.ts";
import { openAtGivenTime } from "#contract/postgres/given-time.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const person = fc.constantFrom("ada", "bob");
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("append"),
      person,
      id: fc.constantFrom("a", "b", "c", "d", "e"),
      text: fc.constantFrom("one", "one", "one", "another"),
      age: fc.integer({ min: -3, max: 9 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("begin"), person, takeInterrupted: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("say"), person }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("commit"), person }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("postpone"), person, pause: fc.nat({ max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("crash") }) },
);
const acts = (count: number): fc.Arbitrary<Act[]> => fc.array(act, { minLength: 10, maxLength: count });

test("the memory store does what the model does", { timeout: times(60_000, 900_000) }, async () => {
  let run = 0;
  const agreement = fc.assert(
    fc.asyncProperty(acts(60), async (history) => {
      run += 1;
      await using model = new StoreModel(createMemoryStore(), async (store) => store);
      for (const step of history.filter(({ type }) => type !== "crash")) {
        await model.act(step);
        await model.compare();
      }
    }),
    modelRuns(200, 10),
  );
  await expect(agreement).resolves.toBeUndefined();
  reportRuns("the memory store", run);
});

// Each crash opens the database anew, with a thread of its own: nearly all of the time, and on a busy machine ten times as much.
test("the SQLite store does what the model does, also over crashes", { timeout: times(240_000, 900_000) }, async () => {
  const parent = temporaryFolder();
  let run = 0;
  const agreement = fc.assert(
    fc.asyncProperty(acts(60), async (history) => {
      run += 1;
      const folder = `${parent}/${run}`;
      await using crashed = new AsyncDisposableStack();
      await using model = new StoreModel(await openSqliteStore({ folder }), async (store) => {
        crashed.use(store);
        return await openSqliteStore({ folder, takeOver: true });
      });
      for (const step of history) {
        await model.act(step);
        await model.compare();
      }
    }),
    modelRuns(30, 10),
  );
  await expect(agreement).resolves.toBeUndefined();
  reportRuns("the SQLite store", run);
});

test.skipIf(sharedPostgres === undefined)(
  "the PostgreSQL store does what the model does, also when processes die and their leases end",
  { timeout: times(120_000, 900_000) },
  async () => {
    let run = 0;
    const agreement = fc.assert(
      fc.asyncProperty(acts(60), async (history) => {
        run += 1;
        const url = testSchema();
        await using dead = new AsyncDisposableStack();
        await using model = new StoreModel(await openAtGivenTime(url), async (store) => {
          dead.use(store);
          await sql(url, "UPDATE conversation SET lease_until = 0 WHERE lease_until IS NOT NULL");
          return await openAtGivenTime(url);
        });
        for (const step of history) {
          await model.act(step);
          await model.compare();
        }
      }),
      modelRuns(20, 10),
    );
    await expect(agreement).resolves.toBeUndefined();
    reportRuns("the PostgreSQL store", run);
  },
);
