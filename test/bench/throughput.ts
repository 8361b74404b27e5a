import { type ChildProcess, fork } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { median } from "./median.ts";

export type Throughput = { bare: number; causerie: number; ratio: number };

const lanes = 64;
const perLane = 40;
const rounds = 5;

/**
 * Durable messages per second over HTTP: Causerie's whole road (stored, answered by a story, the answer stored; counted
 * when the last answer is durable) against a bare Express that inserts one row. Alternating rounds in one run, medians.
 */
export async function measureThroughput(): Promise<Throughput> {
  const bareRates: number[] = [];
  const causerieRates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bareRates.push(await withServer("bare", (url) => flood(() => ({ url: `${url}/` }))));
    causerieRates.push(
      await withServer("causerie", async (url, child) => {
        const visitors = await Promise.all(Array.from({ length: lanes }, () => openSession(url)));
        return flood(
          (lane) => visitors[lane] ?? { url },
          () => idle(child),
        );
      }),
    );
  }
  const bare = median(bareRates);
  const causerie = median(causerieRates);
  return { bare, causerie, ratio: causerie / bare };
}

type Target = { url: string; token?: string };

/** 64 senders, each one message after another. @returns messages per second. */
async function flood(
  target: (lane: number) => Target,
  finished: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const { url, token } = target(lane);
      for (let index = 0; index < perLane; index += 1) {
        const status = await post(
          agent,
          url,
          { clientId: `${lane}-${index}`, content: { type: "text", text: "When does the next train leave?" } },
          token,
        );
        if (status !== 202) throw new Error(`answered ${status}`);
      }
    }),
  );
  await finished();
  agent.destroy();
  return (lanes * perLane * 1000) / (performance.now() - started);
}

function post(agent: Agent, url: string, body: unknown, token?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
    const outgoing = request(url, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? 0));
    });
    outgoing.once("error", reject);
    outgoing.end(JSON.stringify(body));
  });
}

async function openSession(url: string): Promise<Target> {
  const answer = await fetch(`${url}/web/v1/session`, { method: "POST" });
  const { token, conversationId } = (await answer.json()) as { token: string; conversationId: string };
  return { url: `${url}/web/v1/conversations/${conversationId}/messages`, token };
}

async function idle(child: ChildProcess): Promise<void> {
  const done = new Promise((resolve) => child.once("message", resolve));
  child.send("idle?");
  await done;
}

async function withServer(
  kind: string,
  measure: (url: string, child: ChildProcess) => Promise<number>,
): Promise<number> {
  using folder = disposableFolder();
  const child = fork(join(import.meta.dirname, "throughput-server.ts"), [kind, folder.path], {
    execArgv: ["--conditions=causerie-source"],
  });
  try {
    const { url } = await new Promise<{ url: string }>((resolve, reject) => {
      child.once("message", (message) => resolve(message as { url: string }));
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    return await measure(url, child);
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }
}
