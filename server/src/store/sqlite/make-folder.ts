import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes the folder, for its owner alone, and those above it. Not by `mkdirSync`'s own `recursive`, which never returns
 * where a parent says that nothing can be made in it (`/proc`).
 * @returns whether it was made, false: it is there. @throws the file system's error.
 */
export function makeFolder(folder: string): boolean {
  return make(resolve(folder), 0o700);
}

function make(folder: string, mode: number): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return false;
  const above = dirname(folder);
  if (found === undefined && above !== folder) make(above, 0o777);
  mkdirSync(folder, { mode });
  return true;
}
