import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { direct } from "@causerie/server/channel/address.ts";
import { recentMs } from "@causerie/server/channel/host/blob-store.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, textEvent } from "#contract/store/store-samples.ts";
import { openCommandLine } from "#support/commands/command-line.ts";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { problemsOf } from "#support/commands/problems-of.ts";
import { type CommandResult, runCauserie } from "#support/commands/run-causerie.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";

const config = `
import { createBot, defineConfig, web } from "@causerie/server";
const bot = createBot({ stories: [], fallback: () => "?" });
export default defineConfig({ bot, data: "data", connectors: [web({ origins: [] })] });
`;

/** @param url of PostgreSQL. Undefined: the embedded database. */
const openStore = (cwd: string, url?: string): Promise<Store> =>
  url === undefined ? openSqliteStore({ folder: join(cwd, "data") }) : openPostgresStore({ url });

/** A store with a conversation, a file, a dead letter, and deliveries that wait. */
async function prepare(url?: string): Promise<string> {
  const env = url === undefined ? "" : `DATABASE_URL=${url}\nCAUSERIE_SECRET=a-secret-that-is-long-enough-for-it\n`;
  const cwd = outsideFolder({ "causerie.config.ts": config, ".env": env });
  const data = join(cwd, "data");
  await using store = await openStore(cwd, url);
  await store.events.append(textEvent("1", "my secret wish", { address: direct("user-ada") }), 1_000);
  await store.turns.commit(await beginTurn(store, "ada", 1_000), nothing, { data: {} }, 1_000);
  await queue(store, "bob", ["b.1", "b.2"], 1_000);
  await store.outbox.begin("bob", 1_000);
  await store.outbox.retry("b.1", 9e12, { reason: "token_expired" });
  await store.events.append(eventOf("cy", "1"), 1_000);
  await store.turns.deadLetter(await beginTurn(store, "cy", 1_000), nothing, "StoryError", 1_000);
  // A file that was put within the last hour is left to the next look of the server.
  const blobs = createFolderBlobStore(join(data, "blobs"), { now: () => Date.now() - 2 * recentMs });
  const { id: blob } = await blobs.put(bytesOf("a picture"), { mediaType: "image/png" }, 100);
  const content = { type: "attachment" as const, attachments: [{ kind: "image", blob }] };
  await store.events.append({ ...eventOf("dan", "1"), content }, 1_000);
  return cwd;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Runs a command of a folder in a process of its own, or in that of all commands there. */
type Run = (cwd: string, line: string) => Promise<{ code: number | null; out: string; err: string }>;

const run: Run = async (cwd, line) => toShort(await runCauserie(line.split(" "), { cwd }));

function runQuickly(cwd: string): Run {
  const runHere = openCommandLine(cwd);
  return async (_, line) => toShort(await runHere(line.split(" ")));
}

const toShort = ({ code, stdout, stderr }: CommandResult) => ({ code, out: stdout, err: stderr });

async function json(cwd: string, line: string, runIt = run): Promise<unknown> {
  const { code, out, err } = await runIt(cwd, `${line} --json`);
  expect([line, code, err]).toEqual([line, 0, ""]);
  return JSON.parse(out) as unknown;
}

async function workThroughCommands(url?: string): Promise<void> {
  const cwd = await prepare(url);
  await using store = await openStore(cwd, url);
  expect((await run(cwd, "status")).out).toMatch(/a server is using it[^]*dead letters: 1[^]*token_expired/);
  expect(await json(cwd, "status")).toMatchObject({ isServerRunning: true, conversations: 4, deadLetters: 1 });

  const runHere = runQuickly(cwd);
  expect(await json(cwd, "outbox list --state waiting", runHere)).toMatchObject([
    { id: "b.1", reason: "token_expired" },
    { id: "b.2" },
  ]);
  expect(await runHere(cwd, "outbox retry")).toMatchObject({
    code: 2,
    err: "causerie outbox retry needs the id of a delivery, or --all, and not both; see causerie --help\n",
  });
  expect(await store.outbox.begin("bob", 2_000)).toBeUndefined();
  expect(await runHere(cwd, "outbox retry --all")).toMatchObject({ code: 0, out: "2 deliveries go out now.\n" });
  expect(await runHere(cwd, "outbox drop b.1")).toMatchObject({ code: 0 });
  expect(await runHere(cwd, "outbox drop b.7")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no such delivery/) as unknown,
  });
  expect(await store.outbox.begin("bob", Date.now() + 1_000)).toMatchObject({ id: "b.2" });

  expect((await runHere(cwd, "dead-letters list")).out).toMatch(/cy\/1 +web +1 +StoryError/);
  expect(await json(cwd, "dead-letters show cy/1", runHere)).toMatchObject({ seq: 1, event: { type: "visitor" } });
  expect(await runHere(cwd, "dead-letters retry cy/1")).toMatchObject({ code: 0 });
  expect(await store.turns.due(Date.now() + 1_000, 10, new Set())).toContain("cy");
  expect(await runHere(cwd, "dead-letters drop cy/1")).toMatchObject({ code: 1 });
  expect(await runHere(cwd, "dead-letters drop cy")).toMatchObject({
    code: 2,
    err: expect.stringContaining("CONVERSATION/NUMBER") as unknown,
  });

  expect((await runHere(cwd, "conversations show ada")).out).toContain("> my secret wish");
  expect(await json(cwd, "conversations list --user user-ada", runHere)).toMatchObject([{ id: "ada", events: 1 }]);
  expect(await json(cwd, "people export user-ada", runHere)).toMatchObject({
    conversations: [{ id: "ada", log: [{ seq: 1 }] }],
  });
  expect((await runHere(cwd, "conversations delete ada")).out).toMatch(
    /1 events and 0 files[^]*Backups made before .* still hold it/,
  );
  expect(await store.log.read("ada", 0, 10)).toEqual([]);
  expect(await runHere(cwd, "conversations show ada")).toMatchObject({ code: 1 });

  expect(await json(cwd, "people delete user-dan", runHere)).toEqual({ conversations: 1, events: 1, files: 1 });
  expect(await json(cwd, "people deletions", runHere)).toMatchObject([
    { connectorId: "web", wantedBy: "operator", conversations: 1, events: 1, files: 1 },
  ]);
  const left = readdirSync(join(cwd, "data", "blobs"), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile() && entry.name.startsWith("sha256-"))).toEqual([]);

  expect(await runHere(cwd, "block user-bob")).toMatchObject({ code: 0, out: "user-bob is blocked on web.\n" });
  await expect(store.events.append(eventOf("bob", "9"), 2_000)).rejects.toMatchObject({ code: "blocked" });
  expect(await json(cwd, "block", runHere)).toMatchObject([{ userId: "user-bob" }]);
  await runHere(cwd, "block user-bob --undo");
  await store.events.append(eventOf("bob", "9"), 2_000);

  expect(await json(cwd, "sessions revoke user-bob", runHere)).toMatchObject({ visitorId: "user-bob", revoked: true });
  expect((await store.sessions.endedAfter(0, 3_600_000, Date.now())).sessions).toEqual([
    { connectorId: "web", visitorId: "user-bob" },
  ]);
}

