import { expect, test } from "vitest";
import { pageId, sendTo, startTestGraph } from "#test-graph.ts";
import { startReceiver } from "#test-receiver.ts";

test("a saved conversation goes on in another world: its bubbles, its choices and its window", async () => {
  await using first = await startTestGraph();
  const ana = first.user(pageId);
  await ana.say("hello");
  const choices = [{ content_type: "text", title: "Yes", payload: "YES" }];
  await sendTo(first, ana.psid, { text: "Shall we?", quick_replies: choices });

  await using server = await startReceiver();
  await using second = await startTestGraph(server.url);
  const again = second.user(pageId, { psid: ana.psid, thread: ana.saved });
  expect(again.conversation.bubbles).toEqual(ana.conversation.bubbles);
  expect(await again.tapQuickReply("Yes")).toMatchObject({ receipt: "acknowledged" });
  expect((await sendTo(second, ana.psid, { text: "Good." })).status).toBe(200);
  expect(ana.conversation.bubbles).toHaveLength(2);
});

test("buttons of one title are told apart by their payload", async () => {
  await using graph = await startTestGraph();
  const ana = graph.user(pageId);
  await ana.say("hello");
  const card = (payload: string) => ({ title: payload, buttons: [{ type: "postback", title: "Choose", payload }] });
  const payload = { template_type: "generic", elements: [card("SEA"), card("SNOW")] };
  await sendTo(graph, ana.psid, { attachment: { type: "template", payload } });
  expect(await ana.tapButton("Choose", "SEA")).toMatchObject({ event: { postback: { payload: "SEA" } } });
  await expect(ana.tapButton("Choose", "LAKE")).rejects.toThrow('No button "Choose"');
});
