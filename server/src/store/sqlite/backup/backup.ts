import { existsSync } from "node:fs";
import { chmod, constants, copyFile, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { makeFolder } from "#app/make-folder.ts";
import { databaseFile, explainFileError } from "#store/sqlite/data-folder.ts";
import type { Database } from "#store/sqlite/database.ts";
import { openForReading } from "#store/sqlite/open-database.ts";
import { hashOf, type Manifest, manifestFile, remark } from "./manifest.ts";

/**
 * Copies the database as it is at one moment, the secret, and the files that people have sent, into a new folder. A server may
 * run meanwhile. The folder appears under its name only when all of it is on the disk.
 *
 * @throws ConfigError when there is no database, or the folder is there already or cannot be written.
 */
export async function backUp(folder: string, target: string): Promise<Manifest> {
  if (!existsSync(databaseFile(folder)))
    throw new ConfigError([`There is no database in ${folder}: name the folder that the server keeps its data in.`]);
  if (existsSync(target)) throw new ConfigError([`${target} is there already: name a folder that is not`]);
  const draft = `${target}.unfinished`;
  try {
    await rm(draft, { recursive: true, force: true });
    makeFolder(draft);
    const manifest = await write(folder, draft);
    await rename(draft, target);
    await syncFolder(dirname(target));
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (error instanceof Error && "syscall" in error)
      throw new ConfigError([`the backup could not be written to ${target}: ${error.message}`], { cause: error });
    throw explainFileError(error, folder);
  }
}

async function write(folder: string, draft: string): Promise<Manifest> {
  const copy = databaseFile(draft);
  {
    using db = openForReading(folder);
    // One read from beginning to end: what is committed meanwhile is not part of it, and holds nobody up.
    db.run("VACUUM INTO ?", copy);
  }
  await chmod(copy, 0o600);
  using db = openForReading(draft);
  const files: Record<string, string> = {};
  const keep = async (name: string): Promise<boolean> => {
    const isThere = await copyIfThere(join(folder, name), join(draft, name));
    if (isThere) files[name] = await hashOf(join(draft, name));
    return isThere;
  };
  // After the database: a file is there before the event that names it.
  for (const blob of blobsOf(db)) for (const name of [blob, `${blob}.json`]) await keep(name);
  const secret = await keep("secret.key");
  const facts = db.get<Pick<Manifest, "identity" | "position" | "conversations" | "events">>(selectFacts);
  if (facts === undefined)
    throw new ConfigError([`The database in ${folder} has never been used: there is nothing to keep.`]);
  db[Symbol.dispose]();
  files["causerie.db"] = await hashOf(copy);
  await syncFile(copy);
  const manifest: Manifest = { version: 1, at: new Date().toISOString(), ...facts, secret, remark, files };
  await writeFile(join(draft, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await syncFolder(draft);
  return manifest;
}

const selectFacts = `
  SELECT coalesce(identity, '') AS identity, position, (SELECT count(*) FROM conversation) AS conversations,
    (SELECT count(*) FROM event) AS events FROM meta`;

/** Paths below the data folder; see `folder-blob-store.ts`. */
function blobsOf(db: Database): string[] {
  const rows = db.all<{ blob: string }>("SELECT DISTINCT blob FROM blob_use");
  return rows.map(({ blob }) => join("blobs", blob.slice(7, 9), blob));
}

/** @returns false: it is not there. A file may have been deleted since the database was copied. */
async function copyIfThere(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
  await syncFile(to);
  return true;
}

async function syncFile(path: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.sync();
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  await using folder = await open(path, "r");
  await folder.sync();
}
