import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story, text, web } from "@causerie/server";
import { expect, test } from "vitest";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** A text of many bubbles: all of it, or its beginning and the story's link to the rest. */

const paragraph = "Each passenger keeps the ticket until the end of the journey. ".repeat(25).trim();
const terms = Array.from({ length: 20 }, (_, index) => `${index + 1}. ${paragraph}`).join("\n\n");
const readMore = { label: "All terms", url: "https://www.example.com/terms" };

async function startWorld(said: string, options: Parameters<typeof text>[1]) {
  const graph = await startFakeGraph(metaPage);
  const bot = createBot({
    stories: [story("terms", { keywords: ["terms"] }).handle(() => text(said, options))],
    fallback: () => "?",
  });
  const { logger, printed } = collectLogLines("info");
  const connectors = [messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl }), web({ origins: [] })];
  const server = await startTestServer({ bot, connectors }, { logger });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    server,
    printed,
    async asks() {
      const before = graph.sent(ana.psid).length;
      await ana.say("terms");
      await server.idle();
      await graph.idle();
      return graph.sent(ana.psid).slice(before);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("with a link eight bubbles are sent, the last with the link; the site shows all", async () => {
  await using world = await startWorld(terms, { readMore, quickReplies: [{ label: "Thanks" }] });
  const sent = await world.asks();
  expect(sent).toHaveLength(8);
  expect(sent.at(-1)?.content).toMatchObject({
    type: "buttons",
    text: expect.stringMatching(/^8\. Each passenger .* …$/) as string,
    buttons: [{ type: "web_url", title: "All terms", url: "https://www.example.com/terms" }],
  });
  expect(sent.at(-1)?.quickReplies).toHaveLength(1);
  expect(sent.slice(0, 7).map((each) => each.text)).toEqual(terms.split("\n\n").slice(0, 7));
  expect(world.printed()).toContain("text_behind_link");
  expect(world.printed()).not.toContain("passenger");
  const client = await RestClient.start(`${world.server.url}/web`);
  await client.send("a", "terms");
  await expect.poll(async () => textsOf((await client.events()).body.events)).toEqual([terms]);
});

test("without a link all of it is sent: nothing is cut", async () => {
  await using world = await startWorld(terms, {});
  const sent = await world.asks();
  expect(sent.map((each) => each.text).join("\n\n")).toBe(terms);
});

test("a link that Meta refuses cuts nothing either", async () => {
  await using world = await startWorld(terms, { readMore: { label: "All", url: "/terms" } });
  const sent = await world.asks();
  expect(sent).toHaveLength(20);
});
