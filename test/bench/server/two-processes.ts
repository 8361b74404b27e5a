import { Agent } from "node:http";
import { disposableFolder } from "#support/disposable-folder.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { startPostgres } from "#support/postgres/postgres-server.ts";
import { hasRedis, startRedis } from "#support/redis/redis-server.ts";
import { Contender } from "./contender.ts";
import { describeFlood, flood, type Flood, medianOf } from "./flood.ts";
import { socketTalker } from "./talkers.ts";

const conversations = 100;
const rounds = 3;

/** One and two processes on one PostgreSQL, signals by NOTIFY and by Redis. @returns lines. */
export async function measureTwoProcesses(): Promise<string[]> {
  if (postgresPrograms() === undefined) return ["not measured: install Debian's `postgresql`"];
  await using postgres = await startPostgres();
  await using parts = new AsyncDisposableStack();
  const redis = hasRedis() ? parts.use(await startRedis()) : undefined;
  const plans = [1, 2].flatMap((count) =>
    [undefined, ...(redis === undefined ? [] : [redis.url])].map((url) => ({ count, redis: url })),
  );
  const found = plans.map(() => [] as Flood[]);
  const cpu = plans.map(() => 0);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { count, redis: url }] of plans.entries()) {
      await using open = new AsyncDisposableStack();
      const servers: Contender[] = [];
      for (let process = 0; process < count; process += 1)
        servers.push(
          open.use(
            await Contender.start({
              kind: "causerie",
              folder: open.use(asAsync(disposableFolder())).path,
              database: postgres.url,
              ...(url && { redis: url }),
            }),
          ),
        );
      const agent = new Agent({ keepAlive: true });
      const talkers = await Promise.all(
        Array.from({ length: conversations }, (_, talker) => socketTalker(servers[talker % count]?.url ?? "", agent)),
      );
      await flood(talkers, 500);
      const before = await cpuOf(servers);
      const flooded = await flood(talkers, 3_000);
      found[index]?.push(flooded);
      cpu[index] = ((await cpuOf(servers)) - before) / (flooded.perSecond * 3);
      for (const talker of talkers) talker[Symbol.dispose]();
      agent.destroy();
    }
  return plans.map(({ count, redis: url }, index) => {
    const name = `${count} process${count === 1 ? "" : "es"}, signals by ${url === undefined ? "NOTIFY" : "Redis"}`;
    return `${name.padEnd(34)} ${describeFlood(medianOf(found[index] ?? []))}, ${cpu[index]?.toFixed(2)} ms of CPU a message`;
  });
}

async function cpuOf(servers: readonly Contender[]): Promise<number> {
  const usages = await Promise.all(servers.map((server) => server.usage()));
  return usages.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

function asAsync(folder: ReturnType<typeof disposableFolder>) {
  return { path: folder.path, [Symbol.asyncDispose]: async () => folder.remove() };
}
