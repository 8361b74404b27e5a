import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { createMemoryStorage, type KeyValueStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { describe, expect, test } from "vitest";
import { AwayTab } from "#support/fault/away-tab.ts";
import { startBreakableLine } from "#support/fault/breakable-line.ts";
import { isLong, times } from "#support/fault/effort.ts";
import { compare, linesOf, readLog } from "#support/fault/oracle.ts";
import { transports } from "#support/fault/scene.ts";
import { startOneProcess, startSeveral, type Target } from "#support/fault/target.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { WatchedChat } from "#support/fault/watched-chat.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";

const tabCount = 10;

async function showAll({ chat }: WatchedChat): Promise<void> {
  while (chat.getState().hasEarlier) await chat.loadEarlier();
}

/** More lines than a visitor has by default: all of these tabs want one. */
const limits = { send: { count: 1_000_000, seconds: 60 }, lines: 16 };
const targets: [name: string, start: () => Promise<Target>][] = [
  ["one process on SQLite", () => startOneProcess({ limits })],
  ["two processes on PostgreSQL", () => startSeveral(2, "PostgreSQL", { limits })],
];
const plans = targets.flatMap(([name, start]) => transports.map((transport) => ({ name, start, transport })));
const short = plans.filter(({ name, transport }) => name.endsWith("SQLite") && transport === "socket");

describe.concurrent.each(isLong ? plans : short)("$name, by $transport", ({ name, start, transport }) => {
  test.skipIf(name.endsWith("PostgreSQL") && postgresPrograms() === undefined)(
    "D13 ten tabs that are closed and opened, another device, and a tab that sleeps: all show the same list",
    async ({ expect: expectHere }) => {
      const random = seededRandom(13);
      await using target = await start();
      await using line = await startBreakableLine(() => target.port());
      const endpoint = `${line.url}/web`;
      const values = new Map<string, string>();
      const storage: KeyValueStorage = { ...createMemoryStorage(values), shared: true };
      using tabs = new DisposableStack();
      const openTab = (): WatchedChat => tabs.use(new WatchedChat(endpoint, transport, { storage }, values));
      const open = [openTab()];
      const [first] = open;
      if (first === undefined) throw new Error("no tab is open");
      expect(await first.ask("the first", 20_000)).toBe(true);
      while (open.length < tabCount) open.push(openTab());
      const session = [...values].filter(([key]) => key.endsWith("session"));
      using device = new AwayTab(endpoint, transport, session);
      using sleeper = new AwayTab(endpoint, transport, session);
      await expectHere.poll(async () => (await sleeper.look()).isConnected, { timeout: 30_000 }).toBe(true);

      sleeper.sleep();
      const asleepUntil = performance.now() + times(4_000, 600_000);
      const texts = ["the first"];
      const acts = times(20, 120);
      for (let act = 0; act < acts; act += 1) {
        const index = Math.floor(random() * open.length);
        const tab = open[index];
        const text = `text ${act}`;
        if (random() < 0.3) {
          tab?.[Symbol.dispose]();
          open[index] = openTab();
        } else {
          if (random() < 0.3) device.write(text);
          else tab?.write(text);
          texts.push(text);
        }
        await delay(random() * 150);
      }
      await delay(Math.max(0, asleepUntil - performance.now()));
      sleeper.wake();
      const visitor = first.visitor(target.base());
      const ends = async (): Promise<number> =>
        (await readLog(visitor)).filter(({ type }) => type === "turn.end").length;
      await expectHere.poll(ends, { timeout: 60_000, interval: 200 }).toBe(texts.length);

      const log = linesOf(await readLog(visitor));
      const answers = texts.flatMap((text) => [`one: ${text}`, `two: ${text}`]);
      expectNothingWrong(compare("the log", log.toSorted(), [...texts, ...answers].toSorted()));
      for (const tab of open) {
        await showAll(tab);
        await expectHere.poll(() => tab.screen(), { timeout: 60_000 }).toEqual(log);
        expectNothingWrong(tab.faults);
      }
      for (const away of [device, sleeper])
        await expectHere
          .poll(() => away.look(), { timeout: 60_000, interval: 200 })
          .toMatchObject({ screen: log, faults: [] });
    },
  );
});
