import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { shareOwner } from "#app/file-owner.ts";
import { lockFolder, prepareFolder } from "#store/sqlite/data-folder.ts";
import { openForReading } from "#store/sqlite/open-database.ts";
import { findDamage } from "#store/sqlite/integrity/find-damage.ts";
import { renewEpoch } from "#store/sqlite/maintenance.ts";
import { hashOf, type Manifest, readManifest } from "./manifest.ts";

/** `movedTo`: where what was in the data folder is now. */
export type Restored = { manifest: Manifest; epoch: string; movedTo: string | undefined };

/**
 * Puts a backup into the data folder, and gives its log a new name: it gives out numbers anew that pages have seen on other
 * events. What was there is moved into a folder beside it, never deleted.
 *
 * @param replace whether the data folder may have something in it.
 * @throws ConfigError when the backup is not whole, a server is using the folder, or it is not empty and may not be replaced.
 */
export async function restore(backup: string, folder: string, { replace = false } = {}): Promise<Restored> {
  const manifest = readManifest(backup);
  await requireWhole(backup, manifest);
  prepareFolder(folder);
  let movedTo: string | undefined;
  {
    using _lock = lockFolder(folder);
    const present = readdirSync(folder).filter((name) => !name.startsWith("causerie.lock"));
    if (present.length > 0 && !replace)
      throw new ConfigError([
        `The data folder ${folder} is not empty: name another one, or say --replace, which moves what is there aside.`,
      ]);
    if (present.length > 0) movedTo = await moveAside(folder, present);
    for (const name of Object.keys(manifest.files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
      await copyFile(join(backup, name), join(folder, name));
    }
  }
  return { manifest, epoch: await renewEpoch(folder), movedTo };
}

async function requireWhole(backup: string, { files }: Manifest): Promise<void> {
  const problems: string[] = [];
  for (const [name, hash] of Object.entries(files)) {
    // A name from a file decides about a path.
    if (name.includes("..") || name.startsWith("/")) problems.push(`${name} is no name of a file in a backup`);
    else if (!existsSync(join(backup, name))) problems.push(`${name} is missing in the backup`);
    else if ((await hashOf(join(backup, name))) !== hash)
      problems.push(`${name} is not as it was when the backup was made`);
  }
  if (files["causerie.db"] === undefined) problems.push("causerie.db is missing in the backup");
  if (problems.length > 0) throw new ConfigError(problems);
  using db = openForReading(backup);
  const damage = findDamage(db);
  if (damage !== undefined) throw new ConfigError([`causerie.db of the backup is damaged: ${damage}`]);
}

async function moveAside(folder: string, names: readonly string[]): Promise<string> {
  const aside = `${folder.replace(/[/\\]+$/, "")}.before-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  await mkdir(aside, { mode: 0o700 });
  shareOwner(aside, folder);
  for (const name of names) await rename(join(folder, name), join(aside, name));
  return aside;
}
