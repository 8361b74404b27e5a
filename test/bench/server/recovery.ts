import { setTimeout as delay } from "node:timers/promises";
import { percentile } from "#support/fault/percentiles.ts";
import { transports } from "#support/fault/scene.ts";
import { judge } from "./judge.ts";
import { WatchedChat } from "#support/fault/watched-chat.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { waitUntil } from "#support/wait-until.ts";

const chatsEach = 4;
const kills = 3;

/**
 * From `kill -9` to the next answer on a screen, for chats that write all the time. The server is started again at once, so
 * its own start is part of it; how long that takes is named beside it. @returns lines.
 */
export async function measureRecovery(): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, restsMs] of [
    ["events that were interrupted rest as they do by default", undefined],
    ["no rests", [0]],
  ] as const) {
    await using server = new ServerProcess(restsMs === undefined ? {} : { restsMs });
    await server.start();
    using open = new DisposableStack();
    const chats = transports.flatMap((transport) =>
      Array.from({ length: chatsEach }, () => open.use(new WatchedChat(`${server.url}/web`, transport))),
    );
    let writing = true;
    const people = chats.map(async (chat) => {
      for (let n = 0; writing; n += 1) {
        chat.write(`text ${n}`);
        await delay(250);
      }
    });
    await delay(3_000);
    const recoveries = new Map(transports.map((transport) => [transport, [] as number[]]));
    const starts: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const killed = performance.now();
      await server.kill();
      await server.start();
      starts.push(performance.now() - killed);
      for (const chat of chats) {
        await waitUntil(() => (chat.arrivals.at(-1) ?? 0) > killed, 60_000);
        const first = chat.arrivals.find((at) => at > killed);
        recoveries.get(chat.transport)?.push((first ?? Number.NaN) - killed);
      }
      await delay(2_000);
    }
    writing = false;
    await Promise.all(people);
    const ms = (values: readonly number[], percent: number): string => `${Math.round(percentile(values, percent))} ms`;
    for (const [transport, values] of recoveries)
      lines.push(
        `${transport.padEnd(7)} p50 ${ms(values, 50)} (of a second: ${judge(percentile(values, 50) / 1000, { most: 1 })}), p95 ${ms(values, 95)}, of which the server's start ${ms(starts, 50)} (${values.length} times, ${name})`,
      );
    await waitUntil(() => chats.every((chat) => chat.entries().length >= 3 * chat.written.length), 60_000);
  }
  return lines;
}
