import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import {
  activity,
  ana,
  anaAccount,
  ben,
  bot,
  direct,
  directOf,
  group,
  inRoom,
  mentionOf,
  nextId,
  room,
  submit,
  tenant,
} from "#support/teams/activities.ts";
import { wordsIn, wordsOf } from "#support/teams/fake-teams.ts";
import { createTeamsBot, news, startTeamsWorld } from "#support/teams/teams-world.ts";

test("somebody writes to the bot and is answered there, in words that make no element", async () => {
  await using world = await startTeamsWorld();
  await world.tell(direct("<b>snow</b>&nbsp;& ice"));
  expect(world.platform.messages).toMatchObject([
    {
      conversation: directOf(ana),
      versions: [{ type: "message", textFormat: "xml", text: "<p>?&lt;b&gt;snow&lt;/b&gt; &amp; ice</p>" }],
    },
  ]);
});

test("a mention is answered in its thread, and so is what is said there later without one", async () => {
  await using world = await startTeamsWorld();
  const asked = inRoom("hello");
  await world.tell(asked);
  const thread = String(asked["id"]);
  await world.tell(inRoom("what else?", { user: ben, thread, calls: false }));
  // In no thread of the bot's.
  await world.tell(inRoom("lunch?", { calls: false }));
  await world.tell(inRoom("pizza", { thread: nextId(), calls: false }));
  // Whoever only calls the bot wants it to begin.
  await world.tell(inRoom("", { thread: "1600000000009" }));
  expect(world.platform.shown()).toEqual(["Hello (group)!", "?what else?", "Hello (group)!"]);
  expect(world.platform.messages.map(({ conversation }) => conversation)).toEqual([
    `${room};messageid=${thread}`,
    `${room};messageid=${thread}`,
    `${room};messageid=1600000000009`,
  ]);
});

test("in a group chat only what names the bot is for it, and names of others are words", async () => {
  await using world = await startTeamsWorld();
  const conversation = { isGroup: true, conversationType: "groupChat", id: group };
  await world.tell(direct("lunch?", { conversation }));
  const entities = [mentionOf(bot, "Causerie"), mentionOf(ben, "Ben Roy")];
  await world.tell(direct("<at>Causerie</at> ask <at>Ben Roy</at>", { conversation, entities }));
  expect(world.platform.messages.map((message) => [message.conversation, wordsOf(message)])).toEqual([
    [group, "?ask @Ben Roy"],
  ]);
});

test("no bot is answered, nor who is of another tenant or on another channel; what is repeated is answered once", async () => {
  await using world = await startTeamsWorld();
  await world.tell(direct("hello", { user: bot }));
  await world.tell(direct("hello", { user: "28:another-bot" }));
  await world.tell(direct("hello", { channelData: { tenant: { id: "another" } } }));
  await world.tell(direct("hello", { channelId: "webchat" }));
  await world.tell(activity("typing"));
  const asked = direct("order");
  await Promise.all([world.tell(asked), world.tell(asked)]);
  await world.tell(asked);
  expect(world.platform.shown()).toEqual(["Shall I?"]);
});

test("whoever adds the bot is greeted once, although Teams says it twice and again", async () => {
  await using world = await startTeamsWorld();
  await world.tell(activity("installationUpdate", { action: "add" }));
  await world.tell(activity("conversationUpdate", { membersAdded: [{ id: ana }, { id: bot }] }));
  await world.tell(activity("installationUpdate", { action: "add-upgrade" }));
  await world.tell(activity("installationUpdate", { action: "remove" }));
  const channel = { isGroup: true, conversationType: "channel", id: room };
  await world.tell(activity("conversationUpdate", { conversation: channel, membersAdded: [{ id: ben }] }));
  await world.tell(activity("conversationUpdate", { conversation: channel, membersAdded: [{ id: bot }] }));
  expect(world.platform.messages.map((message) => [message.conversation, wordsOf(message)])).toEqual([
    [directOf(ana), "Hello (direct)!"],
    [room, "Hello (group)!"],
  ]);
});

