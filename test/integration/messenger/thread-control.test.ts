import { expect, test } from "vitest";
import { createBot, messenger, story } from "@causerie/server";
import { type FakeUser, inboxAppId, startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const person = story("person", { keywords: ["person"] });
const forGood = story("forGood", { keywords: ["good"], resumesBot: true });
const long = story("long", { keywords: ["long"] });
const bot = createBot({
  stories: [
    long.handle(function* () {
      yield "part 1";
      yield "part 2";
      yield "part 3";
    }),
    person.handle((turn) => {
      turn.handover();
      return "A colleague comes.";
    }),
    forGood.handle((turn) => {
      turn.handover({ forMs: Infinity });
      return "Colleagues stay.";
    }),
  ],
  fallback: (turn) => `to ${turn.text}`,
});

/** The page of app 1001, which is its default app. App 3003 is one where people answer. */
async function startWorld(more: Parameters<typeof pageOptions>[0] = {}) {
  const [page] = metaPage.pages;
  const people = { appId: "3003", appSecret: "other-secret", verifyToken: "other" };
  const graph = await startFakeGraph({
    apps: [...metaPage.apps, people],
    pages: [
      { ...page, pageId: "2001", accessToken: "EAAB-page-token", appId: "1001", defaultApp: "1001" },
      { pageId: "2001", accessToken: "EAAB-people", appId: "3003" },
    ],
  });
  const server = await startTestServer({
    bot,
    connectors: [messenger({ ...pageOptions(more), graphBaseUrl: graph.baseUrl })],
  });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    graph,
    ana,
    /** What the person reads once the bot has seen this. */
    async after(act: (ana: FakeUser) => Promise<unknown>): Promise<(string | undefined)[]> {
      await act(ana);
      await server.idle();
      await graph.idle();
      return graph.sent(ana.psid).map(({ text }) => text);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test.each([
  { taker: inboxAppId, form: "current" },
  { taker: inboxAppId, form: "older" },
  { taker: "3003", form: "current" },
] as const)(
  "while $taker has the conversation ($form form) the bot is silent; once it lets go, without a word, the bot answers",
  async ({ taker, form }) => {
    await using world = await startWorld();
    expect(await world.after((ana) => ana.say("one"))).toEqual(["to one"]);
    await world.ana.takenBy(taker, form);
    expect(await world.after((ana) => ana.say("two"))).toEqual(["to one"]);
    world.ana.letGo();
    expect(await world.after((ana) => ana.say("three"))).toEqual(["to one", "to three"]);
    expect(await world.after((ana) => ana.say("four"))).toEqual(["to one", "to three", "to four"]);
  },
);

test("what was said before another app took the conversation does not bring the bot back, however late it comes", async () => {
  await using world = await startWorld();
  const sentAt = world.graph.now();
  world.graph.advance(10_000);
  await world.ana.takenBy(inboxAppId);
  const late = { timestamp: sentAt, message: { mid: "m_late", text: "before" } };
  world.ana.letGo();
  expect(await world.after((ana) => ana.sendRaw(late))).toEqual([]);
});

test("a conversation that is passed back is the bot's", async () => {
  await using world = await startWorld();
  await world.ana.takenBy("3003");
  await world.ana.passedTo("1001");
  expect(await world.after((ana) => ana.say("one"))).toEqual(["to one"]);
});

test("a story that hands over gives the conversation to the page's inbox, after its answer", async () => {
  await using world = await startWorld();
  expect(await world.after((ana) => ana.say("person"))).toEqual(["A colleague comes."]);
  await world.graph.waitFor(() => world.ana.owner === inboxAppId);
  const passed = world.graph.journal.findIndex(({ path }) => path.endsWith("/pass_thread_control"));
  const answered = world.graph.journal.findIndex(({ path }) => path.endsWith("/messages"));
  expect(answered).toBeLessThan(passed);
  expect(world.graph.journal[passed]?.body).toEqual({
    recipient: { id: world.ana.psid },
    target_app_id: inboxAppId,
    metadata: JSON.stringify({
      story: "person",
      locale: "en",
      conversation: `messenger:messenger:1001:2001:${world.ana.psid}`,
    }),
  });
  expect(await world.after((ana) => ana.say("still there?"))).toEqual(["A colleague comes."]);
  world.ana.letGo();
  expect(await world.after((ana) => ana.say("one"))).toEqual(["A colleague comes.", "to one"]);
});

test("each handover without an end is passed on, also the one after Meta has given the conversation back", async () => {
  await using world = await startWorld();
  const passes = (): number => world.graph.journal.filter(({ path }) => path.endsWith("/pass_thread_control")).length;
  await world.after((ana) => ana.say("good"));
  await world.graph.waitFor(() => world.ana.owner === inboxAppId);
  await world.after(async () => undefined);
  world.ana.letGo();
  expect(await world.after((ana) => ana.say("one"))).toEqual(["Colleagues stay.", "to one"]);
  await world.ana.takenBy(inboxAppId);
  world.ana.letGo();
  await world.after((ana) => ana.say("good"));
  await world.graph.waitFor(() => passes() === 2 && world.ana.owner === inboxAppId);
  await world.after(async () => undefined);
  world.ana.letGo();
  expect((await world.after((ana) => ana.say("good"))).slice(-1)).toEqual(["Colleagues stay."]);
  await world.graph.waitFor(() => passes() === 3);
});

test("a handover whose call Meta refused is passed on when a story that resumes the bot hands over again", async () => {
  await using world = await startWorld();
  world.graph.failNext(1, { code: 100 }, { path: "/pass_thread_control" });
  await world.after((ana) => ana.say("good"));
  await world.after((ana) => ana.say("good"));
  await world.graph.waitFor(() => world.ana.owner === inboxAppId);
  expect(world.graph.journal.filter(({ path }) => path.endsWith("/pass_thread_control"))).toHaveLength(2);
});

test("what comes between the handover and its call does not bring the bot back", async () => {
  await using world = await startWorld();
  world.graph.failNext(1, { slow: 500 }, { path: "/pass_thread_control" });
  await world.ana.say("person");
  await world.graph.waitFor(() => world.graph.sent(world.ana.psid).length === 1);
  await world.ana.sendRaw({ message: { mid: "m_between", text: "between" } });
  await world.graph.waitFor(() => world.ana.owner === inboxAppId);
  expect(await world.after((ana) => ana.say("on standby"))).toEqual(["A colleague comes."]);
});

test.each([
  { handoverTo: "3003", owner: "3003" },
  { handoverTo: "nobody", owner: undefined },
])("the operator decides who gets the conversation: $handoverTo", async ({ handoverTo, owner }) => {
  await using world = await startWorld({ handoverTo });
  await world.after((ana) => ana.say("person"));
  await world.graph.waitFor(() => world.ana.owner === owner);
  expect(await world.after((ana) => ana.say("one"))).toEqual(["A colleague comes."]);
});

test("what still waits when another app takes the conversation is not offered to Meta", async () => {
  await using world = await startWorld();
  const messages = (): number => world.graph.journal.filter(({ path }) => path.endsWith("/messages")).length;
  world.graph.failNext(1, { slow: 700 }, { path: "/messages" });
  await world.ana.say("long");
  await world.graph.waitFor(() => messages() === 1);
  await world.ana.takenBy(inboxAppId);
  await world.after(async () => undefined);
  // The one that was under way; of the two that waited Meta has seen none.
  expect(messages()).toBe(1);
  world.ana.letGo();
  const read = await world.after((ana) => ana.say("one"));
  expect(read.at(-1)).toBe("to one");
  expect(read).not.toContain("part 2");
});

test("one refusal by Meta is enough for all that waits", async () => {
  await using world = await startWorld();
  world.graph.failNext(1, { code: 10, subcode: 2018300 }, { path: "/messages" });
  await world.after((ana) => ana.say("long"));
  expect(world.graph.journal.filter(({ path }) => path.endsWith("/messages"))).toHaveLength(1);
  expect(await world.after((ana) => ana.say("one"))).toEqual(["to one"]);
});
