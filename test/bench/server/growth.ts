import { type DisposableTempDir, readdirSync, statSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Session } from "@causerie/protocol";
import { disposableFolder } from "#support/disposable-folder.ts";
import { median } from "#bench/median.ts";
import { Contender, type Usage } from "./contender.ts";
import { flood } from "./flood.ts";
import { keepTurn } from "./keep-turn.ts";
import { openSession, restTalker } from "./talkers.ts";

/** A turn leaves three events: what was said, what was answered, and the end. */
const eventsOfTurn = 3;
const turnsOfConversation = 20;
const rounds = 3;

/** One folder, and what was measured over it. `session`: whose conversation goes on; undefined: a new one each time. */
type Stage = {
  name: string;
  folder: DisposableTempDir;
  session?: Session;
  starts: number[];
  answers: number[];
  /** Milliseconds of CPU for an answer: what else the machine does has little to say in it. */
  cpu: number[];
  usage?: Usage;
};

/**
 * What a server on SQLite needs with what it has kept: to start, to answer, and memory. The stages take turns.
 * @param million whether the million is measured, too: to write it takes minutes. @returns lines.
 */
export async function measureGrowth(million: boolean): Promise<string[]> {
  using folders = new DisposableStack();
  const stages: Stage[] = [];
  const add = (name: string, session?: Session): Stage => {
    const folder = folders.use(disposableFolder());
    const stage = { name, folder, starts: [], answers: [], cpu: [], ...(session && { session }) };
    stages.push(stage);
    return stage;
  };
  for (const events of [0, 100_000, ...(million ? [1_000_000] : [])])
    await fill(add(`${events.toLocaleString("en")} events`).folder.path, events);
  const long = add("50,000 in one conversation");
  long.session = await fillOne(long.folder.path, 50_000);

  for (let round = 0; round < rounds; round += 1) for (const stage of stages) await measureStage(stage);
  const [empty] = stages;
  return stages.map(({ name, folder, starts, answers, cpu, usage }) => {
    const against = (values: readonly number[], base: readonly number[] = []): string =>
      `(${(median(values) / median(base)).toFixed(2)} x empty)`;
    return [
      `${name.padStart(26)}: start ${Math.round(median(starts))} ms`,
      `answer ${median(answers).toFixed(2)} ms ${against(answers, empty?.answers)}`,
      `${median(cpu).toFixed(2)} ms of CPU each ${against(cpu, empty?.cpu)}`,
      `memory ${mega(usage?.rss)}, of it heap ${mega(usage?.heapUsed)}`,
      `files ${mega(sizeOf(folder.path))}`,
    ].join(", ");
  });
}

async function measureStage(stage: Stage): Promise<void> {
  const { folder, session } = stage;
  await using server = await Contender.start({ kind: "causerie", folder: folder.path });
  stage.starts.push(server.startedInMs);
  const agent = new Agent({ keepAlive: true });
  using talker = await restTalker(server.url, agent, session);
  await flood([talker], 500);
  stage.usage = await server.usage();
  const ms = 2_000;
  const { perSecond, p50 } = await flood([talker], ms);
  stage.answers.push(p50);
  stage.cpu.push(((await server.usage()).cpuMs - stage.usage.cpuMs) / (perSecond * (ms / 1000)));
  agent.destroy();
  await server.end("SIGTERM");
}

/** Gives one visitor a conversation with so many events. */
async function fillOne(folder: string, events: number): Promise<Session> {
  const agent = new Agent({ keepAlive: true });
  await using server = await Contender.start({ kind: "causerie", folder });
  const session = await openSession(server.url, agent);
  agent.destroy();
  await server.end("SIGTERM");
  await using store = await openSqliteStore({ folder });
  for (let turn = 0; turn < events / eventsOfTurn; turn += 1)
    await keepTurn(store, session.conversationId, session.visitorId, turn);
  return session;
}

/** Writes turns as the server does, until there are so many events. */
async function fill(folder: string, events: number): Promise<void> {
  if (events === 0) return;
  await using store = await openSqliteStore({ folder });
  const turns = Math.ceil(events / eventsOfTurn);
  let next = 0;
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

const mega = (bytes = Number.NaN): string => `${(bytes / 1e6).toFixed(0)} MB`;

function sizeOf(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.startsWith("causerie.db"))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
