import { setImmediate } from "node:timers/promises";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat, openChat } from "#support/widget/open-chat.ts";
import { startWebHost } from "#support/web/web-host.ts";

const transports: TransportName[] = ["socket", "sse", "poll"];

test.each(transports)("a question and its answer go over the real server by %s", async (name) => {
  await using host = await startWebHost();
  using chat = openChat({ endpoint: `${host.url}/web`, transports: [name] });
  chat.start();
  chat.sendText("hello");
  expect(chat.screen()).toEqual(["hello (waiting)"]);
  await chat.untilScreen("hello (sent)");
  expect(chat.getState().connection).toEqual({ type: "connected", via: name });

  host.log.append(host.accepted[0]?.conversationId ?? "", botText("hi"));
  await chat.untilScreen("hello (sent)", "hi");
  expect(host.accepted.map(({ content }) => content)).toEqual([{ type: "text", text: "hello" }]);
});

test("nothing leaves the page before the chat is started", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  chat.sendText("early");
  await setImmediate();
  expect(server.requests).toEqual([]);
  chat.start();
  await chat.untilScreen("early (sent)");
});

test("messages arrive in the order in which they were written", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (const text of texts) chat.sendText(text);
  await chat.untilScreen(...texts.map((text) => `${text} (sent)`));
  expect(server.log().events.map((event) => event.type === "visitor" && event.content)).toEqual(
    texts.map((text) => ({ type: "text", text })),
  );
  expect(new Set(server.attempts).size).toBe(server.attempts.length);
});

test.each(["socket", "sse"] as const)(
  "a message without an acknowledgement is sent again under its own id, by %s",
  async (name) => {
    await using server = await startFakeChatServer();
    server.faults.lostAcks = 1;
    server.faults.skipped.add(1); // nor does the log show that it has arrived
    using chat = openChat({ endpoint: server.endpoint, transports: [name] });
    chat.start();
    chat.sendText("hello");
    await expect.poll(() => server.attempts.length).toBe(1);
    expect(chat.screen()).toEqual(["hello (sending)"]);

    chat.clock.advance(8000);
    await chat.untilScreen("hello (waiting)");
    chat.clock.advance(300);
    await chat.until(({ entries }) => entries[0]?.type === "visitor" && entries[0].delivery.type === "sent");
    expect(new Set(server.attempts).size).toBe(1);
    expect(server.log().events).toHaveLength(1);
  },
);

test("the log proves that a message arrived, also without its acknowledgement", async () => {
  await using server = await startFakeChatServer();
  server.faults.lostAcks = 1;
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  chat.sendText("one");
  chat.sendText("two");
  await chat.untilScreen("one (sent)", "two (sent)");
  expect(server.attempts).toHaveLength(2);
});

test("a message that the server refuses is shown as failed, and the next ones are sent", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  server.faults.refuse = "unsupported";
  chat.sendText("one");
  await chat.untilScreen("one (unsupported)");
  server.faults.refuse = undefined;
  chat.sendText("two");
  await chat.untilScreen("two (sent)", "one (unsupported)");

  const key = chat.getState().entries[1]?.key ?? "";
  chat.retry(key);
  await chat.untilScreen("two (sent)", "one (sent)");
  expect(server.log().events).toHaveLength(2);
});

test("a failed message disappears when the visitor discards it; a sent one stays", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  chat.sendText("good");
  await chat.untilScreen("good (sent)");
  server.faults.refuse = "too_large";
  chat.sendText("bad");
  await chat.untilScreen("good (sent)", "bad (too_large)");
  for (const { key } of chat.getState().entries) chat.discard(key);
  await chat.untilScreen("good (sent)");
  expect(server.log().events).toHaveLength(1);
});

test("a text that the protocol has no room for fails at once, without a request", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  chat.sendText("a".repeat(4001));
  expect(chat.getState().entries[0]).toMatchObject({ delivery: { type: "failed", code: "invalid_request" } });
  chat.sendText(" \n ");
  expect(chat.getState().entries).toHaveLength(1);
});

test("a busy server is asked again after the time it names", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  server.faults.refuse = "rate_limited";
  chat.sendText("hello");
  await chat.untilScreen("hello (waiting)");
  await expect
    .poll(() => chat.getState().entries[0])
    .toMatchObject({ delivery: { type: "waiting", code: "rate_limited" } });
  server.faults.refuse = undefined;
  chat.clock.advance(300);
  await chat.untilScreen("hello (sent)");
  expect(server.log().events).toHaveLength(1);
});

test("after a day without success a message has failed, and can be sent again", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  chat.browserPage.online = false;
  chat.start();
  await chat.until(({ connection }) => connection.type === "offline");
  chat.sendText("hello");
  chat.clock.advance(24 * 3600 * 1000 + 1);
  chat.browserPage.send("online");
  await chat.untilScreen("hello (expired)");
  chat.retry(chat.getState().entries[0]?.key ?? "");
  await chat.untilScreen("hello (sent)");
  expect(server.log().events).toHaveLength(1);
});

test.each(transports)("events delivered twice are shown once, by %s", async (name) => {
  await using server = await startFakeChatServer();
  server.faults.twice = true;
  using chat = await openConnectedChat({ endpoint: server.endpoint, transports: [name] });
  server.log().append(botText("one"));
  server.log().append(botText("two"), botText("three"));
  await chat.untilScreen("one", "two", "three");
  expect(chat.getState().unread).toBe(3);
});

test("a streamed answer grows on the screen and ends as the whole", async () => {
  await using server = await startFakeChatServer();
  using chat = await openConnectedChat({ endpoint: server.endpoint });
  const author = { role: "bot" };
  server.log().append({ type: "message.start", messageId: "m1", author });
  await chat.untilScreen(" (streaming)");
  server.frame({ type: "delta", messageId: "m1", offset: 0, text: "Good " });
  server.frame({ type: "a frame of the future" });
  server.frame({ type: "delta", messageId: "m1", offset: 5, text: "day" });
  await chat.untilScreen("Good day (streaming)");
  const message = { type: "text" as const, text: "Good day!", buttons: [], quickReplies: [] };
  server.log().append({ type: "message.final", messageId: "m1", author, message });
  await chat.untilScreen("Good day!");
  expect(chat.getState().unread).toBe(1);
});

test("the host page gets each event once", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  const events: string[] = [];
  chat.on("message", ({ entry }) => events.push(`message ${entry.key}`));
  chat.on("sent", () => events.push("sent"));
  chat.on("unread", ({ count }) => events.push(`unread ${count}`));
  chat.start();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  server.log().append(botText("one"));
  await chat.untilScreen("hello (sent)", "one");
  chat.setVisible(true);
  server.log().append(botText("two"));
  await chat.untilScreen("hello (sent)", "one", "two");
  expect(events).toEqual(["sent", "unread 1", "message m-one", "unread 0", "message m-two"]);
});

test("a listener that throws does not stop the chat, and its error is not hidden", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  const reported: unknown[] = [];
  const remember = (error: unknown): void => void reported.push(error);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", remember);
  chat.on("sent", () => {
    throw new Error("of the page");
  });
  chat.start();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  await expect.poll(() => reported).toEqual([new Error("of the page")]);
  process.removeAllListeners("uncaughtException");
  for (const listener of others) process.on("uncaughtException", listener);
});
