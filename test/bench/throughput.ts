import { type ChildProcess, fork } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { median } from "./median.ts";
import { endChild } from "#support/system/end-child.ts";

/** Messages a second, and milliseconds of the server's CPU for one, all its threads together. */
export type Rate = { perSecond: number; cpuMs: number };
export type Throughput = { bare: Rate; causerie: Rate; ratio: number };

const lanes = 64;
const rounds = 5;

/**
 * Durable messages per second over HTTP: Causerie's whole road (stored, answered by a story, the answer stored; counted
 * when the last answer is durable) against a bare Express that inserts one row. Alternating rounds in one run, medians.
 */
export async function measureThroughput(): Promise<Throughput> {
  const bareRates: Rate[] = [];
  const causerieRates: Rate[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bareRates.push(await withServer("bare", (url, child) => floodTwice(child, () => ({ url: `${url}/` }))));
    causerieRates.push(
      await withServer("causerie", async (url, child) => {
        const visitors = await Promise.all(Array.from({ length: lanes }, () => openSession(url)));
        return floodTwice(child, (lane) => visitors[lane] ?? { url });
      }),
    );
  }
  const bare = medianOf(bareRates);
  const causerie = medianOf(causerieRates);
  return { bare, causerie, ratio: causerie.perSecond / bare.perSecond };
}

function medianOf(rates: readonly Rate[]): Rate {
  return { perSecond: median(rates.map((rate) => rate.perSecond)), cpuMs: median(rates.map(({ cpuMs }) => cpuMs)) };
}

type Target = { url: string; token?: string };

/** The second time counts: V8 compiles Causerie's road, which is longer, during some thousand messages. */
async function floodTwice(child: ChildProcess, target: (lane: number) => Target): Promise<Rate> {
  await flood("warm", 60, child, target);
  return flood("counted", 60, child, target);
}

/** 64 senders, each one message after another. */
async function flood(
  name: string,
  perLane: number,
  child: ChildProcess,
  target: (lane: number) => Target,
): Promise<Rate> {
  const before = await idle(child);
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const { url, token } = target(lane);
      for (let index = 0; index < perLane; index += 1) {
        const status = await post(
          agent,
          url,
          { clientId: `${name}-${lane}-${index}`, content: { type: "text", text: "When does the next train leave?" } },
          token,
        );
        if (status !== 202) throw new Error(`answered ${status}`);
      }
    }),
  );
  const after = await idle(child);
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  const messages = lanes * perLane;
  return { perSecond: messages / seconds, cpuMs: (after - before) / messages };
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

/** @returns once nothing is left to be done, milliseconds of CPU since its start. */
async function idle(child: ChildProcess): Promise<number> {
  const done = new Promise<{ cpuMs: number }>((resolve) => {
    child.once("message", (message) => resolve(message as { cpuMs: number }));
  });
  child.send("idle?");
  return (await done).cpuMs;
}

async function withServer(kind: string, measure: (url: string, child: ChildProcess) => Promise<Rate>): Promise<Rate> {
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
    await endChild(child, "SIGKILL");
  }
}