test("the commands show what waits and change it, while a server runs", { timeout: 300_000 }, async () => {
  await expect(workThroughCommands()).resolves.toBeUndefined();
});

describe.skipIf(sharedPostgres === undefined)("with PostgreSQL", () => {
  test("the commands do the same from another process, while servers run", { timeout: 300_000 }, async () => {
    await expect(workThroughCommands(testSchema())).resolves.toBeUndefined();
  });

  test(
    "backup, restore and rotate say what to do instead; what is wrong is one sentence",
    { timeout: 120_000 },
    async () => {
      const url = testSchema();
      const cwd = outsideFolder({ "causerie.config.ts": config });
      const problem = async (line: string, database = url): Promise<string> => {
        const env = { DATABASE_URL: database, CAUSERIE_SECRET: "a-secret-that-is-long-enough-for-it" };
        const { code, stdout, stderr } = await runCauserie(line.split(" "), { cwd, env });
        expect([code, stdout, stderr.split("\n").length]).toEqual([1, "", 2]);
        return stderr;
      };
      expect(await problem("backup kept")).toMatch(
        /back them up with pg_dump .*CAUSERIE_SECRET and the folder .*blobs/,
      );
      expect(await problem("restore kept")).toMatch(/restore with pg_restore .* then run npx causerie restored/);
      expect(await problem("secret rotate")).toMatch(/move it to CAUSERIE_PREVIOUS_SECRET/);
      expect(await problem("status")).toMatch(
        /There are no conversations in the schema \w+ at .*: start the server first/,
      );
      await (await openPostgresStore({ url }))[Symbol.asyncDispose]();
      await sql(url, "DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)");
      expect(await problem("status")).toMatch(/are of an older version: run npx causerie migrate first/);
      await sql(url, "INSERT INTO migration (number, name, checksum) VALUES (999, '999-later.sql', 'x')");
      expect(await problem("block")).toMatch(/is not the one that was applied|written by a newer version/);
      expect(await problem("outbox list", "postgres://me:pa55word@127.0.0.1:1/chat")).toBe(
        "- PostgreSQL cannot be reached at 127.0.0.1:1/chat (ECONNREFUSED): start it, or correct host and port in DATABASE_URL.\n",
      );
    },
  );
});

