import { lchownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Gives what root has made in a folder to the owner of the folder, who runs the server and could not read it. Does nothing
 * for anybody else, who makes only files of their own.
 *
 * @param deep also what is in the folders below.
 */
export function keepOwner(folder: string, { deep = false } = {}): void {
  const owner = isRoot() ? statSync(folder, { throwIfNoEntry: false }) : undefined;
  if (owner !== undefined && owner.uid !== 0) giveAway(folder, owner, deep);
}

/** Gives a folder that root has made to the owner of another one. */
export function shareOwner(made: string, other: string): void {
  if (!isRoot()) return;
  const { uid, gid } = statSync(other);
  lchownSync(made, uid, gid);
}

type Owner = { uid: number; gid: number };

function giveAway(folder: string, owner: Owner, deep: boolean): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    // A link may lead to a file of the system, which its maker must not get.
    const isOurs = found.isDirectory() || (found.isFile() && found.nlink === 1);
    if (isOurs && found.uid === 0) lchownSync(path, owner.uid, owner.gid);
    if (deep && found.isDirectory()) giveAway(path, owner, deep);
  }
}

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * Why this process may not use a file: a sentence with the file, its owner and the user of the process.
 * @returns undefined for an error of another kind.
 */
export function describeNoAccess(error: unknown): string | undefined {
  const { code, path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (path === undefined || (code !== "EACCES" && code !== "EPERM")) return undefined;
  const whose = ownersOf(path);
  return `${path} cannot be used (${code})${whose === "" ? "" : `: it ${whose}`}`;
}

/** The end of a sentence about a file that cannot be used; empty where the system does not say whose it is. */
export function ownersOf(path: string): string {
  const user = process.geteuid?.();
  const owner = ownerOf(path);
  if (user === undefined || owner === undefined || owner === user) return "";
  return `belongs to ${named(owner)}, and this process runs as ${named(user)}. Give it to that user (chown ${user} ${path}), or run the command as its owner`;
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.uid;
  } catch {
    // The folder is closed, too.
    return undefined;
  }
}

function named(uid: number): string {
  return uid === 0 ? "root" : `user ${uid}`;
}
