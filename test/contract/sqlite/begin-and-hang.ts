import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { beginTurn, textEvent } from "#contract/store/store-samples.ts";

/** Begins a turn whose story never gives the thread back, and is killed for it. Argument: the data folder. */
const store = await openSqliteStore({ folder: process.argv[2] ?? "" });
await store.events.append(textEvent("a", "one"), 1_000);
await beginTurn(store, "ada", 1_000);

const until = performance.now() + 300;
while (performance.now() < until);
process.kill(process.pid, "SIGKILL");
