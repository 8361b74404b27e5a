import { mkdtempSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { startPostgres } from "#support/postgres/postgres-server.ts";
import { Contender, type ContenderOptions } from "./contender.ts";
import { describeFlood, flood, type Flood, medianOf } from "./flood.ts";
import { judge } from "./judge.ts";
import { bareTalker, echoTalker, restSender, restTalker, socketTalker, type Talker } from "./talkers.ts";

const rounds = 3;
const roundMs = 2_000;

type Competitor = {
  name: string;
  kind: ContenderOptions["kind"];
  on: "SQLite" | "PostgreSQL" | "nothing";
  /** Its throughput is given as a share of this one's. */
  against?: string;
  /** What that share should be at least; undefined: there is no aim. */
  least?: number;
  talker: (url: string, agent: Agent) => Promise<Talker>;
};

const competitors: Competitor[] = [
  { name: "bare Express, one SQLite insert", kind: "sqlite", on: "SQLite", talker: bareTalker },
  {
    name: "REST, message acknowledged (and answered beside it)",
    kind: "causerie",
    on: "SQLite",
    against: "bare Express, one SQLite insert",
    least: 0.8,
    talker: restSender,
  },
  {
    name: "REST, message, story, answer read by a poll",
    kind: "causerie",
    on: "SQLite",
    against: "bare Express, one SQLite insert",
    least: 0.8,
    talker: restTalker,
  },
  { name: "bare Socket.IO echo", kind: "echo", on: "nothing", talker: echoTalker },
  {
    name: "Socket.IO, message, story, answer",
    kind: "causerie",
    on: "SQLite",
    against: "bare Socket.IO echo",
    talker: socketTalker,
  },
  { name: "bare Express, one PostgreSQL insert", kind: "postgres", on: "PostgreSQL", talker: bareTalker },
  {
    name: "Socket.IO on PostgreSQL, message, story, answer",
    kind: "causerie",
    on: "PostgreSQL",
    against: "bare Express, one PostgreSQL insert",
    least: 0.8,
    talker: socketTalker,
  },
];

/**
 * Durable messages and their answers, by how many conversations go on at once. All servers stand from the beginning, and each
 * competitor has its turn in each round, so a noisy moment hits them alike; all share the machine with those who talk to
 * them. @returns lines with medians.
 */
export async function measureAnswers(): Promise<string[]> {
  await using parts = new AsyncDisposableStack();
  const folder = disposableFolder();
  parts.defer(() => folder.remove());
  const postgres = postgresPrograms() === undefined ? undefined : parts.use(await startPostgres());
  const taking = competitors.filter(({ on }) => on !== "PostgreSQL" || postgres !== undefined);
  const servers = new Map<string, Contender>();
  for (const { kind, on } of taking) {
    const key = `${kind} on ${on}`;
    if (servers.has(key)) continue;
    const database = on === "PostgreSQL" && postgres !== undefined ? { database: postgres.url } : {};
    const own = mkdtempSync(join(folder.path, "server-"));
    servers.set(key, parts.use(await Contender.start({ kind, folder: own, ...database })));
  }
  const lines: string[] = [];
  for (const conversations of [1, 100, 1_000]) {
    const found = new Map(taking.map(({ name }) => [name, [] as Flood[]]));
    for (let round = 0; round < rounds; round += 1)
      for (const competitor of taking) {
        const { url = "" } = servers.get(`${competitor.kind} on ${competitor.on}`) ?? {};
        found.get(competitor.name)?.push(await measure(competitor, conversations, url));
      }
    const medians = new Map([...found].map(([name, floods]) => [name, medianOf(floods)]));
    for (const { name, against, least } of taking) {
      const flooded = medians.get(name);
      const base = against === undefined ? undefined : medians.get(against);
      if (flooded === undefined) continue;
      const ratio = flooded.perSecond / (base?.perSecond ?? NaN);
      const judged = least === undefined ? `${ratio.toFixed(2)} x` : judge(ratio, { least });
      const share = base === undefined ? "" : `, of ${against}: ${judged}`;
      lines.push(`${String(conversations).padStart(5)} at once, ${name.padEnd(52)} ${describeFlood(flooded)}${share}`);
    }
  }
  return lines;
}

async function measure({ talker }: Competitor, conversations: number, url: string): Promise<Flood> {
  const agent = new Agent({ keepAlive: true, maxSockets: conversations });
  using talkers = new DisposableStack();
  const all: Talker[] = [];
  while (all.length < conversations) {
    const more = Array.from({ length: Math.min(50, conversations - all.length) }, () => talker(url, agent));
    for (const each of await Promise.all(more)) all.push(talkers.use(each));
  }
  await flood(all, 300);
  const result = await flood(all, roundMs);
  agent.destroy();
  return result;
}
