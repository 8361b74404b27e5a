import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type CauserieConfig, startServer, web } from "@causerie/server";
import { renewPostgresEpoch } from "@causerie/server/store/postgres/maintenance.ts";
import { withPostgresOperator } from "@causerie/server/store/postgres/operator/open-operator.ts";
import { describe, expect, test } from "vitest";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const config = (database: string, rest: Partial<CauserieConfig> = {}): CauserieConfig =>
  testConfig({
    bot: createTestBot(),
    connectors: [web({ origins: [], rates: unlimitedRates })],
    database,
    secret: "a secret that all servers of a database share",
    ...rest,
  });
const quiet = { variables: {} };

/** Runs one of PostgreSQL's own programs on the database, without the settings of ours in its address. */
function runProgram(name: string, url: string, args: readonly string[], input?: Buffer): Buffer {
  const database = url.replace(/\?.*$/, "");
  const program = join(postgresPrograms() ?? "", name);
  const { status, stdout, stderr } = spawnSync(program, [`--dbname=${database}`, ...args], { input, maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${name} failed: ${stderr.toString()}`);
  return stdout;
}

describe.skipIf(sharedPostgres === undefined)("servers on PostgreSQL and their operator", () => {
  test("a dump that is restored goes on, and a page that had seen more loads its conversation anew", async () => {
    const url = testSchema();
    const schema = new URL(url).searchParams.get("schema") ?? "";
    const first = await startServer(config(url), quiet);
    const ada = await RestClient.start(`${first.url}/web`);
    await ada.send("1", "first");
    await first.idle();
    // While it runs, as the guide says.
    const dump = runProgram("pg_dump", url, ["--format=custom", `--schema=${schema}`]);
    await ada.send("2", "lost with the disk");
    await first.idle();
    const { body: before } = await ada.snapshot();
    expect(textsOf(before.events)).toHaveLength(4);
    await first[Symbol.asyncDispose]();

    await sql(url, `DROP SCHEMA ${schema} CASCADE`);
    runProgram("pg_restore", url, ["--exit-on-error"], dump);
    const epoch = await renewPostgresEpoch(url);
    await using second = await startServer({ ...config(url), port: first.port }, quiet);
    // Numbers come again that the page has seen on other events.
    using stream = await ada.stream(`?since=${before.cursor}`);
    expect((await ada.send("3", "second")).status).toBe(202);
    await second.idle();
    let told = await stream.next();
    while (told !== undefined && told.event !== "resync") told = await stream.next();
    expect(told?.event).toBe("resync");
    const { body: after } = await ada.snapshot();
    expect(after.cursor).toContain(epoch);
    expect(textsOf(after.events)).toEqual(["one: first", "two: first", "one: second", "two: second"]);
    // The message that was lost is sent again by the page's outbox, and is news.
    expect((await ada.send("2", "lost with the disk")).body).toMatchObject({ duplicate: false });
  });

  test("what a command deletes is gone from a page that is open at any server, and whom it blocks all servers refuse", async () => {
    const url = testSchema();
    await using one = await startServer(config(url), quiet);
    await using other = await startServer(config(url), quiet);
    const ada = await RestClient.start(`${one.url}/web`);
    await ada.send("1", "hello");
    await one.idle();
    const { body: before } = await ada.snapshot();
    using stream = await ada.stream(`?since=${before.cursor}`);
    const { visitorId, conversationId } = ada.session;
    const person = { connectorId: "web", userId: visitorId };
    await withPostgresOperator(url, async ({ operator, isServerRunning }) => {
      expect(isServerRunning).toBe(true);
      expect(await operator.deleteConversation(conversationId, 0)).toMatchObject({ events: before.events.length });
      await operator.block("web", visitorId, true, 0);
    });
    let told = await stream.next();
    while (told !== undefined && told.event !== "resync") told = await stream.next();
    expect(told?.event).toBe("resync");
    expect((await ada.snapshot()).body.events).toEqual([]);
    expect(await ada.send("2", "hello")).toMatchObject({ status: 403, body: { code: "blocked", retryable: false } });
    await other.people.unblock(person);
    expect((await ada.send("2", "hello")).status).toBe(202);
    await one.idle();
    await other.idle();
    // The program of the other server exports and deletes what this one has stored.
    expect((await other.people.export(person)).conversations).toHaveLength(1);
    expect(await other.people.delete(person)).toMatchObject({ conversations: 1, files: 0 });
    await expect.poll(async () => (await ada.snapshot()).body.events).toEqual([]);
  });

  test("what is older than the configuration allows goes at the start of any server", async () => {
    const url = testSchema();
    const first = await startServer(config(url), quiet);
    const old = await RestClient.start(`${first.url}/web`);
    const young = await RestClient.start(`${first.url}/web`);
    for (const visitor of [old, young]) await visitor.send("1", "hello");
    await first.idle();
    await first[Symbol.asyncDispose]();
    await sql(url, "UPDATE conversation SET updated_at = updated_at - 40 * 86400000::bigint WHERE id = $1", [
      old.session.conversationId,
    ]);
    const retention = { conversations: 1, connectors: { web: { conversations: 30 } } };
    await using second = await startServer(config(url, { retention }), quiet);
    const count = async ({ session }: RestClient): Promise<number> =>
      (await second.people.export({ connectorId: "web", userId: session.visitorId })).conversations.length;
    await expect.poll(() => count(old)).toBe(0);
    expect(await count(young)).toBe(1);
  });
});
