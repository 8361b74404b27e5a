import { expect, test } from "vitest";
import { callGraph, pageId, sendTo, startTestGraph } from "#test-graph.ts";
import { startReceiver } from "#test-receiver.ts";

const red = { content_type: "text", title: "Red", payload: "RED" };
const blue = { content_type: "text", title: "Blue", payload: "BLUE" };
const profile = { get_started: { payload: "GET_STARTED" } };

test("what a person says arrives in the documented envelope", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url, { now: () => 1789999999000 });
  const user = graph.user(pageId, { psid: "27161130920158013" });
  expect(await user.say("bonjour")).toMatchObject({ type: "webhook", receipt: "acknowledged" });
  const mid = user.conversation.bubbles[0]?.mid;
  expect(JSON.parse(server.received[0]?.text ?? "")).toEqual({
    object: "page",
    entry: [
      {
        id: pageId,
        time: 1789999999000,
        messaging: [
          {
            sender: { id: "27161130920158013" },
            recipient: { id: pageId },
            timestamp: 1789999999000,
            message: { mid, text: "bonjour" },
          },
        ],
      },
    ],
  });
});

test("a tapped quick reply sends its title and payload", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  user.openWindow();
  await sendTo(graph, user.psid, { text: "Which?", quick_replies: [red, blue] });
  await graph.idle();
  await user.tapQuickReply("Blue");
  expect(server.events().at(-1)).toMatchObject({ message: { text: "Blue", quick_reply: { payload: "BLUE" } } });
  expect(user.conversation.bubbles.at(-1)).toMatchObject({ from: "user", content: { type: "text", text: "Blue" } });
});

test("quick replies vanish with the next message of either side", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  user.openWindow();
  const offer = () => sendTo(graph, user.psid, { text: "Which?", quick_replies: [red, blue] });
  await offer();
  expect(user.conversation.quickReplies).toEqual([
    { title: "Red", payload: "RED" },
    { title: "Blue", payload: "BLUE" },
  ]);
  await sendTo(graph, user.psid, { text: "Take your time" });
  await expect(user.tapQuickReply("Red")).rejects.toThrow("The newest message offers no quick reply Red, only: none");
  await offer();
  await user.tapQuickReply(0);
  expect(user.conversation.quickReplies).toEqual([]);
  await offer();
  await user.say("green");
  expect(user.conversation.quickReplies).toEqual([]);
});

test("the e-mail quick reply shows the person's address, or nothing", async () => {
  await using graph = await startTestGraph();
  const ana = graph.user(pageId, { email: "ana@ex.org" });
  const ben = graph.user(pageId);
  for (const user of [ana, ben]) {
    user.openWindow();
    await sendTo(graph, user.psid, { text: "Mail?", quick_replies: [{ content_type: "user_email" }] });
  }
  expect(ana.conversation.quickReplies).toEqual([{ title: "ana@ex.org", payload: "ana@ex.org" }]);
  expect(ben.conversation.quickReplies).toEqual([]);
});

test("buttons stay, and a tap sends a postback", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  user.openWindow();
  const buttons = [
    { type: "postback", title: "Agent", payload: "AGENT" },
    { type: "web_url", title: "Site", url: "https://a.example/" },
  ];
  const payload = { template_type: "button", text: "And now?", buttons };
  await sendTo(graph, user.psid, { attachment: { type: "template", payload } });
  await sendTo(graph, user.psid, { text: "Still here" });
  await graph.idle();
  await user.tapButton("Agent");
  expect(server.events().at(-1)).toMatchObject({
    postback: { mid: expect.stringMatching(/^m_/) as string, title: "Agent", payload: "AGENT" },
  });
  expect(await user.tapButton("Site")).toEqual({ type: "opened", address: "https://a.example/" });
  await expect(user.tapButton("Nope")).rejects.toThrow('No button "Nope" in the conversation, only: "Site", "Agent"');
});

