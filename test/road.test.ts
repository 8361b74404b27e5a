import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story, web } from "@causerie/server";
import { createBrowserTabs, type Tabs } from "@causerie/widget/chat/browser/tabs.ts";
import { systemClock } from "@causerie/widget/chat/clock.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { readScreen, typeAndSend } from "@causerie/widget/react/testing/read-screen.tsx";
import { expect, test } from "vitest";
import * as v from "valibot";
import { collectLogLines } from "./support/log-lines.ts";
import { metaPage, pageOptions } from "./support/messenger/facebook-page.ts";
import { root } from "./support/paths.ts";
import { startTestServer } from "./support/server/start-test-server.ts";
import { openConnectedChat } from "./support/widget/open-chat.ts";
import { startTrace, type Watched } from "./support/docs/trace.ts";

/** A row of a table in ARCHITECTURE: a step of a message, and the function that makes it. */
type Row = { step: string; file: string; name: string };

/** The tables with a step, a file and a function in each row, by the heading above them. */
function readRoads(): Map<string, Row[]> {
  const roads = new Map<string, Row[]>();
  for (const section of readFileSync(join(root, "ARCHITECTURE.md"), "utf8").split(/^##+ /m)) {
    const rows = [...section.matchAll(/^\| (\S+)\s*\|[^|]*\|\s*`([^`]+)`\s*\|\s*`([^`]+)`\s*\|$/gm)];
    if (rows.length === 0) continue;
    const title = section.slice(0, section.indexOf("\n"));
    roads.set(
      title,
      rows.map(([, step = "", file = "", name = ""]) => ({ step, file, name })),
    );
  }
  return roads;
}

const idOf = ({ file, name }: Row): string => `${file} ${name}`;

async function load(row: Row): Promise<Watched> {
  const module = (await import(join(root, row.file))) as Record<string, unknown>;
  const code = module[row.name];
  if (typeof code !== "function") throw new Error(`step ${row.step}: ${idOf(row)} is no function or class`);
  return { id: idOf(row), code: code as Watched["code"] };
}

/** The first row that the trace does not reach after the rows before it. Undefined if it reaches all of them in order. */
function firstUnreached(rows: readonly Row[], trace: readonly string[]): Row | undefined {
  let at = -1;
  return rows.find((row) => (at = trace.indexOf(idOf(row), at + 1)) === -1);
}

test("one message takes every step of the roads in ARCHITECTURE, in their order", async () => {
  const roads = readRoads();
  const [serverRoad = [], widgetRoad = [], ...others] = roads.values();
  expect([...roads.keys()]).toEqual(["The road of a message", "The road inside the widget"]);
  expect(others).toEqual([]);
  const watched = new Map<string, Watched>();
  for (const row of [...serverRoad, ...widgetRoad]) watched.set(idOf(row), await load(row));
  await using world = await startWorld();

  const traceOf = async (act: () => Promise<void>): Promise<readonly string[]> => {
    using trace = await startTrace([...watched.values()]);
    await act();
    return [...trace.ids];
  };
  const byWeb = await world.withTwoTabs(traceOf);
  const byMessenger = await traceOf(() => world.sendByMessenger("a trip"));

  expect(firstUnreached(widgetRoad, byWeb)).toBeUndefined();
  const seen = [byWeb, byMessenger].map((trace) => new Set(trace));
  expect(serverRoad.filter((row) => !seen.some((ids) => ids.has(idOf(row))))).toEqual([]);
  for (const trace of [byWeb, byMessenger]) {
    const taken = serverRoad.filter((row) => trace.includes(idOf(row)));
    expect(taken.length).toBeGreaterThan(serverRoad.length / 2);
    expect(firstUnreached(taken, trace)).toBeUndefined();
  }
});

type World = AsyncDisposable & {
  /** Sends from the composer of one tab to the screens of two. `record` runs the part after both are connected. */
  withTwoTabs(record: (act: () => Promise<void>) => Promise<readonly string[]>): Promise<readonly string[]>;
  sendByMessenger(text: string): Promise<void>;
};

const trip = story("trip", {
  title: { en: "your trip" },
  keywords: ["trip"],
  slots: { to: v.string() },
});

const bot = createBot({
  stories: [trip.handle({ ask: { to: () => "Where to?" }, run: (_turn, { to }) => `To ${to}!` })],
  fallback: () => "I only know trips.",
});

async function startWorld(): Promise<World> {
  const graph = await startFakeGraph(metaPage);
  const server = await startTestServer(
    { bot, connectors: [web({ origins: [] }), messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })] },
    { logger: collectLogLines("info").logger },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  return {
    async withTwoTabs(record) {
      const storage = { ...createMemoryStorage(), shared: true };
      const options = { endpoint: `${server.url}/web`, storage, transports: ["socket"] } as const;
      const held = holdMessages(createBrowserTabs("road", systemClock));
      using first = await openConnectedChat({ ...options, tabs: createBrowserTabs("road", systemClock) });
      using second = await openConnectedChat({ ...options, tabs: held.tabs });
      // From here on the second tab knows only what the first one broadcasts.
      second.browserPage.send("offline");
      return await record(async () => {
        typeAndSend(first, "a trip");
        expect(readScreen(first)).toContain("You said: a trip");
        await first.untilScreen("a trip (sent)", "Where to?");
        expect(readScreen(first)).toContain("Where to?");
        held.release();
        await second.untilScreen("a trip (sent)");
        expect(readScreen(second)).toContain("You said: a trip");
        // Then it reads the answer by its own connection.
        second.browserPage.send("online");
        await second.untilScreen("a trip (sent)", "Where to?");
      });
    },
    async sendByMessenger(text) {
      const user = graph.user("2001");
      await user.say(text);
      await server.idle();
      await graph.idle();
      expect(graph.sent(user.psid).length).toBeGreaterThan(0);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

/** Tabs that hold their messages until `release`, so that the steps of the first tab end before those of the second. */
function holdMessages(tabs: Tabs): { tabs: Tabs; release(): void } {
  let isHeld = true;
  const waiting: (() => void)[] = [];
  return {
    tabs: {
      ...tabs,
      channel: (name, receive) =>
        tabs.channel(name, (message) => {
          if (isHeld) waiting.push(() => receive(message));
          else receive(message);
        }),
    },
    release() {
      isHeld = false;
      for (const deliver of waiting.splice(0)) deliver();
    },
  };
}
