import type { Database } from "#store/sqlite/database.ts";

/** Up to this size all pages are read before the server acknowledges anything; above it, beside its work. */
export const checkedAtStart = 256 * 1024 * 1024;

/**
 * Reads all pages, and sees whether they hang together. A letter that changed inside a text is not seen: SQLite keeps no
 * sums of its pages.
 *
 * @returns the first thing that is wrong.
 * @throws SQLite's error where a page is damaged so that it cannot go on.
 */
export function findDamage(db: Database): string | undefined {
  const found = db.get<{ quick_check: string }>("PRAGMA quick_check(1)")?.quick_check;
  return found === "ok" ? undefined : (found ?? "nothing could be checked");
}
