import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { beginTurn, says } from "#contract/store/store-samples.ts";

/**
 * Begins a turn, names its fence on the standard output, and waits for a line on the standard input: by then its process has
 * been frozen for long. Then it tries to write, and prints the name of the error of each try. Argument: the database.
 */
const [url = ""] = process.argv.slice(2);
await using store = await openPostgresStore({ url });
const lease = await beginTurn(store, "ada", 0);
const item = await store.outbox.begin("bob", 0);
process.stdout.write(`begun ${lease.fence}\n`);
await new Promise((resolve) => process.stdin.once("data", resolve));

const late = { events: [says("late", "late")], deliveries: [{ id: "late", payload: 1 }] };
const writes = [
  () => store.turns.renew(lease, 0),
  () => store.turns.append(lease, late, 0),
  () => store.turns.keepIdempotencyRecord(lease, "late", 1),
  () => store.turns.postpone(lease, Date.now()),
  () => store.turns.release(lease),
  () => store.turns.commit(lease, late, { data: { late: true } }, 0),
  () => store.turns.deadLetter(lease, late, "late", 0),
];
const names: string[] = [];
for (const write of writes)
  names.push(
    await write().then(
      () => "written",
      (error: unknown) => (error instanceof Error ? error.name : "unknown"),
    ),
  );
if (item !== undefined) await store.outbox.fail(item.id, { reason: "late" }, Date.now());
process.stdin.destroy();
process.stdout.write(`${names.join(" ")}\n`);
