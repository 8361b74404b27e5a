import { expect, test } from "vitest";
import { appId, pageId, sendTo, startTestGraph } from "#test-graph.ts";
import { startReceiver } from "#test-receiver.ts";

test("an accepted message comes back as an echo with its metadata", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url, { now: () => 5 });
  const user = graph.user(pageId);
  user.openWindow();
  const quick_replies = [{ content_type: "text", title: "Yes", payload: "Y" }];
  const { body } = await sendTo(graph, user.psid, { text: "hello", metadata: "ob_42", quick_replies });
  await graph.idle();
  const message = { mid: body["message_id"], is_echo: true, app_id: Number(appId), metadata: "ob_42", text: "hello" };
  expect(server.events()).toEqual([{ sender: { id: pageId }, recipient: { id: user.psid }, timestamp: 5, message }]);
});

test("the echo of a template or of media carries the attachment, an id as a number", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  user.openWindow();
  const url = "https://a.example/a.png";
  const { body } = await sendTo(graph, user.psid, {
    attachment: { type: "image", payload: { url, is_reusable: true } },
  });
  const attachment_id = body["attachment_id"];
  await sendTo(graph, user.psid, { attachment: { type: "image", payload: { attachment_id } } });
  await graph.idle();
  expect(server.events()).toMatchObject([
    { message: { attachments: [{ type: "image", payload: { url } }] } },
    { message: { attachments: [{ type: "image", payload: { attachment_id: Number(attachment_id) } }] } },
  ]);
});

test.each([
  ["before", ["echo", "answer"]],
  ["after", ["answer", "echo"]],
  ["off", ["answer"]],
] as const)('with echo "%s" the sender sees: %s', async (echo, expected) => {
  const order: string[] = [];
  await using server = await startReceiver((_, response) => {
    order.push("echo");
    response.end();
  });
  await using graph = await startTestGraph(server.url, { echo });
  const user = graph.user(pageId);
  user.openWindow();
  await sendTo(graph, user.psid, { text: "hello" }).then(() => order.push("answer"));
  await graph.idle();
  expect(order).toEqual(expected);
});

test("the echo comes even if the answer was cut off", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  user.openWindow();
  graph.failNext(1, { closeAfterAccept: true });
  await expect(sendTo(graph, user.psid, { text: "hello", metadata: "ob_1" })).rejects.toThrow("fetch failed");
  await graph.waitFor(() => server.events().length === 1);
  expect(server.events()).toMatchObject([{ message: { is_echo: true, metadata: "ob_1" } }]);
});

test("delivery and read follow the echo when they are switched on", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url, { now: () => 5, deliveries: true, reads: true });
  const user = graph.user(pageId);
  user.openWindow();
  const { body } = await sendTo(graph, user.psid, { text: "hello" });
  await graph.idle();
  const side = { sender: { id: user.psid }, recipient: { id: pageId } };
  expect(server.events().slice(1)).toEqual([
    { ...side, delivery: { mids: [body["message_id"]], watermark: 5 } },
    { ...side, timestamp: 5, read: { watermark: 5 } },
  ]);
});

test("a bot that answers before it acknowledges still gets its echo", async () => {
  const parts: { send?: () => Promise<unknown> } = {};
  await using server = await startReceiver(({ text }, response) => {
    if (text.includes("is_echo")) response.end();
    else void parts.send?.().then(() => response.end());
  });
  await using graph = await startTestGraph(server.url, { echo: "before" });
  const user = graph.user(pageId);
  parts.send = () => sendTo(graph, user.psid, { text: "hello" });
  expect(await user.say("hello")).toMatchObject({ receipt: "acknowledged" });
  expect(server.events()).toHaveLength(2);
});
