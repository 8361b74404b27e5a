import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { describe, expect, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";

const config = `
import { createBot, defineConfig, web } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
export default defineConfig({ bot, connectors: [web({ origins: [] })] });
`;
const secret = "the-secret-of-these-tests-is-long-enough";

describe.skipIf(sharedPostgres === undefined)("commands for PostgreSQL", () => {
  test("an embedded database is moved, counted and compared; the other commands then work on PostgreSQL", async () => {
    const cwd = outsideFolder({ "causerie.config.ts": config });
    const data = join(cwd, "causerie-data");
    {
      await using store = await openSqliteStore({ folder: data });
      await store.events.append(textEvent("a", "hello"), 1_000);
    }
    writeFileSync(join(data, "secret.key"), "another secret");
    const url = testSchema();
    const early = await runCauserie(["migrate", "--to", "postgres"], { cwd });
    expect([early.code, early.stderr]).toEqual([1, expect.stringMatching(/^- DATABASE_URL: is missing/)]);
    writeFileSync(join(cwd, ".env"), `DATABASE_URL=${url}\nCAUSERIE_SECRET=${secret}\n`);
    expect(existsSync(join(cwd, ".env"))).toBe(true);

    const wrong = await runCauserie(["migrate", "--to", "mysql"], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([2, '- --to: there is only "postgres", not "mysql"\n']);
    const other = await runCauserie(["migrate", "--to", "postgres"], { cwd });
    expect([other.code, other.stdout, other.stderr]).toEqual([
      1,
      "",
      expect.stringMatching(
        /^- CAUSERIE_SECRET is another secret than the first line of .*secret.key: set it to that line/,
      ),
    ]);
    writeFileSync(join(data, "secret.key"), `${secret}\nanother-secret\n`);
    const moved = await runCauserie(["migrate", "--to", "postgres"], { cwd });
    expect(moved.stderr).toBe("");
    expect(moved.stdout).toContain(
      "  conversation: 1 row(s), counted and compared\n  event: 1 row(s), counted and compared\n",
    );
    expect(moved.stdout).toMatch(/secret.key has a second line, the secret before: set CAUSERIE_PREVIOUS_SECRET to it/);
    expect(moved.code).toBe(0);
    const again = await runCauserie(["migrate", "--to", "postgres"], { cwd });
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/^- PostgreSQL already has conversations/)]);

    expect((await runCauserie(["migrate"], { cwd })).stdout).toBe("The database in PostgreSQL is up to date.\n");
    expect((await runCauserie(["record", "ada"], { cwd })).stdout).toContain("a conversation of 1970-01-01");
    expect((await runCauserie(["restored"], { cwd })).stdout).toMatch(/^The log in PostgreSQL is named \S+ now/);
    expect((await runCauserie(["check"], { cwd })).stdout).toMatch(
      /data in PostgreSQL at 127.0.0.1:\d+\/postgres, files in/,
    );
    expect(readFileSync(join(data, "secret.key"), "utf8")).toBe(`${secret}\nanother-secret\n`);
  });
});
