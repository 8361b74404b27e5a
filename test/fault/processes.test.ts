import { describe, expect, test } from "vitest";
import { isLong, times } from "#support/fault/effort.ts";
import { lineFaults } from "#support/fault/faults/line-faults.ts";
import { processFaults } from "#support/fault/faults/process-faults.ts";
import { postgresFaults, redisFaults } from "#support/fault/faults/service-faults.ts";
import { actOut, type Fault, openScene, transports } from "#support/fault/scene.ts";
import { startSeveral } from "#support/fault/target.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { hasRedis } from "#support/redis/redis-server.ts";

/**
 * The same visitors and the same judge as in `lines.test.ts`, over several processes. In the short form each target sees one
 * fault after another, by all transports at once; in the long form each fault has a scene of its own for each transport.
 */
const targets = [
  { count: 2, services: "PostgreSQL", short: ["D8 PostgreSQL loses its power", "D9"] },
  {
    count: 3,
    services: "PostgreSQL and Redis",
    short: ["D1 killed", "D7", "D8 the connections", "D4 all connections"],
  },
] as const;

type Plan = { name: string; faults: Fault[]; by: (typeof transports)[number][] };

function plansFor({ services, short }: (typeof targets)[number]): Plan[] {
  const all = [...processFaults, ...lineFaults, ...postgresFaults, ...(services === "PostgreSQL" ? [] : redisFaults)];
  if (isLong)
    return all.flatMap((fault) =>
      transports.map((transport) => ({ name: `${fault.name}, by ${transport}`, faults: [fault], by: [transport] })),
    );
  const faults = all.filter(({ name }) => short.some((part) => name.startsWith(part)));
  return [{ name: faults.map(({ name }) => name).join("; "), faults, by: [...transports] }];
}

describe.skipIf(postgresPrograms() === undefined).concurrent.each(targets)(
  "$count processes on $services",
  (target) => {
    test.skipIf(target.services !== "PostgreSQL" && !hasRedis).for(plansFor(target))(
      "$name",
      { timeout: times(150_000, 900_000) },
      async ({ faults, by }) => {
        await using scene = await openScene(() => startSeveral(target.count, target.services));
        const chats = by.flatMap((transport) => scene.open(transport, times(1, 8)));
        expect(await actOut(scene, faults, chats)).toEqual([]);
      },
    );
  },
);