test("a button does what it means, however long that is; a token that is made up is the words on the button", async () => {
  await using world = await startTeamsWorld();
  await world.tell(direct("order"));
  const [yes, terms, who] = ["Yes", "Terms", "Who?"].map((label) => world.button(label));
  expect(terms).toEqual({ label: "Terms", url: "https://a.example/terms" });
  await world.tell(submit(yes?.data ?? {}));
  await world.tell(submit(who?.data ?? {}));
  await world.tell(submit({ causerieChoice: "made-up", msteams: { text: "Pay" } }));
  await world.tell(submit({ causerieChoice: "made-up" }));
  expect(world.platform.shown().slice(1)).toEqual([
    "Confirmed with 3000 letters.",
    `${ana}, Ana Duval, Europe/Paris, fr-FR`,
    "?Pay",
  ]);
});

test("a form is filled in on its card, and comes back with its own fields only", async () => {
  await using world = await startTeamsWorld();
  await world.tell(direct("ask me"));
  expect(world.inputs()).toMatchObject([
    { id: "field0", type: "Input.Text", label: "From", isRequired: true },
    { id: "field1", type: "Input.Toggle", title: "I agree", valueOn: "yes" },
  ]);
  const send = world.button("Send").data ?? {};
  await world.tell(submit(send, { values: { field0: "Lyon", field1: "yes", intent: "news", _step: "x" } }));
  await world.tell(submit(send, { values: { field0: "Nice", field1: "no" } }));
  expect(world.platform.shown().slice(1)).toEqual(["From Lyon, yes", "From Nice, undefined"]);
});

test("calls are answered at once: a button of a story's own card, an opinion, and what nobody knows", async () => {
  await using world = await startTeamsWorld();
  const { platform } = world;
  await world.tell(direct("hello"));
  const call = (name: string, value: object) => activity("invoke", { name, value, replyToId: nextId() });
  await world.tell(call("adaptiveCard/action", { action: { type: "Action.Execute", verb: "v", data: { lift: 3 } } }));
  await world.tell(
    call("message/submitAction", {
      actionName: "feedback",
      actionValue: { reaction: "dislike", feedback: '{"feedbackText":"too short"}' },
    }),
  );
  expect(await platform.send(call("composeExtension/query", {}))).toBe("not_stored");
  expect(platform.answers.map(({ status }) => status)).toEqual([200, 200, 200, 501]);
  expect(platform.answers[1]?.body).toContain('"statusCode":200');
  expect(platform.shown().slice(1)).toEqual(['submit {"lift":3}', "down: too short"]);
});

test("stories learn what is changed, taken back and liked; what is taken back is gone from the log", async () => {
  await using world = await startTeamsWorld();
  const said = direct("my secret plan");
  await world.tell(said);
  const { id } = said;
  const channelData = { eventType: "editMessage", tenant: { id: tenant } };
  await world.tell(activity("messageUpdate", { id, text: "my plan", channelData }));
  const replyToId = world.platform.messages[0]?.id;
  await world.tell(activity("messageReaction", { replyToId, reactionsAdded: [{ type: "heart" }] }));
  await world.tell(activity("messageReaction", { replyToId, reactionsRemoved: [{ type: "1f44f-1f3fc_clap" }] }));
  await world.tell(activity("messageDelete", { id }));
  expect(world.platform.shown()).toEqual([
    "?my secret plan",
    `edited ${String(id)}: my plan`,
    "added ❤️",
    "removed 👏🏼",
    `deleted ${String(id)}`,
  ]);
  const log = await world.store.log.read(`teams:teams:${ana}`, 0, 100);
  expect(JSON.stringify(log.filter(({ type }) => type === "visitor"))).not.toContain("secret");
});

test("files that people send are kept; what does not come, or is elsewhere, is named", async () => {
  await using world = await startTeamsWorld();
  const { platform } = world;
  const fileType = "application/vnd.microsoft.teams.file.download.info";
  const attachments = [
    { contentType: "image/*", contentUrl: platform.fileUrl("a.png", "png") },
    { contentType: "image/png", contentUrl: `${platform.serviceUrl}none` },
    {
      contentType: fileType,
      name: "d.pdf",
      content: { downloadUrl: "https://files.evil.example/d.pdf", fileType: "pdf" },
    },
    { contentType: "text/html", content: "<p>look</p>" },
  ];
  await world.tell(direct("look", { attachments }));
  expect(platform.shown()).toEqual(['files: [["image","kept"],["image","unreachable"],["file","refused"]]']);
});

