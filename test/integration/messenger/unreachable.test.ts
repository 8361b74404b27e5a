import { expect, test } from "vitest";
import { createBot, messenger, story } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const news = story("news", { keywords: ["news"] });
const bot = createBot({ stories: [news.handle(() => "news")], fallback: () => "fallback" });

async function startWorld() {
  const graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  const server = await startTestServer({ bot, connectors: [page] });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  const settled = async (): Promise<void> => {
    await server.idle();
    await graph.idle();
  };
  return {
    graph,
    ana,
    settled,
    notify: () => server.notify({ connectorId: "messenger", userId: ana.psid }, news.link()),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("whom Meta cannot reach is not written to unasked again, until they do something", async () => {
  await using world = await startWorld();
  const { graph, ana, settled, notify } = world;
  ana.block();
  await ana.say("hello");
  await settled();
  const calls = graph.journal.length;
  expect(await notify()).toEqual({ outcome: "blocked", why: "unreachable" });
  expect(graph.journal).toHaveLength(calls);
  ana.unblock();
  await ana.say("hello again");
  await settled();
  expect(await notify()).toEqual({ outcome: "sent" });
});

test("where Meta says that the time is over, it is over until they do something, whatever our clock says", async () => {
  await using world = await startWorld();
  const { graph, ana, settled, notify } = world;
  await ana.say("hello");
  await settled();
  graph.failNext(1, { code: 10, subcode: 2018278 }, { path: "/messages" });
  expect(await notify()).toEqual({ outcome: "blocked", why: "window_closed" });
  const calls = graph.journal.length;
  expect(await notify()).toEqual({ outcome: "blocked", why: "window_closed" });
  expect(graph.journal).toHaveLength(calls);
  await ana.say("hello again");
  await settled();
  expect(await notify()).toEqual({ outcome: "sent" });
});

test("no call of a bot has a tag: those that are left are for words of people", async () => {
  await using world = await startWorld();
  await world.ana.say("news");
  await world.settled();
  await world.notify();
  expect(world.graph.journal.filter(({ body }) => /"tag"|MESSAGE_TAG/.test(JSON.stringify(body)))).toEqual([]);
});
