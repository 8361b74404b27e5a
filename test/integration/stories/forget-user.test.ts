import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

const erase = story("erase", { keywords: ["delete my data"] });
const careless = story("careless", { keywords: ["careless"] });
const bot = createBot({
  stories: [
    erase.handle((turn) => {
      turn.forgetUser();
      return "All of it is gone.";
    }),
    careless.handle((turn) => {
      turn.forgetUser();
      throw new Error("and then it fails");
    }),
  ],
  fallback: (turn) => {
    turn.user.data["visits"] = Number(turn.user.data["visits"] ?? 0) + 1;
    return `visit ${String(turn.user.data["visits"])}`;
  },
});

test("on Messenger the person reads the answer, and after it nothing is kept of them; what they say then begins anew", async () => {
  await using graph = await startFakeGraph(metaPage);
  await using server = await startTestServer({
    bot,
    connectors: [messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const [ana, ben] = [graph.user("2001"), graph.user("2001")];
  const kept = async (userId: string) =>
    (await server.people.export({ connectorId: "messenger", userId })).conversations.length;
  for (const text of ["one", "careless", "two"]) await ana.say(text);
  await ben.say("one");
  await server.idle();
  expect(await kept(ana.psid)).toBe(1);
  graph.failNext(1, { code: 1200 }, { path: "/messages" });
  await ana.say("delete my data");
  await expect.poll(() => kept(ana.psid), { timeout: 8000 }).toBe(0);
  await server.idle();
  expect(graph.sent(ana.psid).at(-1)?.text).toBe("All of it is gone.");
  expect(await kept(ben.psid)).toBe(1);
  await ana.say("hello again");
  await server.idle();
  expect(graph.sent(ana.psid).at(-1)?.text).toBe("visit 1");
});

test("on the web nothing is kept after the answer", async () => {
  await using server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "one");
  await server.idle();
  await client.send("2", "delete my data");
  const { visitorId: userId } = client.session;
  await expect
    .poll(async () => (await server.people.export({ connectorId: "web", userId })).conversations.length)
    .toBe(0);
});
