import { setTimeout as delay } from "node:timers/promises";
import type { FakeGraph } from "@causerie/fake-graph";
import { disposableFolder } from "#support/disposable-folder.ts";
import { median } from "#bench/median.ts";
import { Contender } from "./contender.ts";
import { judge } from "./judge.ts";
import { startGraph, startPerson, timePost, webhookOf } from "./messenger-page.ts";

const rounds = 3;
const answers = 40;
const others = 80;
const dead = "2001";
const alive = "2002";
/** Longer than a round, so that no call that hangs ends in it. */
const hangMs = 120_000;

/** How the calls of the other page end. */
const states = {
  "answers as well": () => undefined,
  "never answers (its calls hang)": (graph: FakeGraph) =>
    graph.failNext(100_000, { hang: hangMs }, { path: `/${dead}/messages` }),
  "refuses each call with 500": (graph: FakeGraph) =>
    graph.failNext(100_000, { status: 500 }, { path: `/${dead}/messages` }),
} satisfies Record<string, (graph: FakeGraph) => void>;

/**
 * From a webhook of one page to the answer at Meta, while people write to another page of the same server: before each message
 * of the first page one to the other. @returns lines.
 */
export async function measureDeadPage(): Promise<string[]> {
  const found = new Map(Object.keys(states).map((state) => [state, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const [state, make] of Object.entries(states)) found.get(state)?.push(await measureAnswers(make));
  const [healthy = Number.NaN, ...sick] = [...found.values()].map(median);
  const names = Object.keys(states).slice(1);
  return [
    `the other page answers as well: an answer is at Meta after ${healthy.toFixed(1)} ms`,
    ...sick.map(
      (ms, index) => `the other page ${names[index]}: ${ms.toFixed(1)} ms, ${judge(ms / healthy, { most: 1.2 })}`,
    ),
  ];
}

/** @returns the median of one page's answers, in milliseconds. */
async function measureAnswers(make: (graph: FakeGraph) => void): Promise<number> {
  await using graph = await startGraph([dead, alive]);
  using folder = disposableFolder();
  await using server = await Contender.start({
    kind: "causerie",
    folder: folder.path,
    pages: { [dead]: graph.baseUrl, [alive]: graph.baseUrl },
  });
  const say = (pageId: string, psid: string): Promise<number> =>
    timePost(`${server.url}/${pageId}`, webhookOf(pageId, [psid]));
  const bob = await startPerson(graph, alive);
  const arrivals = followAnswers(graph, bob);
  const answered = async (): Promise<number> => {
    const began = performance.now();
    const arrived = arrivals.next();
    await say(alive, bob);
    return (await arrived) - began;
  };
  for (let n = 0; n < 10; n += 1) await answered();
  const people = await Promise.all(Array.from({ length: others }, () => startPerson(graph, dead)));
  make(graph);
  await Promise.all(people.map((psid) => say(dead, psid)));
  // A page that answers has answered them all by then, and its crowd is no part of what is compared.
  await delay(3_000);
  const waits: number[] = [];
  for (let n = 0; n < answers; n += 1) {
    await say(dead, people[n % others] ?? "");
    waits.push(await answered());
  }
  // The last calls are whole then; one that is cut in its middle is a defect to the fake Graph API.
  await delay(500);
  await server.end("SIGKILL");
  return median(waits);
}

/** When the next answer to a person arrives. */
function followAnswers(graph: FakeGraph, psid: string): { next(): Promise<number> } {
  let arrive = (_at: number): void => undefined;
  graph.on("sent", (message) => {
    if (message.psid === psid) arrive(performance.now());
  });
  return {
    next: () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
  };
}
