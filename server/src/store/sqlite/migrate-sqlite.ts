import { explainFileError, lockFolder, prepareFolder } from "./data-folder.ts";
import { migrate } from "./migrate.ts";
import { openForWriting } from "./open-database.ts";

/**
 * Brings the database in `folder` to the newest schema, making it if there is none.
 *
 * @returns the names of the migrations that were applied.
 * @throws ConfigError when the folder cannot be used, or its database is not one this version can migrate.
 */
export async function migrateSqlite(folder: string): Promise<string[]> {
  prepareFolder(folder);
  using _lock = lockFolder(folder);
  try {
    using db = openForWriting(folder);
    return migrate(db, Date.now());
  } catch (error) {
    throw explainFileError(error, folder);
  }
}
