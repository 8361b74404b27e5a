import { expect, test } from "vitest";
import { createBot, messenger, story } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

test("a message that is taken back while it waits is told once, and not answered", async () => {
  const free = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow = story("slow", { keywords: ["slow"] });
  const gone = story("gone", { events: ["deleted"] });
  const bot = createBot({
    stories: [
      slow.handle(async () => {
        begun.resolve();
        await free.promise;
        return "slow";
      }),
      gone.handle(({ event: { content } }) => `gone ${content.type === "deleted" ? content.messageId : ""}`),
    ],
    fallback: (turn) => `to ${turn.text}`,
  });
  await using graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  await using server = await startTestServer({ bot, connectors: [page], data: temporaryFolder() });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  await ana.sendRaw({ message: { mid: "m_1", text: "slow" } });
  await begun.promise;
  await ana.sendRaw({ message: { mid: "m_2", text: "secret" } });
  await ana.sendRaw({ message: { mid: "m_2", is_deleted: true } });
  free.resolve();
  await server.idle();
  await graph.idle();
  expect(graph.sent(ana.psid).map(({ text }) => text)).toEqual(["slow", "gone m_2"]);
});
