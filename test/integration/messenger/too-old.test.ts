import { createBot, messenger } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, test } from "vitest";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const retry = { firstMs: 10, maxMs: 100, echoMs: 50, maxAttempts: 10_000 };

test("after an outage of more than half an hour a person reads one notice in their language, and the newest answers", async () => {
  await using graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl, locale: "fr" });
  const clock = { ahead: 0 };
  const store = createMemoryStore();
  const bot = createBot({ stories: [], locales: ["en", "fr"], fallback: (turn) => `to ${turn.text}` });
  await using server = await startTestServer(
    { bot, connectors: [page] },
    { retry, store, now: () => Date.now() + clock.ahead },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  graph.failNext(8, { closeBeforeAccept: true }, { path: "/messages" });
  const ana = graph.user("2001");
  await ana.say("one");
  await ana.say("two");
  await expect.poll(async () => (await store.stats()).waitingDeliveries).toBe(2);
  clock.ahead = 31 * 60_000;
  await ana.say("three");
  const read = (): (string | undefined)[] => graph.sent(ana.psid).map(({ text }) => text);
  // Which of the two comes first, depends on which was ready first.
  await graph.waitFor(() => read().length >= 2, 20_000);
  await graph.idle();
  expect(read().toSorted((a = "", b = "") => a.localeCompare(b))).toEqual([
    expect.stringContaining("mes réponses n'ont pas pu vous parvenir à temps"),
    "to three",
  ]);
});
