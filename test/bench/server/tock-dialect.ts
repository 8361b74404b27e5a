import { Agent } from "node:http";
import { disposableFolder } from "#support/disposable-folder.ts";
import { Contender } from "./contender.ts";
import { describeFlood, flood, type Flood, medianOf } from "./flood.ts";
import { judge } from "./judge.ts";
import { restTalker, type Talker, tockTalker } from "./talkers.ts";

const rounds = 5;
const roundMs = 2_000;
const warmMs = 1_000;
const conversations = 100;

/** What a turn costs by Tock's dialect and by our own REST, at one server, one after the other. @returns lines. */
export async function measureTockDialect(): Promise<string[]> {
  await using parts = new AsyncDisposableStack();
  const folder = disposableFolder();
  parts.defer(() => folder.remove());
  const { url } = parts.use(await Contender.start({ kind: "causerie", folder: folder.path }));
  const agent = new Agent({ keepAlive: true, maxSockets: conversations });
  parts.defer(() => agent.destroy());
  // Before the floods: a server that is busy lets nobody new in.
  const ownTalkers = await open(restTalker, url, agent);
  const tockTalkers = await open(tockTalker, url, agent);
  const own: Flood[] = [];
  const tock: Flood[] = [];
  await flood(ownTalkers, warmMs);
  await flood(tockTalkers, warmMs);
  for (let round = 0; round < rounds; round += 1) {
    own.push(await flood(ownTalkers, roundMs));
    tock.push(await flood(tockTalkers, roundMs));
  }
  const [ours, theirs] = [medianOf(own), medianOf(tock)];
  return [
    `our own REST, message and answer  ${describeFlood(ours)}`,
    `Tock's dialect, one request       ${describeFlood(theirs)}`,
    `time of a turn: ${judge(ours.perSecond / theirs.perSecond, { most: 1.2 })}`,
  ];
}

type Open = (url: string, agent: Agent) => Promise<Talker>;

async function open(talker: Open, url: string, agent: Agent): Promise<Talker[]> {
  const talkers: Talker[] = [];
  while (talkers.length < conversations) talkers.push(await talker(url, agent));
  return talkers;
}