test("an operator ends a visitor's session, also while the server runs", async () => {
  const cwd = await prepare();
  await using store = await openSqliteStore({ folder: join(cwd, "data") });
  expect((await run(cwd, "sessions revoke user-ada")).out).toMatch(/is over[^]*within two seconds/);
  expect(await json(cwd, "sessions revoke user-bob")).toEqual({
    connectorId: "web",
    visitorId: "user-bob",
    hasWritten: true,
    revoked: true,
  });
  expect((await store.sessions.endedAfter(0, 3_600_000, Date.now())).sessions).toEqual([
    { connectorId: "web", visitorId: "user-ada" },
    { connectorId: "web", visitorId: "user-bob" },
  ]);
  expect(await run(cwd, "sessions revoke user-ada --connector page")).toMatchObject({
    code: 2,
    err: '- there is no connector "page"; there is web\n',
  });
  expect(await run(cwd, "sessions revoke")).toMatchObject({ code: 2 });
});

test(
  "a connector that there is not is refused, and a person who has not written is said",
  { timeout: 300_000 },
  async () => {
    const cwd = await prepare();
    const runHere = runQuickly(cwd);
    {
      await using store = await openSqliteStore({ folder: join(cwd, "data") });
      // Of a connector that was taken out of the configuration.
      await store.events.append(eventOf("eve", "1", "old"), 1_000);
    }
    for (const line of [
      "conversations list",
      "outbox list",
      "block user-ada",
      "sessions revoke user-ada",
      "people export user-ada",
      "people delete user-ada",
    ])
      expect([line, await runHere(cwd, `${line} --connector nope`)]).toEqual([
        line,
        { code: 2, out: "", err: '- there is no connector "nope"; there is web\n' },
      ]);
    expect(await json(cwd, "conversations list --connector old", runHere)).toMatchObject([{ userId: "user-eve" }]);
    expect(await runHere(cwd, "people delete user-eve --connector old")).toMatchObject({ code: 0 });
    expect(await runHere(cwd, "block nobody-like-that")).toMatchObject({
      code: 0,
      out: "Nobody with this id has written on web yet; nobody-like-that is blocked on web all the same.\n",
    });
    expect((await runHere(cwd, "block user-ada")).out).toBe("user-ada is blocked on web.\n");
    expect((await runHere(cwd, "sessions revoke nobody-like-that")).out).toMatch(
      /^Nobody with this id has written on web yet; if nobody-like-that has a session, it is over all the same\.\n$/,
    );
  },
);

