import { createMemoryStorage, type KeyValueStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat, openChat, type TestChat } from "#support/widget/open-chat.ts";

/** Tabs of one browser: one storage; Web Locks and BroadcastChannel are real. */
function browser(): KeyValueStorage {
  return { ...createMemoryStorage(), shared: true };
}

function openTab(server: FakeChatServer, storage: KeyValueStorage): Promise<TestChat> {
  return openConnectedChat({ endpoint: server.endpoint, storage });
}

test("two tabs that open at once share one conversation", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  const tabs = await Promise.all([openTab(server, storage), openTab(server, storage), openTab(server, storage)]);
  expect(server.logs).toHaveLength(1);
  for (const tab of tabs) tab.dispose();
});

test("what is written in one tab shows in the other at once, and is sent once", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(server, storage);
  using second = await openTab(server, storage);
  const sentIn: string[] = [];
  first.on("sent", () => sentIn.push("first"));
  second.on("sent", () => sentIn.push("second"));

  second.sendText("from the second");
  await first.untilScreen("from the second (sent)");
  await second.untilScreen("from the second (sent)");
  first.sendText("from the first");
  await first.untilScreen("from the second (sent)", "from the first (sent)");
  await second.untilScreen("from the second (sent)", "from the first (sent)");
  server.log().append(botText("an answer"));
  await first.untilScreen("from the second (sent)", "from the first (sent)", "an answer");
  await second.untilScreen("from the second (sent)", "from the first (sent)", "an answer");
  expect(server.attempts).toHaveLength(2);
  expect(sentIn).toEqual(["second", "first"]);
});

test("offline, both tabs show what either has written, and it goes out in that order", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(server, storage);
  using second = await openTab(server, storage);
  for (const tab of [first, second]) tab.browserPage.send("offline");
  first.sendText("one");
  await second.untilScreen("one (waiting)");
  second.clock.advance(10);
  second.sendText("two");
  await first.untilScreen("one (waiting)", "two (waiting)");
  for (const tab of [second, first]) tab.browserPage.send("online");
  await first.untilScreen("one (sent)", "two (sent)");
  await second.untilScreen("one (sent)", "two (sent)");
  expect(server.attempts).toHaveLength(2);
});

test("when the tab that sends is closed, another goes on", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  const first = await openTab(server, storage);
  using second = await openTab(server, storage);
  server.faults.refuse = "unavailable";
  first.sendText("left behind");
  await first.until(({ entries }) => entries.length === 1);
  await second.untilScreen("left behind (waiting)");
  first.dispose();
  server.faults.refuse = undefined;
  await expect.poll(() => (second.clock.advance(1000), second.screen())).toEqual(["left behind (sent)"]);
  expect(server.log().events).toHaveLength(1);
});

test("when the tab that sends is asleep, the one in which the visitor writes takes over", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  // Holds the lock like a tab that the system has frozen, and never reacts.
  let wake = (): void => {};
  const asleep = navigator.locks
    .request(`causerie ${server.endpoint} send`, () => new Promise<void>((resolve) => (wake = resolve)))
    .catch(() => "lost the lead");
  using awake = await openTab(server, storage);
  awake.sendText("hello");
  await awake.untilScreen("hello (waiting)");
  await expect.poll(() => awake.clock.pending()).toBeGreaterThan(1);
  awake.clock.advance(2000);
  await awake.untilScreen("hello (sent)");
  expect(await asleep).toBe("lost the lead");
  wake();
});

test("failures, second tries and discarding show in all tabs", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(server, storage);
  using second = await openTab(server, storage);
  server.faults.refuse = "unsupported";
  first.sendText("one");
  await second.untilScreen("one (unsupported)");
  second.sendText("two");
  await first.untilScreen("one (unsupported)", "two (unsupported)");
  server.faults.refuse = undefined;
  const [one = "", two = ""] = first.getState().entries.map(({ key }) => key);
  second.retry(one);
  await first.untilScreen("one (sent)", "two (unsupported)");
  first.discard(two);
  await second.untilScreen("one (sent)");
  expect(server.log().events).toHaveLength(1);
});

test("when one tab has to begin a new conversation, the other follows", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(server, storage);
  using second = await openTab(server, storage);
  first.sendText("old");
  await second.untilScreen("old (sent)");
  server.tokens.clear();
  server.faults.refuseRefresh = true;
  first.browserPage.send("offline");
  first.browserPage.send("online");
  await first.reconnected();
  await first.untilScreen();
  await second.untilScreen();
  await second.reconnected();
  second.sendText("new");
  await first.untilScreen("new (sent)");
  await second.untilScreen("new (sent)");
  expect(server.logs).toHaveLength(2);
});

test("a new conversation gets its `start` also when another tab sends, which has sent that of the old one", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using _first = await openConnectedChat({ endpoint: server.endpoint, storage, startOnOpen: true });
  await expect.poll(() => server.log().events).toMatchObject([{ content: { type: "start" } }]);
  using second = await openConnectedChat({ endpoint: server.endpoint, storage, startOnOpen: true });
  server.tokens.clear();
  server.faults.refuseRefresh = true;
  second.browserPage.send("offline");
  second.browserPage.send("online");
  await second.reconnected();
  expect(server.logs).toHaveLength(2);
  await expect.poll(() => server.log().events).toMatchObject([{ content: { type: "start" } }]);
});

test("a tab that is still connecting follows to the new conversation, too", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(server, storage);
  let goOn = (): void => {};
  const paused = new Promise<void>((resolve) => (goOn = resolve));
  const read: string[] = [];
  const times = (key: string): number => read.filter((other) => other.endsWith(key)).length;
  using second = openChat({
    endpoint: server.endpoint,
    storage: {
      ...storage,
      async get(key) {
        read.push(key);
        if (key.endsWith("seen")) await paused;
        return storage.get(key);
      },
    },
  });
  second.start();
  await expect.poll(() => times("seen")).toBe(1);
  server.tokens.delete("token-1");
  server.faults.refuseRefresh = true;
  first.browserPage.send("offline");
  first.browserPage.send("online");
  await first.reconnected();
  await expect.poll(() => times("session")).toBe(2); // it knows the new one
  const [old] = server.logs;
  if (old !== undefined) server.tokens.set("token-1", old);
  goOn();
  await second.connected();

  server.log().append(botText("welcome"));
  await second.untilScreen("welcome");
});

test("chats of other endpoints on the same site do not get each other's messages", async () => {
  await using one = await startFakeChatServer();
  await using other = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(one, storage);
  using second = await openTab(other, storage);
  first.sendText("for one");
  await first.untilScreen("for one (sent)");
  second.sendText("for the other");
  await second.untilScreen("for the other (sent)");
  expect(first.screen()).toEqual(["for one (sent)"]);
});

test("each tab counts for itself what is unread", async () => {
  await using server = await startFakeChatServer();
  const storage = browser();
  using first = await openTab(server, storage);
  using second = await openTab(server, storage);
  first.setVisible(true);
  server.log().append(botText("hi"));
  await first.untilScreen("hi");
  await second.untilScreen("hi");
  expect([first.getState().unread, second.getState().unread]).toEqual([0, 1]);
});
