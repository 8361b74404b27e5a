import type { DeskRecords } from "#desk/records/desk-records.ts";
import { explainFileError } from "#store/sqlite/data-folder.ts";
import { createDeskRecords } from "#store/sqlite/desk/desk-records.ts";
import { checkSqlite } from "#store/sqlite/maintenance.ts";
import { openForReading } from "#store/sqlite/open-database.ts";

/**
 * What the desk keeps in `folder`. Reads only, so a server may be running or start meanwhile.
 * @returns undefined when there is no database yet, or its next start brings it up to date first.
 * @throws ConfigError when the database cannot be used.
 */
export async function readDesk<Result>(
  folder: string,
  work: (records: Pick<DeskRecords, "list">) => Promise<Result>,
): Promise<Result | undefined> {
  const missing = checkSqlite(folder);
  if (missing === undefined || missing.length > 0) return undefined;
  try {
    using reader = openForReading(folder);
    return await work(createDeskRecords(reader, { run: () => Promise.reject(new Error("opened for reading")) }));
  } catch (error) {
    throw explainFileError(error, folder);
  }
}
