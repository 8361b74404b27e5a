import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat, openChat } from "#support/widget/open-chat.ts";
import { unsentIn } from "#support/widget/unsent-in.ts";

test("the next page goes on with the conversation", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: server.endpoint, storage });
  first.start();
  first.sendText("hello");
  await first.untilScreen("hello (sent)");
  first.dispose();
  server.log().append(botText("hi"));

  using second = openChat({ endpoint: server.endpoint, storage });
  const received: string[] = [];
  second.on("message", ({ entry }) => received.push(entry.key));
  expect(second.getState().loaded).toBe(false);
  second.start();
  await second.untilScreen("hello (sent)", "hi");
  expect(second.getState().loaded).toBe(true);
  expect(server.logs).toHaveLength(1);
  expect(received).toEqual([]);
});

test("a message keeps its metadata: when it comes, in a snapshot and in the history before it", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: server.endpoint, storage });
  const received: unknown[] = [];
  first.on("message", ({ entry }) => received.push(entry.type === "message" && entry.message.metadata));
  first.start();
  await first.connected();
  const metadata = { TOPIC: "<img src=x onerror=alert(1)>", LINE: "A" };
  const said = botText("hi");
  server.log().append({ ...said, message: { ...said.message, metadata } });
  await first.untilScreen("hi");
  expect(received).toEqual([metadata]);
  first.dispose();
  for (let count = 0; count < 60; count += 1) server.log().append(botText(`later ${count}`));

  using second = openChat({ endpoint: server.endpoint, storage });
  second.start();
  await second.connected();
  while (second.getState().hasEarlier) await second.loadEarlier();
  const [oldest] = second.getState().entries;
  expect(oldest).toMatchObject({ message: { text: "hi", metadata } });
});

test("messages that arrived while no page was open are unread on the next page", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: server.endpoint, storage });
  first.start();
  first.setVisible(true);
  await first.connected();
  server.log().append(botText("read"));
  await first.untilScreen("read");
  first.dispose();
  server.log().append(botText("unread"));

  using second = openChat({ endpoint: server.endpoint, storage });
  second.start();
  await second.untilScreen("read", "unread");
  expect(second.getState().unread).toBe(1);
  second.setVisible(true);
  expect(second.getState().unread).toBe(0);
});

test("what was written before a reload is sent after it, once", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: server.endpoint, storage });
  first.browserPage.online = false;
  first.start();
  await first.until(({ connection }) => connection.type === "offline");
  first.sendText("one");
  first.sendText("two");
  await expect.poll(() => storage.list("")).toHaveLength(2);
  first.dispose();

  using second = openChat({ endpoint: server.endpoint, storage });
  second.start();
  await second.untilScreen("one (sent)", "two (sent)");
  expect(server.attempts).toHaveLength(2);
  await expect.poll(() => unsentIn(storage)).toEqual([]);
});

test("a message in flight while the page goes is not doubled by the next page", async () => {
  await using server = await startFakeChatServer();
  server.faults.lostAcks = 1;
  server.faults.skipped.add(1);
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: server.endpoint, storage });
  first.start();
  first.sendText("hello");
  await expect.poll(() => server.attempts).toHaveLength(1);
  first.dispose();
  server.faults.skipped.clear();

  using second = openChat({ endpoint: server.endpoint, storage });
  second.start();
  await second.untilScreen("hello (sent)");
  expect(server.log().events).toHaveLength(1);
});

test("a failed message is still there after a reload", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = await openConnectedChat({ endpoint: server.endpoint, storage });
  server.faults.refuse = "unsupported";
  first.sendText("hello");
  await first.untilScreen("hello (unsupported)");
  first.dispose();
  server.faults.refuse = undefined;

  using second = openChat({ endpoint: server.endpoint, storage });
  second.start();
  await second.untilScreen("hello (unsupported)");
  second.retry(second.getState().entries[0]?.key ?? "");
  await second.untilScreen("hello (sent)");
  expect(server.log().events).toHaveLength(1);
});

test("without any storage the chat works until the page ends", async () => {
  await using server = await startFakeChatServer();
  const broken = (): Promise<never> => Promise.reject(new Error("quota"));
  const storage = { shared: false, get: broken, set: broken, delete: broken, list: broken };
  using chat = openChat({ endpoint: server.endpoint, storage });
  chat.start();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  server.tokens.clear();
  server.cut();
  await chat.until(({ connection }) => connection.type !== "connected");
  await chat.reconnected();
  expect(server.logs).toHaveLength(1);
});
