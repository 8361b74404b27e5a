import { expect, test } from "vitest";
import {
  createBot,
  messenger,
  messengerMessage,
  messengerReaction,
  messengerTemplate,
  messengerUtility,
  type NativeMessage,
  story,
  text,
} from "@causerie/server";
import { type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import { startFileServer } from "#support/files/file-server.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** What a bot developer may say of a message beside its words, and what Meta makes of it. */

const say = story("say", { keywords: ["say"] });
const [page] = metaPage.pages;

/** The bot answers everything with these, as they are made for the event. */
async function startWorld(
  make: (event: { messageId: string }) => NativeMessage<"messenger">[],
  more: Parameters<typeof pageOptions>[0] = {},
  now: () => number = Date.now,
) {
  const graph = await startFakeGraph({
    ...metaPage,
    pages: [
      {
        ...page,
        pageId: "2001",
        accessToken: "EAAB-page-token",
        appId: "1001",
        personas: ["9"],
        utilityTemplates: ["late"],
      },
    ],
    fetchMedia: true,
  });
  const bot = createBot({
    stories: [
      say.handle((turn) =>
        text("neutral", { on: { messenger: make({ messageId: turn.event.id.replace("message:", "") }) } }),
      ),
    ],
    fallback: () => "fallback",
  });
  const server = await startTestServer(
    { bot, connectors: [messenger({ ...pageOptions(more), graphBaseUrl: graph.baseUrl })] },
    { now },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    graph,
    ana,
    server,
    /** The bodies of the calls that follow. */
    async after(act: (ana: FakeUser) => Promise<unknown> = (user) => user.say("say")): Promise<object[]> {
      const before = graph.journal.length;
      await act(ana);
      await server.idle();
      await graph.idle();
      return graph.journal.slice(before).map(({ body }) => body as object);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("a persona, how the phone rings, and the message that is answered", async () => {
  await using world = await startWorld(({ messageId }) => [
    messengerMessage({ text: "hello" }, { personaId: "9", notificationType: "SILENT_PUSH", replyTo: messageId }),
  ]);
  const [call] = await world.after();
  expect(call).toMatchObject({
    persona_id: "9",
    notification_type: "SILENT_PUSH",
    reply_to: { mid: world.ana.conversation.bubbles[0]?.mid },
    message: { text: "hello" },
  });
  expect(world.graph.sent(world.ana.psid)).toHaveLength(1);
});

test.each([
  ["in Meta's usual words", undefined],
  ["in other words, and in another language", "(#100) Paramètre non valide"],
])("a message whose persona was deleted is sent without it, %s; Meta is asked once", async (_what, message) => {
  await using world = await startWorld(() => [messengerMessage({ text: "hello" }, { personaId: "8" })]);
  if (message !== undefined) world.graph.failNext(1, { code: 100, message }, { path: "/messages", body: /persona_id/ });
  const withPersona = (): boolean[] =>
    world.graph.journal.filter(({ method }) => method === "POST").map(({ body }) => "persona_id" in (body as object));
  await world.after();
  expect(withPersona()).toEqual([true, false]);
  await world.after();
  expect(withPersona()).toEqual([true, false, false]);
  expect(world.graph.journal.filter(({ path }) => path.endsWith("/8"))).toHaveLength(1);
  expect(world.graph.sent(world.ana.psid).map((sent) => sent.text)).toEqual(["hello", "hello"]);
});

test("a refusal that only speaks of a persona leaves the message its persona", async () => {
  await using world = await startWorld(() => [
    messengerTemplate({ template_type: "coupon", title: "Your persona_id", coupon_code: "SNOW" }, { personaId: "9" }),
  ]);
  world.graph.failNext(1, { code: 100, message: "(#100) 'Your persona_id' is no title" }, { path: "/messages" });
  await world.after();
  const sends = world.graph.journal.filter(({ path }) => path.endsWith("/messages"));
  expect(sends.map(({ body }) => (body as { persona_id?: string }).persona_id)).toEqual(["9", "9"]);
  // In its simpler form.
  expect(world.graph.sent(world.ana.psid)[0]?.text).toContain("SNOW");
});

test("where Meta does not say whether a persona exists, the words arrive without it", async () => {
  await using world = await startWorld(() => [messengerMessage({ text: "hello" }, { personaId: "8" })]);
  world.graph.failNext(1, { code: 4 }, { method: "GET", path: "/8" });
  await world.after();
  expect(world.graph.sent(world.ana.psid).map((sent) => sent.text)).toEqual(["hello"]);
});

test("an emoji under the person's message, and its end", async () => {
  await using world = await startWorld(({ messageId }) => [
    messengerReaction({ messageId, emoji: "👍" }),
    messengerMessage({ text: "hello" }),
  ]);
  await world.after();
  expect(world.ana.conversation.bubbles[0]?.reaction).toBe("👍");
  await using other = await startWorld(({ messageId }) => [
    messengerReaction({ messageId, emoji: "👍" }),
    messengerReaction({ messageId }),
  ]);
  await other.after();
  expect(other.ana.conversation.bubbles[0]?.reaction).toBeUndefined();
});

test("a private answer to a comment goes to who wrote it, once", async () => {
  const comments: string[] = [];
  await using world = await startWorld(() => [
    messengerMessage({ text: "in private" }, { to: { commentId: comments[0] ?? "" } }),
  ]);
  const bob = world.graph.user("2001");
  comments.push(bob.comments());
  await world.after();
  await world.after();
  expect(world.graph.sent(bob.psid).map((sent) => sent.text)).toEqual(["in private"]);
  expect(world.graph.sent(world.ana.psid)).toEqual([]);
});

test("a token for later messages that a story has kept is good outside the window", async () => {
  await using graph = await startFakeGraph(metaPage);
  const news = story("news", { keywords: ["news"], events: ["optin"] });
  const bot = createBot({
    stories: [
      news.handle((turn) => {
        const { content } = turn.event;
        if (content.type === "optin" && content.token !== undefined) turn.user.data["token"] = content.token;
        if (content.type === "optin") return undefined;
        const { token } = turn.user.data;
        const notificationToken = typeof token === "string" ? token : "";
        return text("news", { on: { messenger: [messengerMessage({ text: "news" }, { to: { notificationToken } })] } });
      }),
    ],
    fallback: () => "fallback",
  });
  const connector = messenger({ ...pageOptions({ notificationTokens: true }), graphBaseUrl: graph.baseUrl });
  await using server = await startTestServer({ bot, connectors: [connector] });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  await ana.agreesToMessages("news", "marketing");
  await server.idle();
  graph.advance(3 * 24 * 3_600_000);
  expect(await server.notify({ connectorId: "messenger", userId: ana.psid }, news.link(), { anyTime: true })).toEqual({
    outcome: "sent",
  });
  expect(graph.sent(ana.psid).map((sent) => sent.text)).toEqual(["news"]);
});

test("an approved template is sent at any time, other words only in the window", async () => {
  await using world = await startWorld(() => [
    messengerUtility({ name: "late", language: "en", parameters: { minutes: "12" } }),
  ]);
  await world.after();
  world.graph.advance(3 * 24 * 3_600_000);
  const recipient = { connectorId: "messenger", userId: world.ana.psid };
  expect(await world.server.notify(recipient, say.link(), { anyTime: true })).toEqual({ outcome: "sent" });
  const sent = world.graph.sent(world.ana.psid);
  expect(sent).toHaveLength(2);
  expect(sent[1]?.body).toMatchObject({
    messaging_type: "UTILITY",
    message: {
      template: {
        name: "late",
        language: { code: "en" },
        components: [{ type: "body", parameters: [{ type: "text", parameter_name: "minutes", text: "12" }] }],
      },
    },
  });
  await using words = await startWorld(() => [messengerMessage({ text: "hello" })]);
  await words.after();
  words.graph.advance(3 * 24 * 3_600_000);
  const to = { connectorId: "messenger", userId: words.ana.psid };
  expect(await words.server.notify(to, say.link(), { anyTime: true })).toEqual({
    outcome: "blocked",
    why: "window_closed",
  });
});

const howWasIt = messengerTemplate({
  template_type: "customer_feedback",
  title: "How was it?",
  feedback_screens: [{ questions: [{ id: "q", type: "csat" }] }],
  business_privacy: { url: "https://www.example.com/privacy" },
});

const day = 24 * 3_600_000;

/** What the bot's server says of a notification so long after the person wrote, and the calls for it. */
async function askedAfter(ms: number, spoil: (world: Awaited<ReturnType<typeof startWorld>>) => void = () => {}) {
  let now = Date.now();
  await using world = await startWorld(
    () => [howWasIt],
    {},
    () => now,
  );
  await world.after((ana) => ana.say("anything else"));
  now += ms;
  world.graph.advance(ms);
  spoil(world);
  const before = world.graph.journal.length;
  const to = { connectorId: "messenger", userId: world.ana.psid };
  const result = await world.server.notify(to, say.link(), { anyTime: true });
  const calls = world.graph.journal.slice(before).map(({ body }) => {
    const { messaging_type, tag } = body as { messaging_type?: string; tag?: string };
    return { messaging_type, tag };
  });
  return { result, calls, form: world.graph.sent(world.ana.psid).at(-1)?.content };
}

test("a feedback form that nobody asked for is sent for seven days, by its tag", async () => {
  for (const ms of [day / 2, 3 * day, 7 * day - 600_000]) {
    const { result, calls, form } = await askedAfter(ms);
    expect(result).toEqual({ outcome: "sent" });
    expect(calls).toEqual([{ messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" }]);
    expect(form).toMatchObject({ type: "other", templateType: "customer_feedback" });
  }
});

test("later it is blocked without a call", async () => {
  for (const ms of [7 * day - 200_000, 8 * day])
    expect(await askedAfter(ms)).toMatchObject({ result: { outcome: "blocked", why: "window_closed" }, calls: [] });
});

test("what replaces a feedback form that Meta refuses has no tag", async () => {
  const refused = await askedAfter(3 * day, ({ graph }) => graph.failNext(1, { code: 100 }, { path: "/messages" }));
  expect(refused.result).toEqual({ outcome: "blocked", why: "window_closed" });
  expect(refused.calls).toEqual([
    { messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" },
    { messaging_type: "UPDATE", tag: undefined },
  ]);
});

test("a feedback form in an answer is one, and needs no tag", async () => {
  await using world = await startWorld(() => [howWasIt]);
  expect(await world.after()).toMatchObject([{ messaging_type: "RESPONSE" }]);
  expect(world.graph.journal.at(-1)?.body).not.toHaveProperty("tag");
  expect(world.graph.sent(world.ana.psid)).toHaveLength(1);
});

test("Meta fetches a file once, until it forgets it", async () => {
  await using cdn = await startFileServer((_, response) => response.setHeader("content-type", "image/png").end("abc"));
  const image = { attachment: { type: "image" as const, payload: { url: `${cdn.url}/a.png` } } };
  await using world = await startWorld(() => [messengerMessage(image)], { reuseFiles: true });
  for (let count = 0; count < 3; count += 1) await world.after();
  expect(cdn.asked).toEqual(["/a.png"]);
  // Meta's side forgets the file; this server still has its id.
  world.graph.advance(91 * 24 * 3_600_000);
  await world.after();
  expect(cdn.asked).toEqual(["/a.png", "/a.png"]);
  expect(world.graph.sent(world.ana.psid)).toHaveLength(4);
});

test("a file is fetched each time unless the operator says that it stays the same", async () => {
  await using cdn = await startFileServer((_, response) => response.setHeader("content-type", "image/png").end("abc"));
  const image = { attachment: { type: "image" as const, payload: { url: `${cdn.url}/a.png` } } };
  await using world = await startWorld(() => [messengerMessage(image)]);
  for (let count = 0; count < 2; count += 1) await world.after();
  expect(cdn.asked).toEqual(["/a.png", "/a.png"]);
});

test("every template of Meta's is taken as its builder makes it", async () => {
  const url = "https://www.example.com/a";
  const all = [
    messengerTemplate({ template_type: "button", text: "Where?", buttons: [{ type: "web_url", title: "Site", url }] }),
    messengerTemplate({ template_type: "generic", elements: [{ title: "Lille", subtitle: "5 euros" }] }),
    messengerTemplate({ template_type: "image_grid", elements: [{ title: "Fleet", images: [{ url }, { url }] }] }),
    messengerTemplate({ template_type: "coupon", title: "20 %", coupon_code: "SNOW" }, { notificationType: "NO_PUSH" }),
    messengerTemplate({
      template_type: "receipt",
      recipient_name: "Ana",
      order_number: "1",
      currency: "EUR",
      payment_method: "Card",
      summary: { total_cost: 5 },
    }),
    messengerTemplate({
      template_type: "customer_feedback",
      title: "How was it?",
      feedback_screens: [{ questions: [{ id: "q", type: "csat", follow_up: { type: "free_form" } }] }],
      business_privacy: { url },
    }),
  ];
  await using world = await startWorld(() => all);
  await world.after();
  expect(world.graph.sent(world.ana.psid)).toHaveLength(all.length);
});

test("a builder says what Meta would refuse, and never what was said", () => {
  const long = "secret ".repeat(20);
  const broken: [build: () => unknown, says: RegExp][] = [
    [
      () => messengerTemplate({ template_type: "coupon", title: "a" }, { personaId: "Ana" }),
      /^messengerTemplate: .*personaId must be the number of a persona/,
    ],
    [
      () => messengerTemplate({ template_type: "generic", elements: [{ title: long, subtitle: "b" }] }),
      /elements\.0\.title must have at most 80 characters/,
    ],
    [() => messengerTemplate({ template_type: "button", text: "a", buttons: [] }), /buttons must not be empty/],
    [() => messengerUtility({ name: "Not A Name", language: "en" }), /name must be the name of an approved template/],
    [() => messengerReaction({ messageId: "" }), /messageId must not be blank/],
  ];
  for (const [build, says] of broken) {
    expect(build).toThrow(says);
    expect(build).not.toThrow(/secret/);
  }
});
