import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat } from "#support/widget/open-chat.ts";

const isStop = (request: string): boolean => request.startsWith("POST") && request.endsWith("/stop");

test("a request to stop goes to the conversation, and the next event settles it", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  chat.stop();
  await expect.poll(() => server.requests.filter(isStop)).toEqual(["POST /conversations/c-1/stop"]);
  expect(chat.getState().stop).toBe("asked");
  server.log().append({ type: "turn.end", of: 1 });
  await chat.until((state) => state.stop === "ready");
});

test.each([404, 405] as const)("a server that answers it with %i is not asked to stop again", async (status) => {
  await using server = await startFakeChatServer();
  server.faults.stopStatus = status;
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  chat.stop();
  await chat.until((state) => state.stop === "unsupported");
  server.log().append(botText("and on it goes"));
  await chat.untilScreen("and on it goes");
  expect(chat.getState().stop).toBe("unsupported");
});

test("a request to stop that fails by its token is repeated with a fresh one", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  server.tokens.clear();
  chat.stop();
  await expect.poll(() => server.requests.filter(isStop).length).toBe(2);
  await expect.poll(() => server.requests).toContain("POST /session/refresh");
  expect(chat.getState().stop).toBe("asked");
});

test("without a connection a request to stop fails, and may be repeated", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  await server.down();
  chat.stop();
  await expect.poll(() => chat.getState().stop).toBe("ready");
});

test("an opinion is stored under the message's id, shows at once and over a reload, and is no bubble", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  server.log().append(botText("helpful"));
  await chat.untilScreen("helpful");
  chat.sendFeedback("m-helpful", "up");
  expect(chat.getState().feedback).toEqual({ "m-helpful": "up" });
  chat.sendFeedback("m-helpful", "none");
  await expect
    .poll(() => server.log().events.flatMap((event) => (event.type === "visitor" ? [event.content] : [])))
    .toEqual([
      { type: "feedback", messageId: "m-helpful", value: "up" },
      { type: "feedback", messageId: "m-helpful", value: "none" },
    ]);
  expect(chat.screen()).toEqual(["helpful"]);
  expect(chat.getState().feedback).toEqual({ "m-helpful": "none" });
});

test("an opinion that the server refuses is withdrawn", async () => {
  await using server = await startFakeChatServer();
  server.faults.unknownContent.add("feedback");
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  chat.sendFeedback("m-1", "down");
  await chat.until((state) => state.feedback["m-1"] === "none");
  chat.sendText("still here");
  await chat.untilScreen("still here (sent)");
  expect(chat.getState().feedback).toEqual({ "m-1": "none" });
});
