import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { median } from "#bench/median.ts";
import { hasRedis, type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import type { FramesOrder, FramesReport } from "./frames-entry.ts";

const conversations = 100;
const perSecond = 2_000;
const seconds = 3;
const rounds = 3;

/** `lost`: frames that the other process did not get. CPU in milliseconds for a frame. */
type Round = { p50: number; p99: number; lost: number; sender: number; receiver: number; redis: number; kept: number };

/**
 * Frames (pieces of texts that are being written) from one process to another over one Redis: by our signals, and by
 * `@socket.io/redis-streams-adapter` with its defaults. Alternating rounds in one run. @returns lines.
 */
export async function measureFrames(): Promise<string[]> {
  if (!hasRedis()) return ["not measured: install Debian's `redis-server`"];
  const kinds = ["signals", "adapter"] as const;
  const found: Record<(typeof kinds)[number], Round[]> = { signals: [], adapter: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      await using redis = await startRedis();
      found[kind].push(await measureRound(kind, redis));
    }
  const name = { signals: "signals of our own, merged for 5 ms", adapter: "@socket.io/redis-streams-adapter" };
  return kinds.map((kind) => {
    const of = (pick: (round: Round) => number): number => median(found[kind].map(pick));
    return (
      `${name[kind].padEnd(38)} p50 ${of(({ p50 }) => p50).toFixed(1)} ms, p99 ${of(({ p99 }) => p99).toFixed(1)} ms, ` +
      `lost ${of(({ lost }) => lost)}, CPU of a frame: sender ${of(({ sender }) => sender * 1000).toFixed(0)} µs, ` +
      `receiver ${of(({ receiver }) => receiver * 1000).toFixed(0)} µs, Redis ${of(({ redis }) => redis * 1000).toFixed(0)} µs; ` +
      `left in Redis ${(of(({ kept }) => kept) / 1000).toFixed(0)} kB`
    );
  });
}

async function measureRound(kind: string, redis: RedisServer): Promise<Round> {
  using sender = await startProcess(kind, redis.url);
  using receiver = await startProcess(kind, redis.url);
  await order(receiver.child, { type: "listen", conversations });
  // The lines of both stand before the first frame, and the code is compiled before the counted ones.
  await delay(500);
  await order(sender.child, { type: "send", conversations, perSecond, seconds });
  await delay(500);
  const before = await usages(sender.child, receiver.child, redis);
  await order(sender.child, { type: "send", conversations, perSecond, seconds });
  await delay(500);
  const after = await usages(sender.child, receiver.child, redis);
  const delays = after.receiver.delays.toSorted((a, b) => a - b);
  const count = perSecond * seconds;
  const at = (part: number): number => delays[Math.floor(delays.length * part)] ?? NaN;
  return {
    p50: at(0.5),
    p99: at(0.99),
    lost: count - delays.length,
    sender: (after.sender.cpuMs - before.sender.cpuMs) / count,
    receiver: (after.receiver.cpuMs - before.receiver.cpuMs) / count,
    redis: (after.redis.cpuMs - before.redis.cpuMs) / count,
    kept: after.redis.bytes,
  };
}

async function usages(sender: ChildProcess, receiver: ChildProcess, redis: RedisServer) {
  return {
    sender: (await order(sender, { type: "report" })) as FramesReport,
    receiver: (await order(receiver, { type: "report" })) as FramesReport,
    redis: await usageOf(redis),
  };
}

async function usageOf(redis: RedisServer): Promise<{ cpuMs: number; bytes: number }> {
  const cpu = String(await redis.command("INFO", "cpu"));
  const seconds = (name: string): number => Number(new RegExp(`${name}:([\\d.]+)`).exec(cpu)?.[1] ?? NaN);
  const memory = String(await redis.command("INFO", "memory"));
  return {
    cpuMs: (seconds("used_cpu_user") + seconds("used_cpu_sys")) * 1000,
    bytes: Number(/used_memory_dataset:(\d+)/.exec(memory)?.[1] ?? NaN),
  };
}

async function order(child: ChildProcess, what: FramesOrder): Promise<unknown> {
  const answered = once(child, "message") as Promise<[unknown]>;
  child.send(what);
  return (await answered)[0];
}

async function startProcess(kind: string, redisUrl: string): Promise<{ child: ChildProcess } & Disposable> {
  const child = fork(join(import.meta.dirname, "frames-entry.ts"), [kind, redisUrl], {
    execArgv: ["--conditions=causerie-source"],
  });
  await once(child, "message");
  return { child, [Symbol.dispose]: () => void child.kill("SIGKILL") };
}
