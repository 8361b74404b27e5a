import { readdirSync, statSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Session } from "@causerie/protocol";
import type { Store } from "@causerie/server/store/store.ts";
import { botText } from "#support/bot-text.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { median } from "#bench/median.ts";
import { Contender, type Usage } from "./contender.ts";
import { flood } from "./flood.ts";
import { openSession, restTalker } from "./talkers.ts";

/** A turn leaves three events: what was said, what was answered, and the end. */
const eventsOfTurn = 3;
const turnsOfConversation = 20;
const rounds = 3;

type Stage = { name: string; events: number };

/**
 * What a server on SQLite needs with what it has kept: to start, to answer, and memory.
 * @param million whether the million is measured, too: to write it takes minutes. @returns lines.
 */
export async function measureGrowth(million: boolean): Promise<string[]> {
  using folder = disposableFolder();
  const stages: Stage[] = [0, 100_000, ...(million ? [1_000_000] : [])].map((events) => ({
    name: `${events.toLocaleString("en")} events`,
    events,
  }));
  const lines: string[] = [];
  let kept = 0;
  let firstAnswer: number | undefined;
  for (const stage of stages) {
    await fill(folder.path, kept, stage);
    kept = stage.events;
    const { startedInMs, answerMs, usage } = await measureStage(folder.path);
    firstAnswer ??= answerMs;
    lines.push(
      `${stage.name.padStart(32)}: start ${Math.round(startedInMs)} ms, answer ${answerMs.toFixed(2)} ms (${(answerMs / firstAnswer).toFixed(2)} x empty), memory ${mega(usage.rss)}, of it heap ${mega(usage.heapUsed)}, files ${mega(sizeOf(folder.path))}`,
    );
  }
  lines.push(await measureLongConversation(firstAnswer ?? Number.NaN));
  return lines;
}

/** Three starts over the folder. `session`: whose conversation goes on; left out: a new one each time. */
async function measureStage(folder: string, session?: Session) {
  const starts: number[] = [];
  const answers: number[] = [];
  let usage: Usage = { rss: Number.NaN, heapUsed: Number.NaN, cpuMs: Number.NaN };
  for (let round = 0; round < rounds; round += 1) {
    await using server = await Contender.start({ kind: "causerie", folder });
    starts.push(server.startedInMs);
    const agent = new Agent({ keepAlive: true });
    using talker = await restTalker(server.url, agent, session);
    await flood([talker], 500);
    usage = await server.usage();
    answers.push((await flood([talker], 2_000)).p50);
    agent.destroy();
    await server.end("SIGTERM");
  }
  return { startedInMs: median(starts), answerMs: median(answers), usage };
}

const longEvents = 50_000;

/** A visitor who has 50,000 events behind them says something. */
async function measureLongConversation(emptyMs: number): Promise<string> {
  using folder = disposableFolder();
  const agent = new Agent({ keepAlive: true });
  const first = await Contender.start({ kind: "causerie", folder: folder.path });
  const session = await openSession(first.url, agent);
  agent.destroy();
  await first.end("SIGTERM");
  await using store = await openSqliteStore({ folder: folder.path });
  for (let turn = 0; turn < longEvents / eventsOfTurn; turn += 1)
    await keepTurn(store, session.conversationId, session.visitorId, turn);
  await store[Symbol.asyncDispose]();
  const { startedInMs, answerMs } = await measureStage(folder.path, session);
  return `${"50,000 in one conversation".padStart(32)}: start ${Math.round(startedInMs)} ms, answer in it ${answerMs.toFixed(2)} ms (${(answerMs / emptyMs).toFixed(2)} x empty)`;
}

/** Writes turns as the server does, until there are as many events as the stage wants. */
async function fill(folder: string, from: number, { events }: Stage): Promise<void> {
  if (events === 0) return;
  await using store = await openSqliteStore({ folder });
  const turns = Math.ceil(events / eventsOfTurn);
  let next = Math.ceil(from / eventsOfTurn);
  const writers = Array.from({ length: 200 }, async () => {
    while (next < turns) {
      // One writer has a conversation to itself.
      const start = next;
      next += turnsOfConversation;
      for (let turn = start; turn < Math.min(turns, start + turnsOfConversation); turn += 1)
        await keepTurn(store, `filled-${start}`, `visitor-${start}`, turn);
    }
  });
  await Promise.all(writers);
}

async function keepTurn(store: Store, conversationId: string, user: string, turn: number): Promise<void> {
  const event: InboundEvent = {
    id: `filled-${turn}`,
    connectorId: "web",
    conversationId,
    address: direct(user),
    at: Date.now(),
    content: { type: "text", text: "What is the weather like in Lyon today?" },
  };
  await store.events.append(event, Date.now());
  const lease = await store.turns.begin(conversationId, Date.now());
  if (lease === undefined || lease === "interrupted") throw new Error("an event that was stored cannot begin");
  const messageId = `${conversationId}/${lease.seq}.1`;
  const events = [
    { key: messageId, body: botText("The weather in Lyon is fine.", messageId) },
    { key: `${lease.seq}.end`, body: { type: "turn.end" as const, of: lease.seq } },
  ];
  await store.turns.commit(lease, { events, deliveries: [] }, { data: { city: "Lyon" } }, Date.now());
}

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

function sizeOf(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.startsWith("causerie.db"))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
