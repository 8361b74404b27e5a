import type * as fileSystem from "node:fs/promises";

/** The functions of node:fs/promises that a place for files uses. */
export type FileSystem = Pick<
  typeof fileSystem,
  "mkdir" | "open" | "readdir" | "readFile" | "rename" | "rm" | "rmdir" | "stat" | "utimes" | "writeFile"
>;
