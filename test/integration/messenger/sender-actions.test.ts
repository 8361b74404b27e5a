import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createBot, messenger, story } from "@causerie/server";
import { direct } from "@causerie/server/channel/address.ts";
import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const actionsOf = ({ journal }: FakeGraph): string[] =>
  journal.flatMap(({ body }) => {
    const action = (body as Record<string, unknown>)["sender_action"];
    return typeof action === "string" ? [action] : [];
  });

test("however many people write while Meta hangs, few calls for sender actions are open, and messages pass them", async () => {
  await using graph = await startFakeGraph(metaPage);
  const page = messenger(pageOptions({ graphBaseUrl: graph.baseUrl, typing: true }));
  await using host = await startConnectorHost([page]);
  const connector = host.running[0]?.connector;
  if (connector === undefined) throw new Error("no connector");
  graph.setWebhookUrl("1001", `${host.url}/messenger`);
  graph.failNext(10_000, { hang: 60_000 }, { body: /sender_action/ });
  const people = Array.from({ length: 300 }, () => graph.user("2001"));
  for (const person of people) {
    await person.say("hello");
    void connector.typing(direct(person.psid), true);
    void connector.typing(direct(person.psid), false);
  }
  const [ana] = people;
  if (ana === undefined) throw new Error("nobody");
  const delivery = { connectorId: "messenger", conversationId: "c", address: direct(ana.psid), attempt: 1 };
  await connector.deliver({ ...delivery, id: "d", payload: { text: "hi" } }, new AbortController().signal);
  expect(graph.sent(ana.psid)).toHaveLength(1);
  expect(actionsOf(graph).length).toBeLessThanOrEqual(16);
  const dropped = host.running[0]?.counts().get("sender_action_dropped") ?? 0;
  expect(dropped).toBeGreaterThan(0);
});

test("two actions go beside an answer: read and typing; its end needs none", async () => {
  await using graph = await startFakeGraph(metaPage);
  const hello = story("hello", { keywords: ["hello"] }).handle(() => "Hello");
  const page = messenger({ ...pageOptions({ typing: true }), graphBaseUrl: graph.baseUrl });
  await using server = await startTestServer({
    bot: createBot({ stories: [hello], fallback: () => "?" }),
    connectors: [page],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  await ana.say("hello");
  await graph.waitFor(() => graph.sent(ana.psid).length === 1);
  await server.idle();
  await delay(1_500);
  expect(actionsOf(graph).filter((action) => action === "typing_off")).toEqual([]);
  expect(actionsOf(graph).length).toBeLessThanOrEqual(2);
});
