import { buttonsOf, type FakeGraph, type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import { createBot, list, messenger, type RunningServer, story, text } from "@causerie/server";
import * as v from "valibot";
import { expect, test } from "vitest";
import { metaPage, pageOptions, postWebhook, webhookOf } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const note = "n".repeat(3_000);

type World = AsyncDisposable & {
  server: RunningServer;
  graph: FakeGraph;
  ana: FakeUser;
  /** What the order story was given, in order. */
  orders: string[];
  /** The words that no story answered to. */
  unknown: string[];
};

async function startWorld(): Promise<World> {
  const orders: string[] = [];
  const unknown: string[] = [];
  const order = story("order", { params: v.object({ note: v.string() }) });
  const offer = story("offer", { keywords: ["offer"] }).handle(function* () {
    yield text("Shall I order?", { buttons: [{ label: "Order", to: order.link({ note }) }] });
    yield list("Or later?", [{ label: "Later", to: order.link({ note: `${note} later` }) }]);
  });
  const bot = createBot({
    stories: [
      order.handle((_turn, params) => {
        orders.push(params.note);
        return "Ordered.";
      }),
      offer,
    ],
    fallback: (turn) => {
      unknown.push(turn.text);
      return "?";
    },
  });
  const graph = await startFakeGraph(metaPage);
  const page = { graphBaseUrl: graph.baseUrl };
  const connectors = [
    messenger(pageOptions(page)),
    messenger(pageOptions({ ...page, id: "shop", path: "/shop", pageId: "2002" })),
  ];
  const server = await startTestServer({ bot, connectors });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  return {
    server,
    graph,
    ana: graph.user("2001"),
    orders,
    unknown,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

async function payloadOfOrder({ server, graph, ana }: World): Promise<string> {
  await ana.say("offer");
  await server.idle();
  await graph.idle();
  const button = graph.sent(ana.psid).flatMap(({ content }) => buttonsOf(content))[0];
  if (button === undefined || !("payload" in button)) throw new Error("there is no button");
  return button.payload;
}

test("a choice whose link has 3,000 characters is tapped, and the story gets the whole link", async () => {
  await using world = await startWorld();
  const { server, graph, ana, orders } = world;
  expect(await payloadOfOrder(world)).toMatch(/^t1\.[A-Za-z0-9_-]{22}$/);
  await ana.tapButton("Order");
  await server.idle();
  await ana.say("offer");
  await server.idle();
  await graph.idle();
  await ana.tapQuickReply("Later");
  await server.idle();
  expect(orders).toEqual([note, `${note} later`]);
});

test("a token that nobody made is an ordinary text with the title that was tapped", async () => {
  await using world = await startWorld();
  const { server, ana, orders, unknown } = world;
  const payload = await payloadOfOrder(world);
  const madeUp = `${payload.slice(0, -1)}${payload.endsWith("A") ? "B" : "A"}`;
  await ana.sendRaw({ postback: { mid: "m_p", title: "Order all", payload: madeUp } });
  await ana.sendRaw({ message: { mid: "m_q", text: "Order some", quick_reply: { payload: "t1." } } });
  await server.idle();
  expect(orders).toEqual([]);
  expect(unknown).toEqual(["Order all", "Order some"]);
});

test("a token is good on the page that it was made for, and on no other", async () => {
  await using world = await startWorld();
  const { server, orders, unknown } = world;
  const payload = await payloadOfOrder(world);
  const tap = webhookOf({ postback: { mid: "m_p", title: "Order all", payload } });
  expect((await postWebhook(`${server.url}/messenger`, tap.replaceAll('"2001"', '"2002"'))).status).toBe(200);
  await server.idle();
  expect({ orders, unknown }).toEqual({ orders: [], unknown: ["Order all"] });
  expect((await postWebhook(`${server.url}/messenger`, tap)).status).toBe(200);
  await server.idle();
  expect({ orders, unknown }).toEqual({ orders: [note], unknown: ["Order all"] });
});
