import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { beginTurn, says, textEvent } from "#contract/store/store-samples.ts";

/**
 * Stores and answers events in a loop, and names each on the standard output as soon as the store says that it is
 * durable. Ends when it is killed. Arguments: the data folder, and a prefix for the ids.
 */
const [folder = "", prefix = ""] = process.argv.slice(2);

const store = await openSqliteStore({ folder });
const callers = Array.from({ length: 4 }, (_, caller) => talk(`conversation-${caller}`));
await Promise.all(callers);

async function talk(conversationId: string): Promise<void> {
  for (let n = 0; ; n += 1) {
    const id = `${prefix}-${n}`;
    await store.events.append(textEvent(id, "hello", { conversationId }), n);
    await print(`${conversationId} ${id}`);

    const lease = await beginTurn(store, conversationId, n);
    const key = `${lease.event.id}.1`;
    const answer = { events: [says(key, "hi")], deliveries: [{ id: `${conversationId}/${key}`, payload: "hi" }] };
    await store.turns.commit(lease, answer, { data: { last: lease.event.id } }, n);
    await print(`${conversationId} ${key}`);
  }
}

/** Resolves once the pipe has the line: on a loaded machine its reader may be late, and the pipe full. */
function print(line: string): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(`${line}\n`, (error) => (error instanceof Error ? reject(error) : resolve())),
  );
}
