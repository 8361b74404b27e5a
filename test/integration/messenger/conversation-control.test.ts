import * as fc from "fast-check";
import { type FakeUser, inboxAppId, startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, type MessengerOptions, story } from "@causerie/server";
import { toControlPass } from "@causerie/server/connectors/messenger/send/person/pass-control.ts";
import { expect, test } from "vitest";
import { appSecret, pageOptions, verifyToken } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** The app in which people answer: a CRM. */
const crm = "3003";
const pageIds = ["2001", "2002", "2003"];

const person = story("person", { keywords: ["person"] }).handle((turn) => {
  turn.handover({ to: crm, summary: "wants a refund" });
  return "A colleague comes.";
});
const greet = story("greet", { events: ["handover"] }).handle(({ event }) => {
  const { content } = event;
  return content.type === "handover" && content.to === "bot"
    ? `I am back: ${content.summary ?? "no words"}`
    : undefined;
});
const ask = story("ask", { events: ["handover_request"] }).handle((turn) => {
  const { content } = turn.event;
  if (content.type === "handover_request" && content.by === crm) turn.handover({ to: crm });
});
const recall = story("recall", { keywords: ["recall"] });
const recalled = recall.handle(async (turn) =>
  (await turn.history(50)).map(({ role, text }) => `${role}: ${text}`).join(" | "),
);
const bot = createBot({
  stories: [person, greet, ask, recalled],
  fallback: (turn, reason) => (reason === "not_understood" ? `to ${turn.text}` : undefined),
});

