import type { Lease } from "@causerie/server/conversation/turns.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { eventOf, says } from "./store-samples.ts";

type HotStore = Pick<Store, "events" | "turns" | "outbox" | "log" | "growth" | "people" | "tokens">;

/** What a person gets in answer, and what is asked of the store on the way, as for every message of a server at work. */
export async function takeHotRoad(store: HotStore, person: string, n: number): Promise<void> {
  const now = Date.now();
  const { seq } = await store.events.append(eventOf(person, `message ${n}`), now);
  await store.log.position(person);
  await store.log.read(person, seq - 1, 201);
  await store.turns.due(now, 500, new Set());
  await store.turns.nextDue(now);
  const first = await begin(store, person);
  await store.turns.release(first);
  const lease = await begin(store, person);
  await store.turns.idempotencyRecords(lease);
  await store.turns.keepIdempotencyRecord(lease, "paid", true);
  await store.turns.append(lease, { events: [says(`${n}.1`, "A moment.")], deliveries: [] }, now);
  const deliveries = [1, 2].map((part) => ({ id: `${person}/${n}.${part}`, payload: { text: "fine" } }));
  const answer = { events: [says(`${n}.2`, "It is fine.")], deliveries, tokens: [{ token: `t${n}`, value: "v" }] };
  await store.turns.commit(lease, answer, { data: { n } }, now);
  await store.log.read(person, seq, 201);
  await store.log.tail(person, 20);
  await store.outbox.due(now, 500, new Set());
  await store.outbox.nextDue(now);
  for (const { id } of deliveries) {
    await store.outbox.begin(person, now + 1);
    await store.outbox.sent(id, `external ${id}`, now);
    await store.outbox.confirm("web", id, `external ${id}`, now);
    await store.outbox.report("web", { externalId: `external ${id}`, status: "read" }, now);
  }
  await store.outbox.states(deliveries.map(({ id }) => id));
  await store.growth.grown(new Map([[person, { seq: seq - 1, turn: seq }]]));
  await store.people.conversationOf("web", `user-${person}`);
  await store.people.addressOf(person);
  await store.tokens.read("web", `t${n}`);
}

async function begin({ turns }: HotStore, person: string): Promise<Lease> {
  const lease = await turns.begin(person, Date.now() + 1);
  if (lease === undefined || lease === "interrupted") throw new Error("nothing can begin");
  return lease;
}
