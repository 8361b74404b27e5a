import { setTimeout as delay } from "node:timers/promises";
import { describe, test } from "vitest";
import { isLong, times } from "#support/fault/effort.ts";
import { readLog } from "#support/fault/oracle.ts";
import { startSeveral } from "#support/fault/target.ts";
import { startBreakableLine } from "#support/fault/breakable-line.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** Longer than a lease of 15 s, by the rules of the test D9. */
const frozenMs = 20_000;

describe.skipIf(postgresPrograms() === undefined).concurrent("who owns a turn", () => {
  test(
    "D9 frozen in mid-story beyond its lease, its owner is written off, and writes nothing when it wakes",
    { timeout: times(90_000, 600_000) },
    async ({ expect }) => {
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
        await expect.poll(async () => textsOf((await visitor.events()).body.events)).toEqual(["first half"]);
      expect(await fencedBy()).toBe(0);

      owner.freeze();
      await delay(frozenMs);
      cluster.openGate();
      for (const visitor of visitors) {
        const away = visitor.at(`${other.url}/web`);
        await expect
          .poll(async () => (await readLog(away)).map(({ type }) => type), { timeout: 20_000 })
          .toEqual(["visitor", "message", "message", "turn.end"]);
      }
      owner.thaw();
      await expect.poll(fencedBy, { timeout: 20_000 }).toBeGreaterThan(0);
      await delay(1000);
      for (const visitor of visitors) {
        const events = await readLog(visitor);
        expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
        expect(textsOf(events)).toEqual(["first half", "second half"]);
      }
    },
  );

  test(
    "D2 PostgreSQL loses its power at the byte of the acknowledgement: every message that was acknowledged is in the log, once",
    { timeout: times(60_000, 900_000) },
    async ({ expect }) => {
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
      await expect
        .poll(async () => ends(await readLog(visitor).catch(() => [])), { timeout: isLong ? 120_000 : 40_000 })
        .toBe(acknowledged.length);
      const log = await readLog(visitor);
      expect(log.flatMap((event) => (event.type === "visitor" ? [event.clientId] : []))).toEqual(acknowledged);
      expect(textsOf(log)).toEqual(acknowledged.flatMap((_, count) => [`one: text ${count}`, `two: text ${count}`]));
    },
  );
});
