import type { DeskStore } from "@causerie/server/desk/desk-store.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";

/** @param location a folder, or the URL of a database. */
export async function openStoreAt(location: string): Promise<Store & { desk: DeskStore }> {
  const store = location.startsWith("postgres")
    ? await openPostgresStore({ url: location })
    : await openSqliteStore({ folder: location });
  const { desk } = store;
  if (desk === undefined) throw new Error("this store has no desk");
  return Object.assign(store, { desk });
}