test("a backup is made while the server runs, and a restore refuses what is there unless it may move it", async () => {
  const cwd = await prepare();
  const start = async () => await openSqliteStore({ folder: join(cwd, "data") });
  {
    await using _store = await start();
    expect(await json(cwd, "backup kept")).toMatchObject({ conversations: 4 });
    const blobs = readdirSync(join(cwd, "data", "blobs"), { recursive: true, withFileTypes: true });
    // Beside each file lies what is known of it.
    const files = blobs.filter((entry) => entry.isFile() && /^sha256-[^.]*$/.test(entry.name)).length;
    expect((await run(cwd, "backup twice")).out).toContain(` and ${files} files of people.`);
    expect((await run(cwd, "restore kept --replace")).err).toContain("in use by another process");
  }
  expect((await run(cwd, "restore kept")).err).toContain("is not empty: name another one, or say --replace");
  const { out } = await run(cwd, "restore kept --replace");
  expect(out).toMatch(/4 conversations[^]*What was there is in .*data\.before-[^]*People who were deleted after/);
  expect(existsSync(join(cwd, "data", "causerie.db"))).toBe(true);
  await using store = await start();
  expect(await store.log.read("ada", 0, 10)).toHaveLength(1);
});

test("with files in a bucket, a backup and a restore say that it is left out", { timeout: 300_000 }, async () => {
  const files = `files: "s3://letters/people?region=eu-central-1"`;
  const cwd = outsideFolder({ "causerie.config.ts": config.replace("defineConfig({", `defineConfig({ ${files},`) });
  const runHere = runQuickly(cwd);
  {
    await using store = await openSqliteStore({ folder: join(cwd, "data") });
    await store.events.append(eventOf("ada", "1"), 1_000);
  }
  const { out } = await runHere(cwd, "backup kept");
  expect(out).toContain("The files of people are in s3://letters/people and not in the backup");
  expect(out).not.toContain("files of people.");
  const restored = await runHere(cwd, "restore kept --replace");
  expect(restored.out).toContain("The files of people are in s3://letters/people and stay as they are");
  expect(await json(cwd, "backup twice", runHere)).toMatchObject({ filesLeftOut: "s3://letters/people" });
});

test("a command that is not understood ends with 2, one that does not work with 1", { timeout: 300_000 }, async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  const runHere = runQuickly(cwd);
  for (const line of [
    "outbox",
    "outbox shout",
    "outbox retry",
    "outbox retry a --all",
    "outbox drop",
    "block --undo",
    "conversations show",
    "status --all",
    "status --nonsense",
    "block a b",
    "conversations list --limit x",
    "outbox list --state lost",
    "dead-letters show a",
    "lint --seconds soon",
    "nlu test --folds 1",
    "chat --channel nope",
    "migrate --to mysql",
  ])
    expect([line, (await runHere(cwd, line)).code]).toEqual([line, 2]);
  for (const line of ["status", "backup data", "restore nowhere", "conversations list", "dead-letters show a/1"])
    expect([line, (await runHere(cwd, line)).code]).toEqual([line, 1]);
  // And as what ends the process, too.
  expect((await run(cwd, "outbox")).code).toBe(2);
  expect((await run(cwd, "status")).code).toBe(1);
});

test("the secret in the folder is changed; one of the configuration is explained", async () => {
  const cwd = await prepare();
  expect((await run(cwd, "secret rotate")).err).toContain("there is no secret in");
  const env = { CAUSERIE_SECRET: "one of thirty-two characters, yes" };
  const { code, stderr } = await runCauserie(["secret", "rotate"], { cwd, env });
  expect([code, stderr]).toEqual([1, expect.stringContaining("move it to CAUSERIE_PREVIOUS_SECRET")]);
});

