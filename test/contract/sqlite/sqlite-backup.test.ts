import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "@causerie/server/app/errors.ts";
import { keptSecrets } from "@causerie/server/config/secret.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { backUp } from "@causerie/server/store/sqlite/backup/backup.ts";
import { restore } from "@causerie/server/store/sqlite/backup/restore.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, test } from "vitest";
import { eventOf, readTexts, textEvent } from "#contract/store/store-samples.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const problemsOf = async (attempt: Promise<unknown>): Promise<string> =>
  (await rejectionOf(attempt, ConfigError)).problems.join("\n");

/** A data folder with a conversation, a secret, and a file that somebody has sent. */
async function fill(folder: string): Promise<{ epoch: string; file: string; secret: string }> {
  const secret = keptSecrets(folder).current;
  const blobs = createFolderBlobStore(join(folder, "blobs"));
  await using store = await openSqliteStore({ folder });
  const { id: file } = await blobs.put(bytes("a picture"), { mediaType: "image/png" }, 1_000);
  await blobs.put(bytes("nobody has sent this one"), { mediaType: "image/png" }, 1_000);
  const content = { type: "attachment" as const, attachments: [{ kind: "image", blob: file }] };
  await store.events.append({ ...eventOf("bob", "1"), content }, 1_000);
  await store.events.append(textEvent("1", "one"), 1_000);
  return { epoch: (await store.log.position("ada")).epoch, file, secret };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test("a backup of a server that runs has all of one moment, and a restore brings it back under a new epoch", async () => {
  const folder = temporaryFolder();
  const target = join(temporaryFolder(), "backup");
  const { epoch, file, secret } = await fill(folder);
  {
    await using store = await openSqliteStore({ folder });
    const writing = Promise.all(
      Array.from({ length: 200 }, (_, n) => store.events.append(textEvent(`more-${n}`, "more"), 2_000)),
    );
    const manifest = await backUp(folder, target);
    await writing;
    expect(manifest).toMatchObject({ version: 1, secret: true, conversations: 2 });
    expect(manifest.remark).toContain("deleted after this backup");
  }
  expect(statSync(target).mode & 0o777).toBe(0o700);
  expect(readdirSync(target).filter((name) => (statSync(join(target, name)).mode & 0o077) !== 0)).toEqual([]);

  const again = join(temporaryFolder(), "again");
  const restored = await restore(target, again);
  expect(restored.movedTo).toBeUndefined();
  expect(keptSecrets(again)).toEqual({ current: secret, former: [], isNew: false });
  const blobs = createFolderBlobStore(join(again, "blobs"));
  expect(await blobs.get(file)).toMatchObject({ mediaType: "image/png", bytes: 9 });
  const { logger, lines } = collectLogLines("warn");
  await using store = await openSqliteStore({ folder: again, logger });
  const texts = await readTexts(store, "ada");
  expect(texts[0]).toBe("> one");
  expect(await store.log.position("ada")).toMatchObject({ epoch: restored.epoch, lastSeq: texts.length });
  expect(restored.epoch).not.toBe(epoch);
  // The command has renewed the epoch; the start finds nothing left to do.
  expect(lines).toEqual([]);
});

test("a backup that is copied back by hand, file by file, gets a new epoch by itself", async () => {
  const folder = temporaryFolder();
  const target = join(temporaryFolder(), "backup");
  const { epoch } = await fill(folder);
  await backUp(folder, target);
  cpSync(target, folder, { recursive: true });
  const { logger, lines } = collectLogLines("warn");
  await using store = await openSqliteStore({ folder, logger });
  expect((await store.log.position("ada")).epoch).not.toBe(epoch);
  expect(lines.map(({ msg }) => msg).join("\n")).toContain("the log has a new name");
  expect(await readTexts(store, "ada")).toEqual(["> one"]);
});

test("a folder that has something in it is refused; when it may be replaced, what was there is moved aside", async () => {
  const folder = join(temporaryFolder(), "data");
  const target = join(temporaryFolder(), "backup");
  await fill(folder);
  await backUp(folder, target);
  {
    await using store = await openSqliteStore({ folder });
    expect(await problemsOf(restore(target, folder, { replace: true }))).toContain("in use by another process");
    await store.events.append(textEvent("2", "two"), 1_000);
  }
  expect(await problemsOf(restore(target, folder))).toContain("is not empty: name another one, or say --replace");
  const { movedTo = "" } = await restore(target, folder, { replace: true });
  await using before = await openSqliteStore({ folder: movedTo });
  expect(await readTexts(before, "ada")).toEqual(["> one", "> two"]);
  await using store = await openSqliteStore({ folder });
  expect(await readTexts(store, "ada")).toEqual(["> one"]);
});

test("a backup that is not whole is refused before anything is touched", async () => {
  const folder = temporaryFolder();
  const target = join(temporaryFolder(), "backup");
  const { file } = await fill(folder);
  await backUp(folder, target);
  const damages: Record<string, [(copy: string) => void, string]> = {
    "no manifest": [(copy) => writeFileSync(join(copy, "backup.json"), "{}"), "is no whole backup"],
    database: [(copy) => flip(join(copy, "causerie.db")), "causerie.db is not as it was"],
    secret: [(copy) => writeFileSync(join(copy, "secret.key"), "other"), "secret.key is not as it was"],
    file: [(copy) => writeFileSync(join(copy, "blobs", file.slice(7, 9), file), ""), "is not as it was"],
    path: [
      (copy) => {
        const text = readFileSync(join(copy, "backup.json"), "utf8");
        writeFileSync(join(copy, "backup.json"), text.replace('"secret.key"', '"../secret.key"'));
      },
      "is no name of a file in a backup",
    ],
  };
  for (const [name, [damage, problem]] of Object.entries(damages)) {
    const copy = join(temporaryFolder(), "copy");
    cpSync(target, copy, { recursive: true });
    damage(copy);
    const data = join(temporaryFolder(), "data");
    expect([name, await problemsOf(restore(copy, data))]).toEqual([name, expect.stringContaining(problem)]);
    expect(existsSync(data)).toBe(false);
  }
});

test("a backup never replaces anything, and leaves nothing half done", async () => {
  const folder = temporaryFolder();
  const parent = temporaryFolder();
  await fill(folder);
  await backUp(folder, join(parent, "one"));
  expect(await problemsOf(backUp(folder, join(parent, "one")))).toContain("is there already");
  expect(await problemsOf(backUp(temporaryFolder(), join(parent, "two")))).toContain("There is no database");
  expect(await problemsOf(backUp(folder, "/proc/nowhere/two"))).toContain("could not be written");
  expect(readdirSync(parent)).toEqual(["one"]);
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
