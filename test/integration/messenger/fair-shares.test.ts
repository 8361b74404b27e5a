import { expect, test } from "vitest";
import { type CauserieConfig, createBot, messenger, story } from "@causerie/server";
import { image } from "@causerie/server/bot/authoring/messages.ts";
import { startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const picture = story("picture", { keywords: ["picture"] });
const bot = createBot({
  stories: [picture.handle(() => image("https://a.example/a.png", { alt: "a mountain" }))],
  fallback: (turn) => `to ${turn.text}`,
});
const otherPage = { pageId: "2002", accessToken: "EAAB-other", appId: "1001" };
const longMs = 20_000;

async function startWorld(settings: Partial<CauserieConfig> = {}) {
  const graph = await startFakeGraph({ ...metaPage, pages: [...metaPage.pages, otherPage] });
  const options = { graphBaseUrl: graph.baseUrl };
  const server = await startTestServer({
    ...settings,
    bot,
    connectors: [
      messenger(pageOptions(options)),
      messenger(
        pageOptions({ ...options, id: "other", path: "/other", pageId: "2002", accessToken: otherPage.accessToken }),
      ),
    ],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  /** Calls that Meta has not answered yet. */
  const pending = (): number =>
    graph.journal.filter(({ outcome }) => outcome.type === "pending" || outcome.type === "faulted").length;
  return {
    graph,
    pending,
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test("a page whose calls hang delays no other page, however many of its people wait", async () => {
  await using world = await startWorld();
  const { graph } = world;
  graph.failNext(1_000, { hang: longMs }, { path: "/2001/messages" });
  await Promise.all(Array.from({ length: 80 }, () => graph.user("2001").say("hello")));
  await graph.waitFor(() => world.pending() >= 32, 10_000);
  const bob = graph.user("2002");
  await bob.say("hello");
  // Long before one of the hanging calls ends.
  await graph.waitFor(() => graph.sent(bob.psid).length === 1, longMs / 2);
  expect(graph.sent(bob.psid).map(({ text }) => text)).toEqual(["to hello"]);
});

test("files that Meta fetches slowly delay no words of other people on the page", async () => {
  await using world = await startWorld();
  const { graph } = world;
  graph.failNext(1_000, { hang: longMs }, { body: /"image"/ });
  await Promise.all(Array.from({ length: 80 }, () => graph.user("2001").say("picture")));
  await graph.waitFor(() => world.pending() >= 32, 10_000);
  const bob = graph.user("2001");
  await bob.say("hello");
  await graph.waitFor(() => graph.sent(bob.psid).length === 1, longMs / 2);
  expect(graph.sent(bob.psid).map(({ text }) => text)).toEqual(["to hello"]);
});

test("the operator decides how many calls of a page may be under way", async () => {
  await using world = await startWorld({ deliveriesPerKind: 3 });
  const { graph } = world;
  const people = Array.from({ length: 12 }, () => graph.user("2001"));
  // Whose a delivery is, the process knows from the first one on.
  await Promise.all(people.map((person) => person.say("hello")));
  await graph.waitFor(() => people.every(({ psid }) => graph.sent(psid).length === 1), longMs / 2);
  graph.failNext(1_000, { hang: longMs }, { path: "/2001/messages" });
  await Promise.all(people.map((person) => person.say("hello")));
  await graph.waitFor(() => world.pending() >= 3, 10_000);
  const bob = graph.user("2002");
  await bob.say("hello");
  await graph.waitFor(() => graph.sent(bob.psid).length === 1, longMs / 2);
  expect(world.pending()).toBe(3);
});
