import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story, tockBot, web } from "@causerie/server";
import { Metrics } from "@causerie/server/app/metrics/metrics.ts";
import { observeOutbox, observeTurns } from "@causerie/server/app/metrics/observe-stores.ts";
import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { beginTurn, nothing, queue, textEvent } from "#contract/store/store-samples.ts";
import { docBlocks } from "#support/docs/doc-examples.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { root } from "#support/paths.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

const token = "a-token-for-the-tests";
const hello = story("hello", { keywords: ["hello"] });
const bot = createBot({
  stories: [hello.handle(() => "Hello")],
  bots: [tockBot({ apiKey: "a-key-for-the-tests", stories: ["weather"] })],
  fallback: () => "?",
});

async function read(url: string, authorization?: string) {
  const response = await fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

/** The values whose line begins so. */
function valuesOf(text: string, begin: string): string[] {
  return text.split("\n").flatMap((line) => (line.startsWith(begin) ? [line.slice(line.lastIndexOf(" ") + 1)] : []));
}

test("who has the token reads turns, deliveries, queues and open connections; nobody reads what was said", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await startTestServer({
    bot,
    metricsToken: token,
    connectors: [
      web({ origins: [], errorReports: true, uploads: {}, linkPreviews: { hosts: ["www.example.com"] } }),
      messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl }),
    ],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await client.send("2", "a sentence that nobody may read");
  using _stream = await client.stream();
  await graph.user("2001").say("hello");
  await graph.idle();
  await server.idle();

  const { status, type, text } = await read(server.url, `Bearer ${token}`);
  expect(status).toBe(200);
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
  const turns = (story: string, connector: string): string[] =>
    valuesOf(text, `causerie_turn_seconds_count{story="${story}",connector="${connector}"`);
  expect(turns("hello", "web")).toEqual(["1"]);
  expect(turns("hello", "messenger")).toEqual(["1"]);
  expect(turns("fallback", "web")).toEqual(["1"]);
  expect(valuesOf(text, 'causerie_understood_total{source="keywords"}')).toEqual(["2"]);
  expect(valuesOf(text, 'causerie_deliveries_total{connector="messenger",outcome="delivered"')).toEqual(["1"]);
  expect(valuesOf(text, "causerie_unanswered_events")).toEqual(["0"]);
  expect(valuesOf(text, "causerie_store_up")).toEqual(["1"]);
  expect(valuesOf(text, "causerie_fenced_writes_total")).toEqual(["0"]);
  expect(valuesOf(text, 'web_connections{connector="web",transport="stream"}')).toEqual(["1"]);
  expect(valuesOf(text, 'web_connections{connector="web",transport="socket"}')).toEqual(["0"]);
  expect(valuesOf(text, "messenger_webhook_total").length).toBeGreaterThan(0);
  expect(valuesOf(text, "nodejs_eventloop_lag_p99_seconds")).toHaveLength(1);
  const page = readFileSync(join(root, "docs", "monitoring.md"), "utf8");
  const named = new Set(page.match(/\b(?:causerie|web|messenger|nodejs)_[a-z0-9_]+/g) ?? []);
  expect(named.size).toBeGreaterThan(14);
  const known = new Set(text.match(/^# TYPE \S+/gm)?.map((line) => line.split(" ")[2] ?? ""));
  const missing = [...named].filter((name) => !known.has(name.replace(/_(?:count|bucket|sum)$/, "")));
  // Only several servers have these: `processes/tock-bots.test.ts`.
  expect(missing).toEqual(["causerie_bot_sockets_elsewhere", "causerie_bot_relayed_turns_total"]);
  expect(text).not.toContain("nobody may read");
  expect(text).not.toContain(client.session.visitorId);
});

test("opinions are counted by value and score, and once where a comment follows", async () => {
  await using server = await startTestServer({ bot, metricsToken: token, connectors: [web({ origins: [] })] });
  const client = await RestClient.start(`${server.url}/web`);
  const feedback = async (id: string, content: object): Promise<void> => {
    const sent = await client.post("messages", { clientId: id, content: { type: "feedback", ...content } });
    expect(sent.status).toBe(202);
  };
  const four = { value: "up", question: "service", score: 4 };
  await feedback("1", four);
  await feedback("2", { ...four, comment: "So quick" });
  await feedback("3", { value: "down", messageId: "m1" });
  await feedback("4", { value: "down", messageId: "m1", comment: "Wrong" });
  await feedback("5", { value: "none", messageId: "m1" });
  await server.idle();
  const { text } = await read(server.url, `Bearer ${token}`);
  expect(valuesOf(text, 'causerie_opinions_total{connector="web",value="up",score="4"}')).toEqual(["1"]);
  expect(valuesOf(text, 'causerie_opinions_total{connector="web",value="down",score=""}')).toEqual(["1"]);
  expect(text).not.toContain("So quick");
});

type Rules = { groups: { rules: { alert: string; expr: string }[] }[] };

test("the alerts of the guide ask for increases only of figures that are 0 before anything has happened", async () => {
  const rules = docBlocks()
    .filter(
      ({ page, language, code }) => page === "docs/monitoring.md" && language === "yaml" && code.includes("expr:"),
    )
    .flatMap(({ code }) => (parse(code) as Rules).groups.flatMap((group) => group.rules));
  // A share of what has happened needs no beginning.
  const asked = rules
    .filter(({ expr }) => !expr.startsWith("histogram_quantile"))
    .flatMap(({ expr }) => [...expr.matchAll(/\b(?:increase|rate)\((\w+)/g)].map(([, name = ""]) => name));
  expect(asked.length).toBeGreaterThan(1);
  await using server = await startTestServer({
    bot: createBot({
      stories: [hello.handle(() => Promise.reject(new Error("broken")))],
      fallback: () => "?",
    }),
    metricsToken: token,
    connectors: [web({ origins: [] })],
  });
  const before = (await read(server.url, `Bearer ${token}`)).text;
  for (const name of asked) expect([name, valuesOf(before, `${name}{`)]).toEqual([name, ["0"]]);

  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await server.idle();
  const after = (await read(server.url, `Bearer ${token}`)).text;
  expect(valuesOf(after, 'causerie_failed_turns_total{story="hello"}')).toEqual(["1"]);
});

test("without the token there is nothing to read, and without one in the configuration no page", async () => {
  await using open = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  expect((await read(open.url, `Bearer ${token}`)).status).toBe(404);
  await using server = await startTestServer({ bot, metricsToken: token, connectors: [web({ origins: [] })] });
  for (const wrong of [undefined, "", "Bearer", "Bearer wrong", `Basic ${token}`, `Bearer ${token}x`])
    expect(await read(server.url, wrong)).toMatchObject({
      status: 401,
      type: expect.stringContaining("problem+json") as string,
    });
});

test("dead letters, fenced writes and ends of deliveries are counted; the figures of a store that is down are missing", async () => {
  await using store = createMemoryStore();
  let isDown = false;
  using metrics = new Metrics({
    stats: () => (isDown ? Promise.reject(new Error("down")) : store.stats()),
    connectors: () => [],
    load: { isShedding: false, refused: 0 },
    stories: [],
    bots: () => [],
  });
  const turns = observeTurns(store.turns, metrics);
  await store.events.append(textEvent("1", "hello"), 1000);
  const lease = await beginTurn({ ...store, turns }, "ada", 1000);
  await turns.deadLetter(lease, { ...nothing, deliveries: [{ id: "d", payload: {} }] }, "TypeError", 1000);
  await expect(turns.commit(lease, nothing, { data: {} }, 1000)).rejects.toThrow(StaleLeaseError);
  const outbox = observeOutbox(store.outbox, metrics);
  const deliverOnce = async (now: number, end: (id: string) => Promise<void>): Promise<void> => {
    const item = await outbox.begin("ada", now);
    if (item !== undefined) await end(item.id);
  };
  await deliverOnce(2000, (id) => outbox.retry(id, 3000, { reason: "613" }));
  await deliverOnce(3000, (id) => outbox.unknown(id, 4000, { reason: "time_out" }));
  await deliverOnce(4000, (id) => outbox.fail(id, { reason: "a word of a person" }, 4000));

  const text = await metrics.read();
  expect(valuesOf(text, 'causerie_dead_letters_total{reason="TypeError"}')).toEqual(["1"]);
  expect(valuesOf(text, "causerie_dead_letters ")).toEqual(["1"]);
  expect(valuesOf(text, "causerie_fenced_writes_total")).toEqual(["1"]);
  const end = (outcome: string, reason: string): string[] =>
    valuesOf(text, `causerie_deliveries_total{connector="web",outcome="${outcome}",reason="${reason}"}`);
  expect(valuesOf(text, 'causerie_refused_deliveries_total{connector="web"}')).toEqual(["1"]);
  expect([end("retried", "613"), end("unknown", "time_out"), end("refused", "other")]).toEqual([["1"], ["1"], ["1"]]);
  isDown = true;
  const later = await metrics.read();
  expect(valuesOf(later, "causerie_store_up")).toEqual(["0"]);
  expect(valuesOf(later, "causerie_dead_letters ")).toEqual([]);
  expect(valuesOf(later, "causerie_fenced_writes_total")).toEqual(["1"]);
});

test("ages say for how long the oldest has waited, by connector and state; what no longer waits has none", async () => {
  let now = 1_000_000;
  await using store = createMemoryStore({ now: () => now });
  let isDown = false;
  using metrics = new Metrics({
    stats: () => (isDown ? Promise.reject(new Error("down")) : store.stats()),
    connectors: () => [],
    load: { isShedding: false, refused: 0 },
    stories: [],
    bots: () => [],
  });
  const read = async (): Promise<Record<string, string[]>> => {
    const text = await metrics.read();
    return {
      unanswered: valuesOf(text, "causerie_oldest_unanswered_seconds"),
      queued: valuesOf(text, 'causerie_outbox_oldest_seconds{connector="web",state="queued"}'),
      sending: valuesOf(text, 'causerie_outbox_oldest_seconds{connector="web",state="sending"}'),
      counts: valuesOf(text, "causerie_outbox_deliveries{"),
    };
  };
  expect(await read()).toEqual({ unanswered: ["0"], queued: [], sending: [], counts: [] });
  await queue(store, "ada", ["a.1", "a.2", "a.3"], now);
  await store.events.append(textEvent("1", "hello", { conversationId: "bob" }), now + 10_000);
  now += 30_000;
  await store.outbox.begin("ada", now);
  expect(await read()).toEqual({ unanswered: ["20"], queued: ["30"], sending: ["30"], counts: ["1", "2"] });
  await store.outbox.sent("a.1", "m", now);
  expect(await read()).toMatchObject({ queued: ["30"], sending: [], counts: ["2"] });
  isDown = true;
  expect(await read()).toEqual({ unanswered: [], queued: [], sending: [], counts: [] });
});

test("labels are bounded, whatever codes a platform sends", async () => {
  using metrics = new Metrics({
    load: { isShedding: false, refused: 0 },
    stories: [],
    bots: () => [],
    stats: () => createMemoryStore().stats(),
    connectors: () => [],
  });
  for (let code = 0; code < 1000; code++) metrics.delivery("page", "refused", String(code));
  const values = valuesOf(await metrics.read(), "causerie_deliveries_total");
  expect(values).toHaveLength(100);
  expect(values.map(Number).reduce((sum, value) => sum + value)).toBe(1000);
});

test("connectors of one kind have one figure, told apart by their ids", async () => {
  const of = (id: string, value: number) => ({
    id,
    metrics: [{ name: "web_connections", help: "Open", kind: "gauge" as const, values: [{ value }] }],
  });
  using metrics = new Metrics({
    load: { isShedding: false, refused: 0 },
    stories: [],
    bots: () => [],
    stats: () => createMemoryStore().stats(),
    connectors: () => [of("a", 1), of("b", 2)],
  });
  const text = await metrics.read();
  expect(text.match(/# TYPE web_connections/g)).toHaveLength(1);
  expect(valuesOf(text, 'web_connections{connector="a"}')).toEqual(["1"]);
  expect(valuesOf(text, 'web_connections{connector="b"}')).toEqual(["2"]);
});
