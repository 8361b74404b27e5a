import { Agent } from "node:http";
import type { Session } from "@causerie/protocol";
import type { LiveNews } from "@causerie/protocol/desk";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { createBot, startServer, web } from "@causerie/server";
import { adminPassword, join } from "#support/desk/accounts.ts";
import { DeskClient, tokenOf } from "#support/desk/desk-client.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { percentile } from "#support/fault/percentiles.ts";
import { SseClient } from "#support/web/sse-client.ts";
import { median } from "#bench/median.ts";
import { Contender } from "./contender.ts";
import { describeFlood, flood, type Flood, medianOf } from "./flood.ts";
import { keepTurn } from "./keep-turn.ts";
import { openSession, restTalker, type Talker } from "./talkers.ts";

const openConversations = 10_000;
const operators = 50;
const talkersAtOnce = 100;
const rounds = 5;
const roundMs = 2_000;

/** How long the inbox takes to open, how soon an event is on the consoles, and what open consoles cost visitors. @returns lines. */
export async function measureDesk(): Promise<string[]> {
  await using parts = new AsyncDisposableStack();
  const folder = disposableFolder();
  parts.defer(() => folder.remove());
  await makeAccount(folder.path);
  await fill(folder.path);
  const { url } = parts.use(await Contender.start({ kind: "causerie", folder: folder.path, desk: true }));
  const agent = new Agent({ keepAlive: true, maxSockets: talkersAtOnce });
  parts.defer(() => agent.destroy());
  const talkers: Talker[] = [];
  while (talkers.length < talkersAtOnce) talkers.push(await restTalker(url, agent));
  const ada = new DeskClient(url);
  await ada.signIn("ada@example.com", adminPassword);
  return [...(await measureLists(ada)), await measureNews(ada, agent), ...(await measureCost(ada, talkers))];
}

async function makeAccount(data: string): Promise<void> {
  const bot = createBot({ stories: [], fallback: () => "Hello" });
  await using server = await startServer(
    { bot, connectors: [web({ origins: [] })], desk: true, data, logLevel: "error", port: 0, host: "127.0.0.1" },
    { variables: {} },
  );
  const [link = ""] = server.firstSteps.flatMap((step) => /https?:\S+/.exec(step)?.[0] ?? []);
  await join(new DeskClient(server.url), tokenOf(link), "ada@example.com", adminPassword);
}

/** All of them wait, or an operator has them. */
async function fill(folder: string): Promise<void> {
  await using store = await openSqliteStore({ folder });
  const { desk } = store;
  if (desk === undefined) throw new Error("the store has no desk");
  let next = 0;
  const writers = Array.from({ length: 200 }, async () => {
    while (next < openConversations) {
      const conversationId = `filled-${(next += 1)}`;
      for (let turn = 0; turn < 3; turn += 1) await keepTurn(store, conversationId, `visitor-${conversationId}`, turn);
      const isOpen = next % 3 > 0;
      const operator = { id: `operator-${next % operators}`, name: "Ben" };
      await desk.cases.save(
        {
          conversationId,
          state: isOpen ? "open" : "waiting",
          ...(isOpen ? { operator, assignedAt: Date.now() } : { waitingSince: Date.now() }),
          queue: next % 2 === 0 ? "sales" : "support",
          language: next % 5 === 0 ? "fr" : "en",
          tags: next % 10 === 0 ? ["vip"] : [],
          version: 0,
        },
        Date.now(),
      );
    }
  });
  await Promise.all(writers);
}

const lists = {
  all: "",
  waiting: "?state=waiting",
  "one's own": "?state=open&operator=operator-7",
  "a queue in a language": "?queue=sales&language=fr",
  "a tag": "?tag=vip",
  "words (200 looked at)": "?text=weather",
};

async function measureLists(ada: DeskClient): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, query] of Object.entries(lists)) {
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const began = performance.now();
      const { status } = await ada.get(`/inbox${query}`);
      if (status !== 200) throw new Error(`the inbox answered ${status}`);
      times.push(performance.now() - began);
    }
    lines.push(
      `inbox, ${name.padEnd(22)} p50 ${median(times).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms (aim 300)`,
    );
  }
  return lines;
}

/** An open console. */
async function openConsole({ url, headers, cookie }: DeskClient, seen?: (news: LiveNews) => void): Promise<Disposable> {
  const abort = new AbortController();
  const response = await fetch(`${url}/desk/api/live`, {
    headers: { ...headers, Cookie: cookie ?? "" },
    signal: abort.signal,
  });
  const stream = new SseClient(response, abort);
  void (async () => {
    for (;;) {
      const event = await stream.next();
      if (event === undefined) return;
      if (seen !== undefined && event.data !== undefined) seen(JSON.parse(event.data) as LiveNews);
    }
  })().catch(() => {});
  return stream;
}

/** From when a visitor's message is asked to be stored until it is on the screen of a console. */
async function measureNews(ada: DeskClient, agent: Agent): Promise<string> {
  // Before the consoles are open: a server that is busy lets nobody new in.
  const sessions: Session[] = [];
  while (sessions.length < 20) sessions.push(await openSession(ada.url, agent));
  const shown = new Map<string, () => void>();
  using consoles = new DisposableStack();
  const seen = (news: LiveNews): void => {
    if (news.type === "rows") for (const { conversationId } of news.rows) shown.get(conversationId)?.();
  };
  consoles.use(await openConsole(ada, seen));
  for (let count = 1; count < operators; count += 1) consoles.use(await openConsole(ada));
  const times: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const session = sessions[round % sessions.length];
    if (session === undefined) break;
    using talker = await restTalker(ada.url, agent, session);
    const isShown = new Promise<void>((resolve) => shown.set(session.conversationId, resolve));
    const began = performance.now();
    await Promise.all([talker.say(round), isShown]);
    times.push(performance.now() - began);
  }
  return `on ${operators} consoles after p50 ${median(times).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms (aim 1,000)`;
}

async function measureCost(ada: DeskClient, talkers: readonly Talker[]): Promise<string[]> {
  const alone: Flood[] = [];
  const watched: Flood[] = [];
  await flood(talkers, roundMs);
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await flood(talkers, roundMs));
    using consoles = new DisposableStack();
    for (let count = 0; count < operators; count += 1) consoles.use(await openConsole(ada));
    watched.push(await flood(talkers, roundMs));
  }
  const [without, with50] = [medianOf(alone), medianOf(watched)];
  const share = (with50.perSecond / without.perSecond) * 100;
  return [
    `no console open       ${describeFlood(without)}`,
    `${operators} consoles open      ${describeFlood(with50)}, ${share.toFixed(0)} % (aim 95)`,
  ];
}
