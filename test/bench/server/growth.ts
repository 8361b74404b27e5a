import { Agent } from "node:http";
import type { Session } from "@causerie/protocol";
import { median } from "#bench/median.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { Contender, type Usage } from "./contender.ts";
import { flood } from "./flood.ts";
import { judge } from "./judge.ts";
import { keepTurn } from "./keep-turn.ts";
import { type Database, embeddedDatabase, type KeptIn, postgresDatabase } from "./kept-in.ts";
import { openSession, restTalker } from "./talkers.ts";

/** A turn leaves three events: what was said, what was answered, and the end. */
const eventsOfTurn = 3;
const turnsOfConversation = 20;
const rounds = 3;
/** An answer may take so much longer than over an empty database. */
const most = 1.2;

/** One database, and what was measured over it. `session`: whose conversation goes on; undefined: a new one each time. */
type Stage = {
  name: string;
  kept: KeptIn;
  session?: Session;
  starts: number[];
  answers: number[];
  /** Milliseconds of CPU for an answer: what else the machine does has little to say in it. */
  cpu: number[];
  usage?: Usage;
};

export type GrowthSizes = { events: readonly number[]; inOneConversation: number };

/**
 * What a server needs with what it has kept, by database: to start, to answer, and memory. The stages of a database take turns.
 * @param million whether the million is measured, too: to write it takes minutes. @returns lines.
 */
export async function measureGrowth(
  million: boolean,
  sizes: GrowthSizes = { events: [100_000, ...(million ? [1_000_000] : [])], inOneConversation: 50_000 },
): Promise<string[]> {
  const lines: string[] = [];
  for (const open of [embeddedDatabase, ...(postgresPrograms() === undefined ? [] : [postgresDatabase])]) {
    await using database = await open();
    lines.push(`${database.name}:`, ...(await measureDatabase(database, sizes)));
  }
  return lines;
}

async function measureDatabase(database: Database, sizes: GrowthSizes): Promise<string[]> {
  const stages: Stage[] = [];
  const add = (name: string): Stage => {
    const stage = { name, kept: database.make(), starts: [], answers: [], cpu: [] };
    stages.push(stage);
    return stage;
  };
  const empty = add("0 events");
  for (const events of sizes.events) await fill(add(`${events.toLocaleString("en")} events`).kept, events);
  const long = add(`${sizes.inOneConversation.toLocaleString("en")} in one conversation`);
  long.session = await fillOne(long.kept, sizes.inOneConversation);

  for (let round = 0; round < rounds; round += 1) for (const stage of stages) await measureStage(stage);
  const lines: string[] = [];
  for (const stage of stages) lines.push(await describe(stage, empty));
  return lines;
}

async function describe(stage: Stage, empty: Stage): Promise<string> {
  const { name, kept, starts, answers, cpu, usage } = stage;
  const ratio = (values: readonly number[], base: readonly number[]): number => median(values) / median(base);
  const isBase = stage === empty;
  return [
    `${name.padStart(26)}: start ${Math.round(median(starts))} ms`,
    `answer ${median(answers).toFixed(2)} ms${isBase ? "" : ` (${judge(ratio(answers, empty.answers), { most })})`}`,
    `${median(cpu).toFixed(2)} ms of CPU each${isBase ? "" : ` (${ratio(cpu, empty.cpu).toFixed(2)} x)`}`,
    `memory ${mega(usage?.rss)}, of it heap ${mega(usage?.heapUsed)}`,
    `kept ${mega(await kept.size())}`,
  ].join(", ");
}

async function measureStage(stage: Stage): Promise<void> {
  const { kept, session } = stage;
  await using server = await startOver(kept);
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

const startOver = ({ folder, database }: KeptIn): Promise<Contender> =>
  Contender.start({ kind: "causerie", folder, ...(database && { database }) });

/** Gives one visitor a conversation with so many events. */
async function fillOne(kept: KeptIn, events: number): Promise<Session> {
  const agent = new Agent({ keepAlive: true });
  await using server = await startOver(kept);
  const session = await openSession(server.url, agent);
  agent.destroy();
  await server.end("SIGTERM");
  await using store = await kept.open();
  for (let turn = 0; turn < events / eventsOfTurn; turn += 1)
    await keepTurn(store, session.conversationId, session.visitorId, turn);
  await kept.settle();
  return session;
}

/** Writes turns as the server does, until there are so many events. */
async function fill(kept: KeptIn, events: number): Promise<void> {
  await using store = await kept.open();
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
  await kept.settle();
}

const mega = (bytes = Number.NaN): string => `${(bytes / 1e6).toFixed(0)} MB`;
