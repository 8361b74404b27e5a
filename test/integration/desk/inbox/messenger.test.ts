import { messenger, web } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { expect, test } from "vitest";
import { createDeskBot } from "#support/desk/desk-bot.ts";
import { Console } from "#support/desk/inbox-world.ts";
import { adminPassword, startDesk } from "#support/desk/start-desk.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { waitUntil } from "#support/wait-until.ts";

const hour = 3_600_000;
const [page] = metaPage.pages;

/** A page whose bot hands over to the desk, and an operator. */
async function startWorld(handoverTo: string) {
  let now = Date.now();
  const graph = await startFakeGraph({
    ...metaPage,
    pages: [{ ...page, pageId: "2001", accessToken: "EAAB-page-token", appId: "1001" }],
    now: () => now,
  });
  const connectors = [messenger({ ...pageOptions({ handoverTo }), graphBaseUrl: graph.baseUrl }), web({ origins: [] })];
  const desk = await startDesk({ bot: createDeskBot(), connectors }, { now: () => now });
  graph.setWebhookUrl("1001", `${desk.url}/messenger`);
  const ada = new Console(await desk.admin());
  return {
    graph,
    ada,
    zoe: graph.user("2001"),
    /** Days after which nobody is signed in any more. */
    wait: async (ms: number) => {
      now += ms;
      await ada.client.signIn("ada@example.com", adminPassword);
    },
    /** The last call that has sent words. */
    sent: (text: string) =>
      graph.journal
        .map(({ body }) => body as { message?: { text?: string }; messaging_type?: string; tag?: string })
        .findLast(({ message }) => message?.text === text),
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("who writes in Messenger is answered from the desk, as a person's words for up to seven days", async () => {
  await using world = await startWorld("desk");
  const { ada, zoe, wait, sent } = world;
  await zoe.say("a person please");
  expect(await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000)).toBe(true);
  const [row] = await ada.list("?state=waiting");
  expect(row).toMatchObject({ channel: "messenger", channelName: "Messenger", summary: "wants a person" });
  const conversation = row?.conversationId ?? "";
  await ada.act(conversation, { type: "say", text: "Within a day" });
  expect(await waitUntil(() => sent("Within a day") !== undefined, 5_000)).toBe(true);
  expect(sent("Within a day")).toMatchObject({ messaging_type: "RESPONSE" });

  await wait(30 * hour);
  await ada.act(conversation, { type: "say", text: "After a day" });
  expect(await waitUntil(() => sent("After a day") !== undefined, 5_000)).toBe(true);
  expect(sent("After a day")).toMatchObject({ messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" });
  const isSent = async (text: string) =>
    (await ada.open(conversation)).entries.some((entry) => entry.text === text && entry.delivery === "sent");
  expect(await waitUntil(() => isSent("After a day"), 5_000)).toBe(true);

  await wait(6 * 24 * hour);
  await ada.act(conversation, { type: "say", text: "Too late" });
  const failed = async () =>
    (await ada.open(conversation)).entries.some((entry) => entry.text === "Too late" && entry.delivery === "failed");
  expect(await waitUntil(failed, 5_000)).toBe(true);
  expect(sent("Too late")).toBeUndefined();
});

test("who was helped under the tag for people is asked how it was as a bot asks, and not under that tag", async () => {
  await using world = await startWorld("desk");
  const { ada, graph, zoe, wait, sent } = world;
  const ratingText = { "": "How did we do?" };
  const queue = { id: "all", name: "All", position: 1, languages: [], skills: [], connectors: [], ratingText };
  expect((await ada.client.call("PUT", "/queues/all", queue)).status).toBe(200);
  await zoe.say("a person please");
  expect(await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000)).toBe(true);
  const conversation = (await ada.list("?state=waiting"))[0]?.conversationId ?? "";
  await wait(30 * hour);
  await ada.act(conversation, { type: "say", text: "After a day" });
  await ada.act(conversation, { type: "close" });
  const asks = () =>
    graph.journal.map(({ body }) => JSON.stringify(body)).findLast((body) => body.includes("How did we do?"));
  expect(await waitUntil(() => asks() !== undefined, 5_000)).toBe(true);
  expect(sent("After a day")).toMatchObject({ tag: "HUMAN_AGENT" });
  expect(asks()).not.toContain("HUMAN_AGENT");
});

test("a page whose people answer in Meta's own inbox has nothing waiting at the desk", async () => {
  await using world = await startWorld("inbox");
  const { ada, zoe, graph } = world;
  await zoe.say("a person please");
  expect(await waitUntil(() => graph.journal.some(({ path }) => path.includes("pass_thread_control")), 5_000)).toBe(
    true,
  );
  expect(await ada.list("?state=waiting")).toEqual([]);
  expect(await ada.list()).toMatchObject([{ state: "bot" }]);
});
