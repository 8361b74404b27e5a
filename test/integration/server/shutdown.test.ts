import { createServer } from "node:http";
import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import {
  type CauserieConfig,
  createBot,
  messenger,
  type Overrides,
  startBackend,
  startServer,
  story,
  web,
} from "@causerie/server";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions, postWebhook, webhookOf } from "#support/messenger/facebook-page.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { call } from "#support/web/rest-client.ts";

/** A server that answers `slow` when it is let to, and `quick` at once. */
type World = AsyncDisposable & {
  url: string;
  graph: FakeGraph;
  /** Resolves when the slow story is at work. */
  started: Promise<void>;
  release(): void;
  logged(): string;
  stop(): Promise<void>;
};

type Start = (config: CauserieConfig, overrides: Overrides) => Promise<AsyncDisposable & { url: string }>;

const starts: Record<string, Start> = {
  startServer,
  startBackend: async (config, overrides) => {
    const app = express();
    const http = createServer(app);
    const url = await listen(http);
    onTestFinished(() => http.closeAllConnections());
    onTestFinished(() => void http.close());
    const backend = await startBackend(config, { ...overrides, publicUrl: url });
    app.use(backend.router);
    backend.attach(http);
    return { url, [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose]() };
  },
};

async function startWorld(start: Start, graceMs = 10_000): Promise<World> {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const slow = story("slow", { keywords: ["slow"] });
  const bot = createBot({
    stories: [
      slow.handle(async function* () {
        started.resolve();
        await released.promise;
        yield "the slow answer";
        yield "and its end";
      }),
    ],
    fallback: () => "the quick answer",
  });
  const graph = await startFakeGraph(metaPage);
  const { logger, printed } = collectLogLines("debug");
  const connectors = [web({ origins: [] }), messenger(pageOptions({ graphBaseUrl: graph.baseUrl }))];
  const server = await start(testConfig({ bot, connectors }), { variables: {}, logger, graceMs });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= Promise.resolve(server[Symbol.asyncDispose]()));
  return {
    url: server.url,
    graph,
    started: started.promise,
    release: released.resolve,
    logged: printed,
    stop,
    async [Symbol.asyncDispose]() {
      released.resolve();
      await stop();
      await graph[Symbol.asyncDispose]();
    },
  };
}

const event = webhookOf({ message: { mid: "m_late", text: "hello" } });
const echo = webhookOf({
  sender: { id: "2001" },
  recipient: { id: "77" },
  message: { mid: "m_echo", is_echo: true, app_id: 1001, metadata: "t_1.1.0", text: "hi" },
});

test.each(Object.entries(starts))(
  "%s: while the server goes down Meta is asked to come again, and an answer under way still arrives",
  async (_, start) => {
    await using world = await startWorld(start);
    const ana = world.graph.user("2001");
    await ana.say("slow");
    await world.started;
    const stopped = world.stop();

    expect((await postWebhook(`${world.url}/messenger`, event)).status).toBe(503);
    expect((await postWebhook(`${world.url}/messenger`, echo)).status).toBe(503);
    expect((await call(`${world.url}/web/v1/session`, { method: "POST" })).status).toBe(503);
    expect((await call(`${world.url}/health/ready`)).status).toBe(503);
    expect(world.graph.sent(ana.psid)).toEqual([]);

    world.release();
    await stopped;
    expect(world.graph.sent(ana.psid).map(({ content }) => content)).toMatchObject([
      { text: "the slow answer" },
      { text: "and its end" },
    ]);
  },
);

test("a backend that has gone down never takes a webhook that it cannot store", async () => {
  await using world = await startWorld(starts["startBackend"] as Start);
  await world.stop();
  expect((await postWebhook(`${world.url}/messenger`, event)).status).toBe(503);
  expect((await postWebhook(`${world.url}/messenger`, echo)).status).toBe(503);
});

test("a send under way when the server stops is not cut", async () => {
  await using world = await startWorld(startServer);
  const ana = world.graph.user("2001");
  world.graph.failNext(1, { slow: 300 });
  await ana.say("hello");
  await world.graph.waitFor(() => world.graph.sent(ana.psid).length === 1);
  await world.stop();
  expect(world.logged()).toContain("turn handled");
  expect(world.logged()).not.toContain("the channel");
});

test("a channel that does not answer holds a stop up no longer than the grace", async () => {
  await using world = await startWorld(startServer, 200);
  const ana = world.graph.user("2001");
  world.graph.failNext(1, { slow: 15_000 });
  await ana.say("hello");
  await world.graph.waitFor(() => world.graph.sent(ana.psid).length === 1);
  await world.stop();
  expect(world.logged()).toContain("the channel may have delivered the message; waiting for its echo");
});
