import { expect, test } from "vitest";
import { createBot, messenger, messengerTemplate, story, text } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** What happens to the page rather than in a conversation, and what people are asked for. */

const news = story("news", { keywords: ["news"], events: ["optin"] });
const changes = story("changes", { events: ["channel_event"] });

async function startWorld(more: Parameters<typeof pageOptions>[0] = {}) {
  const graph = await startFakeGraph(metaPage);
  const told: unknown[] = [];
  const request = (template_type: "one_time_notif_req" | "notification_messages") =>
    messengerTemplate({ template_type, title: "News of your line?", payload: news.link() });
  const bot = createBot({
    stories: [
      changes.handle((turn) => {
        const { content } = turn.event;
        if (content.type === "channel_event") told.push([content.name, content.data]);
        return "Thank you for your comment!";
      }),
      news.handle((turn) => {
        const { content } = turn.event;
        if (content.type === "optin") return `token: ${content.token ?? "none"}`;
        return text("neutral", {
          on: { messenger: [request("one_time_notif_req"), request("notification_messages")] },
        });
      }),
    ],
    fallback: () => "fallback",
  });
  const server = await startTestServer({
    bot,
    connectors: [messenger({ ...pageOptions(more), graphBaseUrl: graph.baseUrl })],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    graph,
    told,
    ana,
    server,
    async idle() {
      await server.idle();
      await graph.idle();
    },
    texts: () => graph.sent(ana.psid).map((sent) => sent.text),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("a comment on the page starts a story, whose answer goes to who wrote it", async () => {
  await using world = await startWorld({ typing: true });
  const commentId = await world.ana.commentsOn("2001_9", "When do you open?");
  await world.idle();
  const about = { commentId, text: "When do you open?", postId: "2001_9", parentId: "2001_9" };
  expect(world.told).toEqual([["comment", { ...about, authorId: `login-${world.ana.psid}` }]]);
  expect(world.texts()).toEqual(["Thank you for your comment!"]);
  const calls = world.graph.journal.filter(({ path }) => path.endsWith("/messages"));
  expect(calls.map(({ body }) => (body as { recipient: unknown }).recipient)).toEqual([{ comment_id: commentId }]);
});

test("the page's own comments, edits and removals start nothing", async () => {
  await using world = await startWorld();
  const comment = { item: "comment", verb: "add", comment_id: "1", post_id: "9", message: "a" };
  await world.graph.changes("2001", "feed", { ...comment, from: { id: "2001" } });
  await world.graph.changes("2001", "feed", { ...comment, verb: "remove", from: { id: "7" } });
  await world.graph.changes("2001", "feed", { item: "post", verb: "add", post_id: "9" });
  await world.graph.changes("2001", "ratings", { item: "rating" });
  await world.idle();
  expect(world.told).toEqual([]);
  expect(world.graph.journal).toEqual([]);
});

test("what Meta decides about a template reaches a story, which has nobody to write to", async () => {
  await using world = await startWorld();
  const value = {
    event: "REJECTED",
    message_template_id: 17,
    message_template_name: "train_late",
    message_template_language: "en",
    reason: "INVALID_FORMAT",
  };
  await world.graph.changes("2001", "message_template_status_update", value);
  await world.idle();
  const data = { status: "REJECTED", name: "train_late", id: "17", language: "en", reason: "INVALID_FORMAT" };
  expect(world.told).toEqual([["template_status", data]]);
  expect(world.graph.journal).toEqual([]);
});

test("a person is asked for a token where the operator allows it, and what they agree to leads back to the story", async () => {
  await using world = await startWorld({ notificationTokens: true });
  await world.ana.say("news");
  await world.idle();
  const asked = world.graph.sent(world.ana.psid).map(({ content }) => content);
  expect(asked).toMatchObject([{ templateType: "one_time_notif_req" }, { templateType: "notification_messages" }]);
  const token = await world.ana.agreesToMessages(news.link(), "one_time");
  await world.idle();
  expect(world.texts().at(-1)).toBe(`token: ${token}`);
});

test("without the operator's leave nobody is asked: the neutral message goes out", async () => {
  await using world = await startWorld();
  await world.ana.say("news");
  await world.idle();
  expect(world.texts()).toEqual(["neutral"]);
});
