import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { botText } from "#support/bot-text.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import type { Store } from "@causerie/server/store/store.ts";

const seconds = 2;

/** How many events the store takes and answers per second, beside a bare insert on the same disk. @returns lines. */
export async function measureStore(): Promise<string[]> {
  using folder = disposableFolder();
  const bare = bareInserts(join(folder.path, "bare.db"));
  const lines = [`bare insert, one after another: ${bare.toFixed(0)}/s`];
  for (const callers of [1, 16, 128]) {
    await using store = await openSqliteStore({ folder: join(folder.path, `store-${callers}`) });
    lines.push(await measure(`append, ${callers} callers`, bare, callers, (caller, n) => append(store, caller, n)));
    lines.push(
      await measure(`append + begin + commit, ${callers} callers`, bare, callers, (caller, n) =>
        answer(store, caller, n),
      ),
    );
  }
  return lines;
}

function bareInserts(file: string): number {
  using db = new DatabaseSync(file);
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT)",
  );
  const insert = db.prepare("INSERT INTO message (body) VALUES (?)");
  const body = JSON.stringify(eventOf(0, 0));
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < seconds * 1000) {
    insert.run(body);
    count += 1;
  }
  return (count * 1000) / (performance.now() - started);
}

async function measure(
  name: string,
  bare: number,
  callers: number,
  step: (caller: number, n: number) => Promise<void>,
): Promise<string> {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let n = 0; performance.now() < until; n += 1) {
        const before = performance.now();
        await step(caller, n);
        latencies.push(performance.now() - before);
      }
    }),
  );
  const perSecond = (latencies.length * 1000) / (performance.now() - started);
  latencies.sort((a, b) => a - b);
  const at = (part: number): string => (latencies[Math.floor(latencies.length * part)] ?? 0).toFixed(2);
  return `${name}: ${perSecond.toFixed(0)}/s (${(perSecond / bare).toFixed(2)} x bare), p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

async function append(store: Store, caller: number, n: number): Promise<void> {
  await store.events.append(eventOf(caller, n), Date.now());
}

async function answer(store: Store, caller: number, n: number): Promise<void> {
  const event = eventOf(caller + 1_000, n);
  await store.events.append(event, Date.now());
  const lease = await store.turns.begin(event.conversationId, Date.now());
  if (lease === undefined || lease === "interrupted") throw new Error("an event that was stored cannot begin");
  const messageId = `${event.conversationId}/${lease.seq}.1`;
  const events = [
    { key: messageId, body: botText("The weather in Lyon is fine.", messageId) },
    { key: `${lease.seq}.end`, body: { type: "turn.end" as const, of: lease.seq } },
  ];
  await store.turns.commit(lease, { events, deliveries: [] }, { locale: "en", data: { city: "Lyon" } }, Date.now());
}

function eventOf(caller: number, n: number): InboundEvent {
  return {
    id: `01J8ZQ4X5T-${n}`,
    connectorId: "web",
    conversationId: `web:conversation-number-${caller}`,
    address: direct(`visitor-${caller}`),
    at: 1_760_000_000_000,
    content: { type: "text", text: "What is the weather like in Lyon today?" },
  };
}
