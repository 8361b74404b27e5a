import { parentPort, workerData } from "node:worker_threads";
import { openForReading } from "#store/sqlite/open-database.ts";
import { findDamage } from "./find-damage.ts";

/** The thread that checks a large database while the server works. */
export type DamageMessage = { damage: string | undefined };

if (parentPort === null) throw new Error("this file is started by watch-damage.ts");
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage({ damage: check((workerData as { folder: string }).folder) } satisfies DamageMessage);

function check(folder: string): string | undefined {
  try {
    using db = openForReading(folder);
    return findDamage(db);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
