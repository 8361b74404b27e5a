import { ConfigError } from "#app/errors.ts";
import { databaseFile } from "./data-folder.ts";
import { Database } from "./database.ts";
import { logSizeLimit } from "./integrity/watch-files.ts";

/** Opens the connection that writes. @throws ConfigError when nothing could be kept safely here. */
export function openForWriting(folder: string): Database {
  const db = new Database(databaseFile(folder));
  try {
    refuseOldSqlite(db);
    const mode = db.get<{ journal_mode: string }>("PRAGMA journal_mode = WAL")?.journal_mode;
    if (mode !== "wal")
      throw new ConfigError([
        `The data folder ${folder} is on a drive without shared memory, often a network drive: name a local folder.`,
      ]);
    // FULL: a commit is on the disk before it is answered. NORMAL would lose the last ones with the power.
    db.exec(`PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${logSizeLimit}; PRAGMA temp_store = MEMORY`);
    return db;
  } catch (error) {
    db[Symbol.dispose]();
    throw error;
  }
}

export function openForReading(folder: string): Database {
  return new Database(databaseFile(folder), { readOnly: true });
}

function refuseOldSqlite(db: Database): void {
  const version = db.get<{ version: string }>("SELECT sqlite_version() AS version")?.version ?? "";
  if (isOldSqlite(version))
    throw new ConfigError([
      `This Node.js has SQLite ${version}, which can damage a database in WAL mode: use a Node.js with SQLite 3.51.3 or newer.`,
    ]);
}

/** Before 3.51.3, resetting the log at the wrong moment could damage the database (https://sqlite.org/wal.html). */
export function isOldSqlite(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return major < 3 || (major === 3 && (minor < 51 || (minor === 51 && patch < 3)));
}