test("Get Started sends the payload of the page's profile", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  await expect(user.getStarted()).rejects.toThrow("no get_started in its messenger_profile");
  await callGraph(graph, "POST", "/me/messenger_profile", profile);
  await user.getStarted();
  expect(server.events()).toEqual([
    expect.objectContaining({
      postback: { mid: expect.any(String) as string, title: "Get Started", payload: "GET_STARTED" },
    }),
  ]);
});

test("a first m.me link travels inside the Get Started postback, a later one on its own", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  await callGraph(graph, "POST", "/me/messenger_profile", profile);
  const user = graph.user(pageId);
  const referral = { ref: "summer", source: "SHORTLINK", type: "OPEN_THREAD" };
  expect(await user.openReferral("summer")).toEqual({ type: "waits_for_get_started" });
  expect(server.received).toEqual([]);
  await user.getStarted();
  expect(server.events().at(-1)).toMatchObject({ postback: { payload: "GET_STARTED", referral } });
  await user.openReferral("summer");
  expect(server.events().at(-1)).toMatchObject({ referral });
});

test("attachments arrive by address, a sticker as its own type", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  await user.sendAttachment("audio", "https://cdn.example/v.mp4");
  await user.sendAttachment("sticker", "https://cdn.example/s.png");
  expect(server.events().map((event) => event["message"])).toMatchObject([
    { attachments: [{ type: "audio", payload: { url: "https://cdn.example/v.mp4" } }] },
    { attachments: [{ type: "sticker", payload: { url: "https://cdn.example/s.png", sticker_id: 369239263222822 } }] },
  ]);
});

test("a raw event keeps the fields it is given", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  await graph.user(pageId).sendRaw({ timestamp: "1", message: { mid: "m_1", is_unsupported: true } });
  expect(server.events()).toMatchObject([{ timestamp: "1", message: { mid: "m_1", is_unsupported: true } }]);
});

test("the phone shows typing until the next message or for twenty seconds, and when the page has seen", async () => {
  await using graph = await startTestGraph(undefined, { now: () => 1000 });
  const user = graph.user(pageId);
  user.openWindow();
  const heard: unknown[] = [];
  graph.on("typing", (event) => heard.push(event));
  const act = (action: string) =>
    callGraph(graph, "POST", "/me/messages", { recipient: { id: user.psid }, sender_action: action });
  expect((await act("typing_on")).body).toEqual({ recipient_id: user.psid });
  expect(user.conversation.typing).toBe(true);
  graph.advance(20_000);
  expect(user.conversation.typing).toBe(false);
  await act("typing_on");
  await sendTo(graph, user.psid, { text: "hello" });
  expect(user.conversation.typing).toBe(false);
  await act("mark_seen");
  expect(user.conversation.seenAt).toBe(21_000);
  expect(heard).toHaveLength(2);
});

test("the page can put an emoji on a bubble and take it away", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  await user.say("hello");
  const message_id = user.conversation.bubbles[0]?.mid;
  const react = (sender_action: string) =>
    callGraph(graph, "POST", "/me/messages", {
      recipient: { id: user.psid },
      sender_action,
      payload: { message_id, reaction: "😊" },
    });
  await react("react");
  expect(user.conversation.bubbles[0]?.reaction).toBe("😊");
  await react("unreact");
  expect(user.conversation.bubbles[0]?.reaction).toBeUndefined();
});

test("listeners hear both sides of a conversation until they leave", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  const heard: string[] = [];
  graph.on("said", ({ bubble }) => heard.push(`user ${bubble.mid}`));
  const leave = graph.on("sent", ({ mid }) => heard.push(`page ${mid}`));
  await user.say("hello");
  await sendTo(graph, user.psid, { text: "hello" });
  leave();
  await sendTo(graph, user.psid, { text: "again" });
  const [said, sent] = user.conversation.bubbles;
  expect(heard).toEqual([`user ${said?.mid}`, `page ${sent?.mid}`]);
});

test("the same psid is the same person", async () => {
  await using graph = await startTestGraph();
  expect(graph.user(pageId, { psid: "7" })).toBe(graph.user(pageId, { psid: "7" }));
  expect(graph.user(pageId).psid).not.toBe(graph.user(pageId).psid);
});
