import { setImmediate } from "node:timers/promises";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openChat } from "#support/widget/open-chat.ts";

const transports: TransportName[] = ["socket", "sse", "poll"];

test.each(transports)("a disposed chat leaves no timer, listener or transport behind, by %s", async (name) => {
  await using server = await startFakeChatServer();
  const chat = openChat({ endpoint: server.endpoint, transports: [name] });
  chat.start();
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  server.log().append(botText("hi"));
  await chat.untilScreen("hello (sent)", "hi");
  chat.sendText("in flight");
  chat.dispose();
  await setImmediate();
  expect(chat.clock.pending()).toBe(0);
  expect(chat.browserPage.listeners()).toBe(0);
  // `fetch` keeps idle connections for its next request; streams and sockets are gone.
  await expect.poll(() => server.readers()).toBe(0);
  expect(chat.screen()).toEqual(["hello (sent)", "hi", "in flight (waiting)"]);
});

test("a chat that is disposed while it connects, waits or is offline leaves nothing behind", async () => {
  await using server = await startFakeChatServer();
  server.faults.silent = true;
  const connecting = openChat({ endpoint: server.endpoint });
  connecting.start();
  await expect.poll(() => server.requests.length).toBe(1);
  const waiting = openChat({ endpoint: server.endpoint });
  server.faults.silent = false;
  server.faults.refuse = "unavailable";
  waiting.start();
  await waiting.until(({ connection }) => connection.type === "waiting");
  const offline = openChat({ endpoint: server.endpoint });
  offline.browserPage.online = false;
  offline.start();
  await offline.until(({ connection }) => connection.type === "offline");
  for (const chat of [connecting, waiting, offline]) {
    chat.dispose();
    await setImmediate();
    expect(chat.clock.pending()).toBe(0);
    expect(chat.browserPage.listeners()).toBe(0);
  }
});

test("what is written just before the end waits for the next page", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: server.endpoint, storage });
  first.sendText("last words");
  first.dispose();
  using second = openChat({ endpoint: server.endpoint, storage });
  await expect.poll(() => storage.list("")).toHaveLength(1);
  second.start();
  await second.untilScreen("last words (sent)");
});

test("a chat that is made and never used opens no storage and sends nothing", async () => {
  await using server = await startFakeChatServer();
  const touched: string[] = [];
  const storage = new Proxy(createMemoryStorage(), {
    get(target, name, receiver) {
      touched.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  const chat = openChat({ endpoint: server.endpoint, storage });
  chat.setVisible(true);
  chat.dispose();
  chat.start();
  chat.sendText("too late");
  await setImmediate();
  expect({ touched, requests: server.requests, screen: chat.screen() }).toEqual({
    touched: [],
    requests: [],
    screen: [],
  });
});
