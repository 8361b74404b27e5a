import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const migrations = new URL("../../../server/src/store/sqlite/migrations/", import.meta.url);

/** Makes the database that the server had when it knew only the first `count` migrations, and fills it by `rows`. */
export function makeFormerDatabase(folder: string, count: number, rows: string): void {
  using db = new DatabaseSync(join(folder, "causerie.db"));
  db.exec(
    "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
  );
  const names = readdirSync(migrations).sort().slice(0, count);
  for (const [index, name] of names.entries()) {
    const sql = readFileSync(new URL(name, migrations), "utf8");
    db.exec(sql);
    db.prepare("INSERT INTO migration VALUES (?, ?, ?, 1)").run(index + 1, name, hash("sha256", sql, "hex"));
  }
  db.exec(rows);
}
