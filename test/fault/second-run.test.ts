import { DatabaseSync } from "node:sqlite";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, onTestFinished, test } from "vitest";
import { isLong, times } from "#support/fault/effort.ts";
import { compare, readLog } from "#support/fault/oracle.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { eventOf, textEvent } from "#contract/store/store-samples.ts";

test("a second run of a story says again what was stored before its process was killed: the log has it once", async () => {
  const server = new ServerProcess();
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.start();
  const visitor = await RestClient.start(`${server.url}/web`);
  await visitor.send("a", "halves");
  await expect.poll(async () => textsOf(await readLog(visitor))).toEqual(["first half"]);
  await server.kill();
  server.openGate();
  await server.start();
  await expect
    .poll(async () => textsOf(await readLog(visitor).catch(() => [])), { timeout: 30_000 })
    .toEqual(["first half", "second half"]);
});

test("a stop is kept over a kill at its acknowledgement: the answer does not begin again", async () => {
  const server = new ServerProcess();
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.start();
  const visitor = await RestClient.start(`${server.url}/web`);
  const rounds = times(1, 20);
  for (let round = 1; round <= rounds; round += 1) {
    expect((await visitor.send(`hold${round}`, "hold")).status).toBe(202);
    // In every second round the attempt has certainly begun, for the database, too.
    await expect.poll(() => countBegun(server.databaseFile), { interval: 5 }).toBeGreaterThanOrEqual(round % 2);
    expect((await visitor.post("stop", {})).status).toBe(204);
    await server.kill();
    // The answer had not ended by itself: the next life has it to end.
    expect(unanswered(server.databaseFile)).toHaveLength(1);
    await server.start();
    await expect.poll(() => turnEnds(visitor), { timeout: 30_000 }).toBe(round);
  }
  // Whatever ran again would say this now.
  server.openGate();
  await visitor.send("last", "hello");
  await expect.poll(() => turnEnds(visitor)).toBe(rounds + 1);
  expectNothingWrong(compare("what was answered", textsOf(await readLog(visitor)), ["one: hello", "two: hello"]));
});

async function turnEnds(visitor: RestClient): Promise<number> {
  return (await readLog(visitor)).filter(({ type }) => type === "turn.end").length;
}

function unanswered(file: string): Record<string, unknown>[] {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare("SELECT begun FROM work").all();
}

function countBegun(file: string): number {
  return unanswered(file).filter(({ begun }) => begun === 1).length;
}

/** PostgreSQL needs minutes for a hundred thousand commits: in the long form alone. Short, its contract is enough. */
const stores = [
  { name: "SQLite", open: (): Promise<Store> => openSqliteStore({ folder: temporaryFolder() }), isThere: true },
  {
    name: "PostgreSQL",
    open: (): Promise<Store> => openPostgresStore({ url: testSchema() }),
    isThere: isLong && sharedPostgres !== undefined,
  },
];

const here = stores.filter(({ isThere }) => isThere);
test.each(here)("D18 many write at once, and a reader never sees a hole, on $name", async ({ open }) => {
  await using store = await open();
  const [writers, each] = [64, times(30, 1_600)];
  let writing = true;
  const reader = (async () => {
    let after = 0;
    for (; writing || after < writers * each;) {
      for (const { seq } of await store.log.read("ada", after, 500)) {
        expect(seq).toBe(after + 1);
        after = seq;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return after;
  })();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < each; n += 1) await store.events.append(textEvent(`${writer}-${n}`, "hello"), n);
    }),
  );
  writing = false;
  expect(await reader).toBe(writers * each);
});

test("more than the disk can take is turned away with a time to come again, and what was taken is stored", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12_000 }, (_, n) => store.events.append(eventOf(`person-${n % 50}`, `e${n}`), 1_000)),
  );
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(2_000);
  expect(refused[0]).toMatchObject({ reason: { code: "unavailable", retryAfterMs: expect.any(Number) as number } });
  const { unanswered } = await store.stats();
  expect(unanswered).toBe(10_000);
});
