import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startBreakableLine } from "#support/fault/breakable-line.ts";
import { isLong, times } from "#support/fault/effort.ts";
import { lineFaults } from "#support/fault/faults/line-faults.ts";
import { processFaults } from "#support/fault/faults/process-faults.ts";
import { postgresFaults, redisFaults } from "#support/fault/faults/service-faults.ts";
import { readLog } from "#support/fault/oracle.ts";
import { actOut, type Fault, openScene, transports } from "#support/fault/scene.ts";
import { startSeveral } from "#support/fault/target.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { hasRedis } from "#support/redis/redis-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

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
    for (const { name, faults, by } of plansFor(target))
      test.skipIf(target.services !== "PostgreSQL" && !hasRedis())(
        `${name}: nothing is lost, nothing is twice`,
        async () => {
          await using scene = await openScene(() => startSeveral(target.count, target.services));
          const chats = by.flatMap((transport) => scene.open(transport, times(1, 8)));
          expectNothingWrong(await actOut(scene, faults, chats));
        },
      );
  },
);

/** Longer than a lease of 15 s, by the rules of the test D9. */
const frozenMs = 20_000;

describe.skipIf(postgresPrograms() === undefined).concurrent("who owns a turn", () => {
  test("D9 frozen in mid-story beyond its lease, its owner is written off, and writes nothing when it wakes", async ({
    expect: expectHere,
  }) => {
    await using target = await startSeveral(2, "PostgreSQL", { metricsToken: "a-token-for-the-figures" });
    const { cluster } = target;
    const [owner, other] = [cluster.server(0), cluster.server(1)];
    const fencedBy = async (): Promise<number> => {
      const headers = { Authorization: "Bearer a-token-for-the-figures" };
      const page = await (await fetch(`${owner.url}/metrics`, { headers })).text();
      return Number(/^causerie_fenced_writes_total (\d+)/m.exec(page)?.[1] ?? Number.NaN);
    };
    const visitors = await Promise.all(
      Array.from({ length: times(3, 50) }, () => RestClient.start(`${owner.url}/web`)),
    );
    await Promise.all(visitors.map((visitor) => visitor.send("a", "halves")));
    for (const visitor of visitors)
      await expectHere.poll(async () => textsOf((await visitor.events()).body.events)).toEqual(["first half"]);
    expect(await fencedBy()).toBe(0);

    owner.freeze();
    await delay(frozenMs);
    cluster.openGate();
    for (const visitor of visitors) {
      const away = visitor.at(`${other.url}/web`);
      await expectHere
        .poll(async () => (await readLog(away)).map(({ type }) => type), { timeout: 30_000 })
        .toEqual(["visitor", "message", "message", "turn.end"]);
    }
    owner.thaw();
    await expectHere.poll(fencedBy, { timeout: 30_000 }).toBeGreaterThan(0);
    await delay(1000);
    for (const visitor of visitors) {
      const events = await readLog(visitor);
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(textsOf(events)).toEqual(["first half", "second half"]);
    }
  });

  test("D2 PostgreSQL loses its power at the byte of the acknowledgement: every message that was acknowledged is in the log, once", async ({
    expect: expectHere,
  }) => {
    await using target = await startSeveral(2, "PostgreSQL");
    await using line = await startBreakableLine(() => target.port());
    const visitor = await RestClient.start(target.base());
    const far = new RestClient(`${line.url}/web`, visitor.session);
    const acknowledged: string[] = [];
    for (let count = 0; count < times(4, 200); count += 1) {
      let ended: Promise<void> | undefined;
      line.onAcknowledged = () => {
        line.onAcknowledged = undefined;
        acknowledged.push(`m${count}`);
        ended = target.postgres.stop("immediate");
      };
      // Whatever is not acknowledged is sent again, as the widget does.
      while (ended === undefined) {
        await far.send(`m${count}`, `text ${count}`).catch(() => undefined);
        await delay(50);
      }
      await ended;
      await target.postgres.start();
    }
    const ends = (events: { type: string }[]): number => events.filter(({ type }) => type === "turn.end").length;
    await expectHere
      .poll(async () => ends(await readLog(visitor).catch(() => [])), { timeout: isLong ? 120_000 : 40_000 })
      .toBe(acknowledged.length);
    const log = await readLog(visitor);
    expect(log.flatMap((event) => (event.type === "visitor" ? [event.clientId] : []))).toEqual(acknowledged);
    expect(textsOf(log)).toEqual(acknowledged.flatMap((_, count) => [`one: text ${count}`, `two: text ${count}`]));
  });
});