/** Three pages. On each, app 1001 is the bot and the default app, and app 3003 is the CRM, which has webhooks of its own. */
async function startWorld(more: Partial<MessengerOptions> = {}, { isRouted = true } = {}) {
  const graph = await startFakeGraph({
    apps: [
      { appId: "1001", appSecret, verifyToken },
      { appId: crm, appSecret: "crm-secret", verifyToken: "crm" },
    ],
    pages: pageIds.flatMap((pageId) => [
      { pageId, accessToken: `EAAB-${pageId}`, appId: "1001", ...(isRouted ? { defaultApp: "1001" } : {}) },
      { pageId, accessToken: `EAAB-crm-${pageId}`, appId: crm },
    ]),
  });
  const connectors = pageIds.map((pageId) =>
    messenger({
      ...pageOptions(more),
      id: `page-${pageId}`,
      path: `/messenger/${pageId}`,
      pageId,
      accessToken: `EAAB-${pageId}`,
      graphBaseUrl: graph.baseUrl,
    }),
  );
  const server = await startTestServer({ bot, connectors });
  graph.setWebhookUrl("1001", `${server.url}/messenger/2002`);
  return {
    graph,
    server,
    async settle(): Promise<void> {
      await graph.idle();
      await server.idle();
      await graph.idle();
      await server.idle();
    },
    said: ({ psid }: FakeUser) =>
      graph
        .sent(psid)
        .filter(({ appId }) => appId === "1001")
        .map(({ text }) => text),
    /** The CRM writes, or does something with the conversation. */
    async crm(pageId: string, edge: string, body: object): Promise<number> {
      const response = await fetch(`${graph.baseUrl}/v26.0/${pageId}/${edge}`, {
        method: "POST",
        headers: { authorization: `Bearer EAAB-crm-${pageId}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return response.status;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("the CRM gets the conversation with a summary, its words and the person's are context, and the bot greets once it is back", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  await ana.say("person");
  await world.graph.waitFor(() => ana.owner === crm);
  await world.settle();
  const passed = world.graph.journal.find(({ path }) => path.endsWith("/pass_thread_control"));
  expect(passed?.body).toMatchObject({ target_app_id: crm });
  expect(JSON.parse((passed?.body as { metadata?: string } | undefined)?.metadata ?? "")).toEqual({
    story: "person",
    locale: "en",
    conversation: `messenger:page-2001:1001:2001:${ana.psid}`,
    summary: "wants a refund",
  });
  const reply = { recipient: { id: ana.psid }, messaging_type: "RESPONSE", message: { text: "Hello, Zoe here." } };
  expect(await world.crm("2001", "messages", reply)).toBe(200);
  await ana.say("it came broken");
  await world.settle();
  const before = world.said(ana);
  expect(before).toEqual(["A colleague comes."]);
  const seen = world.graph.journal.filter(
    ({ body }) => (body as { sender_action?: string }).sender_action !== undefined,
  );
  expect(seen).toEqual([]);
  await ana.passedTo("1001", "refunded");
  await world.settle();
  expect(world.said(ana).slice(1)).toEqual(["I am back: refunded"]);
  await ana.say("recall");
  await world.settle();
  expect(world.said(ana).at(-1)).toBe(
    "user: person | bot: A colleague comes. | agent: Hello, Zoe here. | user: it came broken | bot: I am back: refunded",
  );
});

test("what the person does on standby shows no sign of the bot: not seen, not typing", async () => {
  await using world = await startWorld({ typing: true });
  const ana = world.graph.user("2001");
  await ana.takenBy(crm);
  await ana.say("are you there?");
  await world.settle();
  expect(world.graph.journal.filter(({ path }) => path.endsWith("/messages"))).toEqual([]);
});

test("what comes on standby tells the bot that others have the conversation, though nobody said so: it does not speak first", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  await ana.say("one");
  await world.settle();
  // The other app took it while this server was not subscribed to handovers.
  world.graph.setWebhookUrl("1001", undefined);
  await ana.takenBy(crm);
  world.graph.setWebhookUrl("1001", `${world.server.url}/messenger/2002`);
  await ana.say("two");
  await world.settle();
  const person = { connectorId: "page-2001", userId: ana.psid };
  expect(await world.server.notify(person, recall.link())).toEqual({ outcome: "blocked", why: "handover" });
});

test("another app that asks for the conversation gets it if a story says so", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  await ana.say("one");
  await world.settle();
  expect(await world.crm("2001", "request_thread_control", { recipient: { id: ana.psid }, metadata: "mine" })).toBe(
    200,
  );
  await world.graph.waitFor(() => ana.owner === crm);
});

test("without routing, a person who writes in the page's inbox pauses the bot for the configured time; another app does not", async () => {
  await using world = await startWorld({ agentPauseMinutes: 30 }, { isRouted: false });
  const ana = world.graph.user("2001");
  await ana.answeredBy("4004", "An advertisement");
  await ana.say("one");
  await world.settle();
  expect(world.said(ana)).toEqual(["to one"]);
  await ana.answeredBy(inboxAppId, "Zoe here");
  await ana.say("two");
  await world.settle();
  await ana.answeredBy(undefined, "Zoe again");
  await ana.say("three");
  await world.settle();
  expect(world.said(ana)).toEqual(["to one"]);
});

test("a message that Meta refuses because another app has the conversation silences the bot", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  world.graph.failNext(1, { code: 10, subcode: 2018300 }, { path: "/messages" });
  await ana.say("one");
  await world.settle();
  // Written before the refusal, told after it.
  await ana.sendRaw({ timestamp: world.graph.now() - 60_000, message: { mid: "m_late", text: "two" } });
  await world.settle();
  expect(world.said(ana)).toEqual([]);
  await ana.say("three");
  await world.settle();
  expect(world.said(ana)).toEqual(["to three"]);
});

test("the metadata of a handover fits, whatever a story says in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 3000 }), fc.string({ maxLength: 40 }), (summary, id) => {
      const pass = toControlPass("inbox", { story: id, locale: "en", conversation: id, summary });
      const facts = JSON.parse(pass?.pass.metadata ?? "") as { story: string; summary?: string };
      expect(pass?.pass.metadata.length).toBeLessThanOrEqual(1000);
      expect(facts.story).toBe(id);
      expect((facts.summary ?? "").length).toBeGreaterThanOrEqual(Math.min(summary.length, 50));
    }),
  );
});

type Owner = "bot" | "idle" | typeof crm | typeof inboxAppId;
type Step = { who: number } & {
  act: "say" | "ask for a person" | "inbox takes" | "crm takes" | "let go" | "given back" | "inbox writes";
};

/**
 * Whom the bot must answer, by Meta's rules alone: who has it, or else the default app, which is the bot. Nobody may write to a
 * person who has never written.
 */
function next(owner: Owner, { act }: Step, hasWritten: boolean): { owner: Owner; answers: string[] } {
  const isBots = owner === "bot" || owner === "idle";
  switch (act) {
    case "say":
      return { owner, answers: isBots ? ["to hello"] : [] };
    case "ask for a person":
      return isBots ? { owner: crm, answers: ["A colleague comes."] } : { owner, answers: [] };
    case "inbox takes":
      return { owner: inboxAppId, answers: [] };
    case "crm takes":
      return { owner: crm, answers: [] };
    case "let go":
      return { owner: "idle", answers: [] };
    case "given back":
      return { owner: "bot", answers: hasWritten ? ["I am back: no words"] : [] };
    case "inbox writes":
      return { owner, answers: [] };
  }
}

test("whoever takes, passes and lets go of conversations on three pages: the bot answers exactly where it has control", async () => {
  await using world = await startWorld();
  const act = fc.constantFrom<Step["act"]>(
    "say",
    "say",
    "ask for a person",
    "inbox takes",
    "crm takes",
    "let go",
    "given back",
    "inbox writes",
  );
  const step = fc.record({ who: fc.nat(pageIds.length - 1), act });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const people = pageIds.map((pageId) => ({
        user: world.graph.user(pageId),
        owner: "idle" as Owner,
        hasWritten: false,
        answers: [] as string[],
      }));
      for (const each of steps) {
        const one = people[each.who];
        if (one === undefined) throw new Error("there are three people");
        // A second of time for each step: what comes at the same time has no order.
        world.graph.advance(1000);
        await perform(one.user, each);
        await world.settle();
        const expected = next(one.owner, each, one.hasWritten);
        one.owner = expected.owner;
        one.hasWritten ||= each.act === "say" || each.act === "ask for a person";
        one.answers.push(...expected.answers);
        expect(one.user.owner ?? "idle").toBe(one.owner === "bot" ? "1001" : one.owner);
        expect(world.said(one.user)).toEqual(one.answers);
      }
    }),
    { numRuns: 12 },
  );
});

function perform(user: FakeUser, { act }: Step): Promise<unknown> {
  switch (act) {
    case "say":
      return user.say("hello");
    case "ask for a person":
      return user.say("person");
    case "inbox takes":
      return user.takenBy(inboxAppId);
    case "crm takes":
      return user.takenBy(crm);
    case "let go":
      return Promise.resolve(user.letGo());
    case "given back":
      return user.passedTo("1001");
    case "inbox writes":
      return user.answeredBy(inboxAppId, "Zoe here");
  }
}
