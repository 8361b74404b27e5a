import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes the folder, for its owner alone unless `mode` says else, and those above it. Not by `mkdirSync`'s own `recursive`, which never returns
 * where a parent says that nothing can be made in it (`/proc`).
 * @returns whether it was made, false: it is there. @throws the file system's error.
 */
export function makeFolder(folder: string, mode = 0o700): boolean {
  return make(resolve(folder), mode);
}

function make(folder: string, mode: number): boolean {
  if (isFolder(folder)) return false;
  const above = dirname(folder);
  // What is there, but is no folder, is the system's to refuse: its error then tells the truth (ENOTDIR, not EEXIST).
  if (!exists(above)) make(above, 0o777);
  try {
    mkdirSync(folder, { mode });
    return true;
  } catch (error) {
    // Another process has just made it.
    if (isFolder(folder)) return false;
    throw error;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
