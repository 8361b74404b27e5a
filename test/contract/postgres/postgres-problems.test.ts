import { randomUUID } from "node:crypto";
import { ConfigError } from "@causerie/server/app/errors.ts";
import { checkPostgres } from "@causerie/server/store/postgres/maintenance.ts";
import { openPostgresStore, type PostgresOptions } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { checkServer, serverProblem } from "@causerie/server/store/postgres/schema/check-server.ts";
import { parseAddress } from "@causerie/server/store/postgres/connection/address.ts";
import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { freePort } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { startPostgres } from "#support/postgres/postgres-server.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { rejectionOf } from "#support/rejection-of.ts";

/** The one sentence that a start ends with. */
async function problemOf(url: string, options: Partial<PostgresOptions> = {}): Promise<string> {
  const error = await rejectionOf(openPostgresStore({ url, startWithinMs: 300, ...options }), ConfigError);
  expect(error.problems).toHaveLength(1);
  expect(error.stack).not.toContain("pa55word");
  expect(error.cause).toBeUndefined();
  return error.problems[0] ?? "";
}

/** A user of the shared PostgreSQL with these properties. @returns a schema's URL for that user. */
async function urlOfUser(properties: string, url = testSchema()): Promise<{ url: string; user: string }> {
  const user = `u_${randomUUID().replaceAll("-", "")}`;
  await sql(url, `CREATE ROLE ${user} PASSWORD 'pa55word' ${properties}`);
  onTestFinished(async () => {
    await sql(url, `DROP OWNED BY ${user} CASCADE; DROP ROLE ${user}`);
  });
  return { url: url.replace("causerie@", `${user}:pa55word@`), user };
}

