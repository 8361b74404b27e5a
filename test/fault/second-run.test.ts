import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { times } from "#support/fault/effort.ts";
import { readLog } from "#support/fault/oracle.ts";
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

test("D18 many write to one conversation at once, and a reader never sees a hole", { timeout: 300_000 }, async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
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