test("a picture of the server's own is in the message, one at an address is on a card, and words follow", async () => {
  await using world = await startTeamsWorld();
  await world.tell(direct("report"));
  expect(world.platform.messages.map(({ versions }) => versions[0])).toMatchObject([
    { attachments: [{ contentType: "image/png", contentUrl: "data:image/png;base64,cG5n", name: "slopes.png" }] },
    { attachments: [{ content: { body: [{ type: "TextBlock", text: "Here it is." }] } }], summary: "Here it is." },
    { attachments: [{ content: { body: [{ type: "Image", url: "https://a.example/map.png", altText: "A map" }] } }] },
    { attachments: [{ content: { body: [{ text: "Piste 3", weight: "Bolder" }] } }], summary: "Piste 3" },
  ]);
});

test("a text grows by edits of one message, and ends whole with its buttons; before it stands that the bot writes", async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of ["Once ", "upon ", "a ", "time."]) {
      yield piece;
      await delay(600);
    }
  }
  await using world = await startTeamsWorld({}, { bot: createTeamsBot(pieces) });
  await world.tell(direct("write"));
  const [message, ...others] = world.platform.messages;
  expect(others).toEqual([]);
  expect((message?.versions ?? []).map(wordsIn).at(-1)).toBe("Once upon a time.");
  expect(message?.versions.length).toBeGreaterThanOrEqual(2);
  expect(world.button("News").label).toBe("News");
  expect(world.platform.typing).toContain(directOf(ana));
});

test("the token is asked for once by all who need it, and anew when Teams does not take it any more", async () => {
  await using world = await startTeamsWorld();
  const { platform, server } = world;
  await Promise.all([ana, ben, "29:1Cleo", "29:1Dan"].map((user) => platform.send(direct("order", { user }))));
  await server.idle();
  expect([platform.messages.length, platform.asked.token]).toEqual([4, 1]);
  platform.revokeTokens();
  await world.tell(direct("order"));
  expect([platform.messages.length, platform.asked.token]).toEqual([5, 2]);
  expect(platform.asked.keys).toBe(1);
});

test("messages to one person keep to Teams' rates, and to its wish to wait", async () => {
  await using world = await startTeamsWorld({}, { keepsPace: true });
  const { platform, server } = world;
  platform.keepsRates = true;
  await world.tell(direct("hello"));
  platform.failNext({ status: 429, retryAfter: 0.2 }, { status: 412 }, { status: 502 });
  await platform.send(direct("order"));
  await expect.poll(() => platform.shown(), { timeout: 10_000 }).toEqual(["Hello (direct)!", "Shall I?"]);
  const [first, second] = platform.messages;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(450);
  await server.idle();
});

test("notify reaches a person by the way that they came, also by their account, and learns why it does not", async () => {
  await using world = await startTeamsWorld();
  const { platform, server } = world;
  await world.tell(direct("hello"));
  const to = { connectorId: "teams", userId: ana };
  expect(await server.notify(to, news.link(), { id: "1" })).toEqual({ outcome: "sent" });
  platform.failNext({ status: 403, code: "ConversationBlockedByUser" });
  expect(await server.notify(to, news.link(), { id: "2" })).toMatchObject({
    outcome: "failed",
    why: "ConversationBlockedByUser",
  });
  expect(platform.shown()).toEqual(["Hello (direct)!", "It snows."]);
  expect(await world.store.log.read(`teams:teams:${ana}`, 0, 1)).toMatchObject([
    { from: { aliases: [{ type: "aad", value: anaAccount }] } },
  ]);
});

test("nobody but Microsoft is heard, and an address that the operator does not know gets no token", async () => {
  await using world = await startTeamsWorld();
  const { platform } = world;
  const post = async (init: RequestInit): Promise<number> => (await fetch(platform.requestUrl, init)).status;
  expect(await post({ method: "POST", body: "{}" })).toBe(401);
  expect(await post({ method: "GET" })).toBe(405);
  const authorization = `Bearer ${await platform.sign()}`;
  expect(await post({ method: "POST", headers: { authorization }, body: "no JSON" })).toBe(400);
  const serviceUrl = "https://evil.example/emea/";
  const signed = `Bearer ${await platform.sign({ serviceurl: serviceUrl })}`;
  expect(await platform.send(direct("hello", { serviceUrl }), signed)).toBe("refused");
  expect(platform.answers.at(-1)?.status).toBe(403);
  expect([platform.asked.token, platform.messages]).toEqual([0, []]);
});