test(
  "the secret is not changed twice while a session of the former one may be in use",
  { timeout: 300_000 },
  async () => {
    const cwd = await prepare();
    const file = join(cwd, "data", "secret.key");
    writeFileSync(file, "the-first-secret");
    const lines = (): string[] => readFileSync(file, "utf8").trim().split("\n");
    expect(await run(cwd, "secret rotate")).toMatchObject({ code: 0 });
    const kept = lines();
    expect(kept).toEqual([expect.any(String), "the-first-secret"]);
    const hours = 3_600_000;
    const changedBefore = (ms: number): void => utimesSync(file, new Date(), new Date(Date.now() - ms));
    // 30 days of refreshTtl, and a day that the server tolerates.
    changedBefore(31 * 24 * hours - hours);
    const until = new Date(Date.now() + hours).toISOString().slice(0, 11);
    const refused = await run(cwd, "secret rotate");
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(`of the one before until ${until}.*--force`),
    ]);
    expect(lines()).toEqual(kept);
    changedBefore(31 * 24 * hours + hours);
    expect(await run(cwd, "secret rotate")).toMatchObject({ code: 0 });
    expect(lines()).toEqual([expect.any(String), kept[0]]);
    expect(await run(cwd, "secret rotate")).toMatchObject({ code: 1 });
    const forced = await run(cwd, "secret rotate --force --json");
    expect([forced.code, JSON.parse(forced.out)]).toEqual([0, { data: expect.stringMatching(/data$/), rotated: true }]);
    expect(lines()).toHaveLength(2);
  },
);

test("lint ends in time, also when a story never returns", async () => {
  const cwd = outsideFolder({
    "causerie.config.ts": `
import { createBot, defineConfig, story, web } from "@causerie/server";
const stuck = story("stuck", { keywords: ["stuck"], events: ["start"] }).handle(() => new Promise(() => setInterval(() => {}, 1000)));
const bot = createBot({ stories: [stuck], fallback: () => "?" });
export default defineConfig({ bot, connectors: [web({ origins: [] })] });
`,
  });
  const { code, err } = await run(cwd, "lint --seconds 1");
  expect([code, err]).toEqual([1, expect.stringContaining("did not end within 1 seconds")]);
});

describe.skipIf(process.geteuid?.() !== 0)("as root, in the folder of another user", () => {
  const user = 65_534;
  function giveAll(folder: string): void {
    chownSync(folder, user, user);
    for (const name of readdirSync(folder, { recursive: true })) chownSync(join(folder, String(name)), user, user);
  }
  const foreign = (folder: string): string[] =>
    readdirSync(folder, { recursive: true }).flatMap((name) =>
      statSync(join(folder, String(name))).uid === user ? [] : [String(name)],
    );

  test("what a command writes belongs to the owner of the folder", { timeout: 300_000 }, async () => {
    const cwd = await prepare();
    const data = join(cwd, "data");
    writeFileSync(join(data, "secret.key"), "the-first-secret");
    giveAll(data);
    for (const line of ["secret rotate", "status", "block user-ada", "backup kept", "restore kept --replace"]) {
      const { code, err } = await run(cwd, line);
      expect([line, code, err, foreign(data)]).toEqual([line, 0, "", []]);
    }
    const aside = readdirSync(cwd).filter((name) => name.startsWith("data.before-"));
    expect(aside.map((name) => statSync(join(cwd, name)).uid)).toEqual([user]);
  });

  test(
    "a start that may not use a file names it, its owner and the user of the process",
    { timeout: 300_000 },
    async () => {
      const cwd = await prepare();
      const data = join(cwd, "data");
      chmodSync(cwd, 0o755);
      writeFileSync(join(data, "secret.key"), "the-first-secret", { mode: 0o600 });
      for (const name of ["secret.key", "causerie.witness", "causerie.db", "causerie.lock"]) {
        giveAll(data);
        chownSync(join(data, name), 0, 0);
        const started = await runCauserie(["start"], { cwd, env: { PORT: "0" }, uid: user });
        expect([name, started.code, problemsOf(started)]).toEqual([
          name,
          1,
          [
            expect.stringMatching(
              `${join("data", name)}.* belongs to root, and this process runs as user ${user}\\. Give it .*\\(chown `,
            ),
          ],
        ]);
      }
    },
  );
});

test("an address that the channel marks as personal is left out of what is shown, and stands in the export", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config });
  await using store = await openStore(cwd);
  const content = { type: "text" as const, text: "ana@example.org", personal: "email" as const };
  await store.events.append({ ...textEvent("1", ""), content }, 1_000);
  const shown = (await run(cwd, "conversations show ada")).out;
  expect(shown).toContain("> (email, personal)");
  expect(shown).not.toContain("ana@example.org");
  expect((await run(cwd, "conversations export ada")).out).toContain("ana@example.org");
});
