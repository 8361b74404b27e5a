import { Agent } from "node:http";
import type { FakeGraph } from "@causerie/fake-graph";
import { disposableFolder } from "#support/disposable-folder.ts";
import { median } from "#bench/median.ts";
import { Contender } from "./contender.ts";
import { judge } from "./judge.ts";
import { startGraph, startPerson, timePost, webhookOf } from "./messenger-page.ts";
import { ask } from "./post.ts";

const events = 1_000;
const people = 100;
const senders = 64;
const rounds = 7;
const pageId = "2001";

/**
 * As many events as Meta puts into one webhook at most, against as many requests to a bare server that inserts one row for
 * each and commits together what comes together. @returns lines.
 */
export async function measureOneWebhook(): Promise<string[]> {
  await using graph = await startGraph([pageId]);
  const psids = await Promise.all(Array.from({ length: people }, () => startPerson(graph, pageId)));
  const bare: number[] = [];
  const webhook: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await timeInserts());
    webhook.push(await timeWebhook(graph, psids));
  }
  const [inserts, acknowledged] = [median(bare), median(webhook)];
  return [
    `bare Express, ${events} inserts with group commit, ${senders} senders   ${Math.round(inserts)} ms`,
    `one webhook with ${events} events of ${people} people, acknowledged   ${Math.round(acknowledged)} ms`,
    `the webhook takes ${judge(acknowledged / inserts, { most: 2 })}`,
  ];
}

async function timeInserts(): Promise<number> {
  using folder = disposableFolder();
  await using server = await Contender.start({ kind: "grouped", folder: folder.path });
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const insert = async (): Promise<void> => {
    const { status } = await ask(agent, `${server.url}/`, { body: { text: "When does the next train leave?" } });
    if (status !== 202) throw new Error(`answered ${status}`);
  };
  const insertAll = async (): Promise<void> => {
    await Promise.all(
      Array.from({ length: senders }, async (_, sender) => {
        for (let n = sender; n < events; n += senders) await insert();
      }),
    );
  };
  // Both servers are warm: neither is measured while its code is compiled.
  await insertAll();
  const began = performance.now();
  await insertAll();
  const ms = performance.now() - began;
  agent.destroy();
  return ms;
}

async function timeWebhook(graph: FakeGraph, psids: readonly string[]): Promise<number> {
  using folder = disposableFolder();
  const pages = { [pageId]: graph.baseUrl };
  await using server = await Contender.start({ kind: "causerie", folder: folder.path, pages });
  const url = `${server.url}/${pageId}`;
  const senders = Array.from({ length: events }, (_, n) => psids[n % people] ?? "");
  let sent = 0;
  const stop = graph.on("sent", () => (sent += 1));
  const postAll = async (): Promise<number> => {
    const answered = sent + events;
    const ms = await timePost(url, webhookOf(pageId, senders));
    // All of them, or the server would be killed in the middle of a call.
    await graph.waitFor(() => sent === answered, 120_000);
    return ms;
  };
  await postAll();
  const ms = await postAll();
  stop();
  return ms;
}
