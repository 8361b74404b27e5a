import { accessSync, closeSync, constants, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { ownersOf } from "#app/file-owner.ts";
import { makeFolder } from "#app/make-folder.ts";
import { Database } from "./database.ts";

export function databaseFile(folder: string): string {
  return join(folder, "causerie.db");
}

function lockFile(folder: string): string {
  return join(folder, "causerie.lock");
}

/**
 * Makes the folder and its lock if there are none, for their owner alone: they hold what people have said.
 *
 * @throws ConfigError when that cannot be done.
 */
export function prepareFolder(folder: string, logger?: Logger): void {
  try {
    if (!makeFolder(folder) && isOpenToOthers(folder))
      logger?.warn(
        { folder },
        "every user of this machine can look into the data folder: take that right away (chmod o-rwx)",
      );
  } catch (error) {
    throw new ConfigError([cannotBeMade(folder, codeOf(error))], { cause: error });
  }
  makePrivate(lockFile(folder), folder);
}

/** Makes an empty database if there is no file. @throws ConfigError when that cannot be done. */
export function makeDatabaseFile(folder: string): void {
  makePrivate(databaseFile(folder), folder);
}

/**
 * Whether a server could keep its data here; makes the folder if there is none, and nothing in it.
 * @throws ConfigError when it could not.
 */
export function checkFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ConfigError([cannotBeMade(folder, codeOf(error))], { cause: error });
  }
}

/** Windows answers with modes that mean nothing. */
function isOpenToOthers(folder: string): boolean {
  return process.platform !== "win32" && (statSync(folder).mode & 0o007) !== 0;
}

/** SQLite would make it readable for everyone. The files that it makes beside it get the same mode. */
function makePrivate(file: string, folder: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    throw new ConfigError([cannotBeWritten(databaseFile(folder))], { cause: error });
  }
}

/**
 * Keeps other processes out of the folder for as long as this one lives: the lock is the operating system's, so it dies
 * with the process and there is never a stale one to remove.
 *
 * @throws ConfigError when another process has it, or the folder cannot be written.
 */
export function lockFolder(folder: string): Disposable {
  let lock: Database | undefined;
  try {
    lock = new Database(lockFile(folder), { timeoutMs: 0 });
    lock.run("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.[Symbol.dispose]();
    if (sqliteCodeOf(error) !== sqliteBusy) throw explainFileError(error, folder);
    throw new ConfigError(
      [`The data folder ${folder} is in use by another process: stop that one first, or name another folder.`],
      { cause: error },
    );
  }
}

/** Whether {@link lockFolder} failed because another process has the folder. */
export function isInUse(error: unknown): boolean {
  return error instanceof ConfigError && sqliteCodeOf(error.cause) === sqliteBusy;
}

/** Turns what SQLite says about a file it cannot work with into a sentence for the operator. Other errors stay. */
export function explainFileError(error: unknown, folder: string): unknown {
  const problem = fileProblems.get(sqliteCodeOf(error) ?? 0);
  return problem === undefined ? error : new ConfigError([problem(databaseFile(folder))], { cause: error });
}

const sqliteBusy = 5;

function cannotBeMade(folder: string, code: string): string {
  if (code === "EEXIST" || code === "ENOTDIR")
    return `The data folder ${folder} is a file, or below one: name a folder.`;
  return `The data folder ${folder} cannot be made (${code}): give the user who runs the server access to the folder above it, or name another one.`;
}

const cannotBeWritten = (file: string): string =>
  `The database ${file} cannot be written: give the user who runs the server access to it and to its folder${closedFile(file)}.`;

/** Which of the files it is, by their owners: a command that was run as another user leaves one behind. */
function closedFile(file: string): string {
  const lock = lockFile(dirname(file));
  const closed = [file, `${file}-wal`, `${file}-shm`, lock].find((each) => ownersOf(each) !== "");
  return closed === undefined ? "" : `. ${closed} ${ownersOf(closed)}`;
}

export function isDamaged(file: string): string {
  return `The file ${file} is not a sound SQLite database: restore a backup, or move it away.`;
}

const fileProblems = new Map<number, (file: string) => string>([
  [3, cannotBeWritten], // SQLITE_PERM
  [8, cannotBeWritten], // SQLITE_READONLY
  [14, cannotBeWritten], // SQLITE_CANTOPEN
  [sqliteBusy, (file) => `The database ${file} is locked by another program: close that one first.`],
  [11, isDamaged], // SQLITE_CORRUPT
  [26, isDamaged], // SQLITE_NOTADB
]);

/** The primary result code, see https://sqlite.org/rescode.html. */
function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
