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

test("a request to stop that was made while cut off is sent once there is a connection", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  await server.down();
  await chat.until(({ connection }) => connection.type === "waiting");
  chat.stop();
  expect(stops(server)).toBe(0);
  await server.up();
  await chat.reconnected();
  await expect.poll(() => stops(server)).toBe(1);
  expect(chat.getState().stop).toBe("asked");
});

test("a request to stop is repeated after a break without news: the server may have forgotten it", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  chat.stop();
  await expect.poll(() => stops(server)).toBe(1);
  server.cut();
  await chat.until(({ connection }) => connection.type === "waiting");
  await chat.reconnected();
  await expect.poll(() => stops(server)).toBe(2);
});

test("a request to stop does not meet the answer to what the visitor wrote after it", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  await server.down();
  await chat.until(({ connection }) => connection.type === "waiting");
  chat.stop();
  // By now the first request has failed, too.
  await chat.until(
    ({ stop, connection }) => stop === "asked" && connection.type === "waiting" && connection.attempt > 1,
  );
  chat.sendText("something else");
  await server.up();
  await chat.reconnected();
  await chat.untilScreen("something else (sent)");
  expect(stops(server)).toBe(0);
});

const stops = ({ requests }: { requests: string[] }): number =>
  requests.filter((request) => /^POST .*\/stop$/.test(request)).length;

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