describe.skipIf(sharedPostgres === undefined)("PostgreSQL store, what can be wrong at the start", () => {
  test("nobody listens", async () => {
    const port = await freePort();
    expect(await problemOf(`postgres://me:pa55word@127.0.0.1:${port}/chat`)).toBe(
      `PostgreSQL cannot be reached at 127.0.0.1:${port}/chat (ECONNREFUSED): start it, or correct host and port in DATABASE_URL.`,
    );
  });

  test("it starts a little later than the server", async () => {
    const url = testSchema();
    const port = await freePort();
    const proxied = url.replace(/:\d+\//, `:${port}/`);
    const opening = openPostgresStore({ url: proxied, startWithinMs: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await using _proxy = await startTcpProxy(Number(new URL(url).port), port);
    await using store = await opening;
    expect(await store.stats()).toMatchObject({ unanswered: 0 });
  });

  test("the user is not let in", async () => {
    const { url } = await urlOfUser("NOLOGIN");
    expect(await problemOf(url)).toMatch(
      /does not let the user of DATABASE_URL in \(28000\): correct user and password/,
    );
  });

  test("there is no such database", async () => {
    expect(await problemOf(testSchema().replace("/postgres", "/nothing"))).toMatch(
      /^There is no database 127.0.0.1:\d+\/nothing: make it with createdb/,
    );
  });

  test("the schema belongs to somebody else, or may not be made", async () => {
    const mayNotMake = await urlOfUser("LOGIN");
    const said =
      /may not use the schema t\w+ at .*: make the user its owner and the owner of its tables \(ALTER SCHEMA t\w+ OWNER TO …/;
    expect(await problemOf(mayNotMake.url)).toMatch(said);
    const schema = new URL(mayNotMake.url).searchParams.get("schema") ?? "";
    await sql(mayNotMake.url.replace(/\/\/[^@]*@/, "//causerie@"), `CREATE SCHEMA ${schema}`);
    expect(await problemOf(mayNotMake.url)).toMatch(said);
  });

  test("no connection is left", async () => {
    const { url } = await urlOfUser("LOGIN CONNECTION LIMIT 0");
    expect(await problemOf(url)).toMatch(
      /has no connection left: raise max_connections, or lower the number per server with \?connections= in DATABASE_URL \(now 5\)\.$/,
    );
  });

  test("it is read-only for the user", async () => {
    const { url, user } = await urlOfUser("LOGIN");
    await sql(url.replace(/\/\/[^@]*@/, "//causerie@"), `ALTER ROLE ${user} SET default_transaction_read_only = on`);
    expect(await problemOf(url)).toMatch(
      /is read-only for the user of DATABASE_URL: set default_transaction_read_only/,
    );
    await expect(checkPostgres(url)).rejects.toThrow("is read-only");
  });

  test("it is too old, or a replica", () => {
    const address = parseAddress("postgres://me:pa55word@db.example/chat");
    const facts = { version: 120_018, is_replica: false, is_read_only: false, fsync: "on", synchronous_commit: "on" };
    expect(serverProblem(facts, address)).toBe(
      "PostgreSQL at db.example:5432/chat is version 12, and 13 or newer is needed: upgrade it.",
    );
    expect(serverProblem({ ...facts, version: 130_000 }, address)).toBeUndefined();
    expect(serverProblem({ ...facts, version: 170_002, is_replica: true }, address)).toMatch(
      /is a read-only replica: name the primary/,
    );
  });

  test("its tables are of a newer version, or were changed", async () => {
    const url = testSchema();
    await (await openPostgresStore({ url }))[Symbol.asyncDispose]();
    await sql(url, "UPDATE migration SET checksum = 'x' WHERE number = 2");
    expect(await problemOf(url)).toMatch(/The migration 002-events.sql is not the one that was applied/);
    await sql(url, "INSERT INTO migration (number, name, checksum) VALUES (999, '999-later.sql', 'x')");
    expect(await problemOf(url)).toMatch(/written by a newer version \(it has 999-later.sql\): run that version/);
  });

  test("settings of ours in the URL that make no sense, all at once and without the password", async () => {
    const error = await rejectionOf(
      openPostgresStore({ url: "postgres://me:pa55word@127.0.0.1/chat?schema=A-B&connections=1" }),
      ConfigError,
    );
    expect(error.problems).toEqual([
      expect.stringMatching(/^DATABASE_URL: schema must have/),
      "DATABASE_URL: connections must be a number from 4 to 1000",
    ]);
    expect(error.message).not.toContain("pa55word");
  });
});

describe.skipIf(sharedPostgres === undefined)("PostgreSQL store, what can go wrong in mid-run", () => {
  test.each([
    [
      "no connection is left",
      "CONNECTION LIMIT 0",
      "CONNECTION LIMIT -1",
      /has no connection left: raise max_connections/,
    ],
    [
      "the database has become read-only",
      "SET default_transaction_read_only = on",
      "RESET default_transaction_read_only",
      /is read-only, as a replica is: name the primary in DATABASE_URL/,
    ],
    ["the user is not let in any more", "NOLOGIN", "LOGIN", /does not let the user of DATABASE_URL in/],
    [
      "the tables are gone",
      "NOCREATEROLE; ALTER SCHEMA $schema RENAME TO $schema_away",
      "NOCREATEROLE; ALTER SCHEMA $schema_away RENAME TO $schema",
      /sees no tables in the schema \w+ at .*; if they are gone, restore a backup/,
    ],
    [
      "the schema belongs to somebody else",
      "NOCREATEROLE; ALTER SCHEMA $schema OWNER TO causerie",
      "NOCREATEROLE; ALTER SCHEMA $schema OWNER TO $user",
      /sees no tables in the schema \w+ at .*: let it use the schema \(GRANT USAGE ON SCHEMA \w+ TO …\)/,
    ],
    [
      "the tables belong to somebody else",
      "NOCREATEROLE; ALTER TABLE $schema.conversation OWNER TO causerie; ALTER TABLE $schema.meta OWNER TO causerie",
      "NOCREATEROLE; ALTER TABLE $schema.conversation OWNER TO $user; ALTER TABLE $schema.meta OWNER TO $user",
      /may not use the schema \w+ at .*: make the user its owner and the owner of its tables/,
    ],
  ])(
    "%s: messages are turned away, the log says so once, and it goes on by itself",
    async (_name, wrong, right, sentence) => {
      const made = testSchema();
      const { url, user } = await urlOfUser("LOGIN", made);
      const schema = new URL(made).searchParams.get("schema") ?? "";
      await sql(made, `CREATE SCHEMA ${schema} AUTHORIZATION ${user}`);
      const { logger, lines, printed } = collectLogLines("warn");
      await using store = await openPostgresStore({ url, logger });
      await store.events.append(textEvent("a", "one"), 0);
      const filled = (text: string): string => text.replaceAll("$schema", schema).replaceAll("$user", user);
      const cutOff = (): Promise<unknown> =>
        sql(made, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${user}'`);

      await sql(made, `ALTER ROLE ${user} ${filled(wrong)}`);
      await cutOff();
      const turnedAway = { code: "unavailable", retryAfterMs: 2_000 };
      const started = performance.now();
      await expect(store.events.append(textEvent("b", "two"), 0)).rejects.toMatchObject(turnedAway);
      await expect(store.ready()).rejects.toMatchObject(turnedAway);
      expect(performance.now() - started).toBeLessThan(6_000);
      expect(lines.filter(({ msg }) => sentence.test(msg))).toHaveLength(1);

      await sql(made, `ALTER ROLE ${user} ${filled(right)}`);
      await expect.poll(() => store.ready().then(() => "ready", String)).toBe("ready");
      expect(await store.events.append(textEvent("a", "one"), 0)).toEqual({ seq: 1, duplicate: true });
      expect(await store.events.append(textEvent("b", "two"), 0)).toEqual({ seq: 2, duplicate: false });
      expect(lines.at(-1)?.msg).toBe("PostgreSQL answers again");
      expect(printed()).not.toMatch(/pa55word|postgres:\/\//);
    },
  );

  test("after a failover everything that was acknowledged is there, and the servers go on", async () => {
    await using primary = await startPostgres();
    await using replica = await startPostgres({ replicaOf: primary });
    await sql(primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await sql(primary.url, "SELECT pg_reload_conf()");
    await expect
      .poll(() => sql(primary.url, "SELECT sync_state FROM pg_stat_replication"))
      .toEqual([{ sync_state: "sync" }]);
    expect(await problemOf(replica.url)).toMatch(/is a read-only replica: name the primary in DATABASE_URL/);

    await using proxy = await startTcpProxy(primary.port);
    await using store = await openPostgresStore({ url: primary.url.replace(`:${primary.port}/`, `:${proxy.port}/`) });
    const acknowledged: string[] = [];
    let stopped = false;
    const writing = (async () => {
      for (let n = 0; !stopped; n += 1) {
        const accepted = await store.events.append(textEvent(`${n}`, "x"), 0).catch(() => undefined);
        if (accepted === undefined) n -= 1;
        else acknowledged.push(`${n}`);
      }
    })();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50);
    await primary.stop("immediate");
    const before = acknowledged.length;
    await sql(replica.url, "SELECT pg_promote()");
    // It would wait for a replica of its own.
    await sql(replica.url, "ALTER SYSTEM RESET synchronous_standby_names");
    await sql(replica.url, "SELECT pg_reload_conf()");
    proxy.target = replica.port;
    proxy.cut();
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(before + 50);
    stopped = true;
    await writing;
    const events = await store.log.read("ada", 0, 1_000_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const stored = events.map((event) => (event.type === "visitor" ? event.clientId : ""));
    expect(stored).toEqual(Array.from({ length: stored.length }, (_, n) => `${n}`));
    expect(stored.slice(0, acknowledged.length)).toEqual(acknowledged);
  });

  test("a database that would forget its last commits is told not to, and one that cannot be trusted is named", async () => {
    await using server = await startPostgres({ settings: ["synchronous_commit = off", "fsync = off"] });
    const { logger, lines } = collectLogLines("warn");
    expect(await checkServer(parseAddress(server.url), logger)).toBe("-c synchronous_commit=on");
    expect(lines.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/fsync=off: what was acknowledged is lost with the power/),
    ]);
    await using store = await openPostgresStore({ url: server.url });
    await store.events.append(textEvent("a", "one"), 0);
    // A connection as the store opens it says what it commits with.
    const client = new Client({ connectionString: server.url, options: "-c synchronous_commit=on" });
    await client.connect();
    expect((await client.query("SHOW synchronous_commit")).rows).toEqual([{ synchronous_commit: "on" }]);
    await client.end();
  });
});
