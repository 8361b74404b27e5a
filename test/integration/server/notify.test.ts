import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import { type Backend, createBot, messenger, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const hello = story("hello", { events: ["start"], keywords: ["hello"] });
const delay = story("delay", { steps: { broken: true, mute: true, ask: true } });
const person = story("person", { keywords: ["person"] });

const bot = createBot({
  fallback: (_turn, reason) => `fallback: ${reason}`,
  stories: [
    hello.handle(() => "Hello"),
    person.handle((turn) => {
      turn.handover();
      return "A person comes.";
    }),
    delay.handle({
      run: (turn) => `Your train is late (${turn.event.content.type}).`,
      steps: {
        broken: () => {
          throw new Error("broken on purpose");
        },
        mute: () => undefined,
        ask: () => "Shall I tell you more?",
      },
    }),
  ],
});

async function start(graph: FakeGraph, now: () => number = Date.now) {
  const server = await startTestServer(
    {
      bot,
      connectors: [web({ origins: [] }), messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })],
    },
    { now, retry: { firstMs: 5, maxMs: 10, echoMs: 100, maxAttempts: 3 } },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  return server;
}

async function saidTo(client: RestClient): Promise<string[]> {
  return textsOf((await client.events()).body.events);
}

test("a web visitor is told, and the notification itself is no bubble of theirs", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await start(graph);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await server.idle();
  const { visitorId: userId } = client.session;
  expect(await server.notify({ connectorId: "web", userId }, delay.link())).toEqual({ outcome: "sent" });
  expect(await saidTo(client)).toEqual(["Hello", "Your train is late (notification)."]);
  const { body } = await client.events();
  expect(body.events.filter(({ type }) => type === "visitor")).toHaveLength(1);
});

test("one who never said a word cannot be spoken to", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await start(graph);
  expect(await server.notify({ connectorId: "web", userId: "nobody" }, delay.link())).toEqual({
    outcome: "blocked",
    why: "unknown_user",
  });
  expect(await server.notify({ conversationId: "none" }, delay.link())).toEqual({
    outcome: "blocked",
    why: "unknown_user",
  });
});

test("the same id is not sent twice", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await start(graph);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await server.idle();
  const { conversationId } = client.session;
  const results = await Promise.all([
    server.notify({ conversationId }, delay.link(), { id: "delay-1" }),
    server.notify({ conversationId }, delay.link(), { id: "delay-1" }),
  ]);
  expect(results).toEqual([{ outcome: "sent" }, { outcome: "blocked", why: "duplicate" }]);
  expect(await server.notify({ conversationId }, delay.link(), { id: "delay-1" })).toEqual({
    outcome: "blocked",
    why: "duplicate",
  });
  expect(await saidTo(client)).toHaveLength(2);
});

test("what a story makes impossible is told", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await start(graph);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await server.idle();
  const { conversationId } = client.session;
  const notify = (link: Parameters<Backend["notify"]>[1]) => server.notify({ conversationId }, link);
  expect(await notify(delay.step("broken"))).toEqual({ outcome: "failed", why: "failed" });
  expect(await notify(delay.step("mute"))).toEqual({ outcome: "blocked", why: "said_nothing" });
  expect(await notify(story("gone").link())).toEqual({ outcome: "blocked", why: "unknown_link" });
  expect(await saidTo(client)).toEqual(["Hello"]); // nobody is told of what did not work
  await client.send("2", "person");
  await server.idle();
  expect(await notify(delay.link())).toEqual({ outcome: "blocked", why: "handover" });
});

test("on Messenger the bot speaks first within 24 hours of the person's last act, and never after", async () => {
  let now = Date.now();
  await using graph = await startFakeGraph({ ...metaPage, now: () => now });
  await using server = await start(graph, () => now);
  const ada = graph.user("2001");
  await ada.say("hello");
  await server.idle();
  await graph.idle();
  const recipient = { connectorId: "messenger", userId: ada.psid };
  expect(await server.notify(recipient, delay.link())).toEqual({ outcome: "sent" });
  expect(graph.sent(ada.psid).map(({ text, body }) => [text, body["messaging_type"]])).toEqual([
    ["Hello", "RESPONSE"],
    ["Your train is late (notification).", "UPDATE"],
  ]);
  const before = graph.sent(ada.psid).length;

  now += 24 * 3_600_000;
  expect(await server.notify(recipient, delay.link())).toEqual({ outcome: "blocked", why: "window_closed" });
  expect(graph.sent(ada.psid)).toHaveLength(before);
});

test("what Meta refuses has failed, and a window that Meta holds closed is blocked", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await start(graph);
  const ada = graph.user("2001");
  await ada.say("hello");
  await server.idle();
  await graph.idle();
  const recipient = { connectorId: "messenger", userId: ada.psid };
  graph.advance(25 * 3_600_000); // Meta's clock is another one.
  expect(await server.notify(recipient, delay.link())).toEqual({ outcome: "blocked", why: "window_closed" });
  await ada.say("hello again"); // Which opens the window, and ends what a refusal before it said.
  await server.idle();
  await graph.idle();
  ada.block();
  expect(await server.notify(recipient, delay.link())).toEqual({ outcome: "failed", why: "551/1545041" });
});
