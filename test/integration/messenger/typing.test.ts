import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story, text } from "@causerie/server";
import { expect, test } from "vitest";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

test("between two bubbles the phone shows that there is more to come", async () => {
  await using graph = await startFakeGraph(metaPage);
  const two = story("two", { keywords: ["two"] }).handle(function* () {
    yield "one";
    yield text("two", { delay: 600 });
  });
  const page = messenger({ ...pageOptions({ typing: true }), graphBaseUrl: graph.baseUrl });
  await using server = await startTestServer({
    bot: createBot({ stories: [two], fallback: () => "?" }),
    connectors: [page],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  await graph.user("2001").say("two");
  await server.idle();
  await graph.idle();
  const calls = graph.journal.map(({ body }) => {
    const { sender_action: action, message } = body as { sender_action?: string; message?: { text: string } };
    return action ?? message?.text;
  });
  // Meta ends "is typing" with each message, so it must be sent again after the first one was delivered.
  const [one, last] = [calls.indexOf("one"), calls.indexOf("two")];
  expect(one).toBeGreaterThan(-1);
  expect(calls.slice(one + 1, last)).toContain("typing_on");
});
