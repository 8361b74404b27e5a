import { createMemoryStorage, type KeyValueStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat, openChat } from "#support/widget/open-chat.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { unsentIn } from "#support/widget/unsent-in.ts";

const transports: TransportName[] = ["socket", "sse", "poll"];

test("a new conversation begins with one start, which has no bubble", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const options = { endpoint: server.endpoint, storage, startOnOpen: true, referral: "spring", locale: "fr_FR" };
  const first = openChat(options);
  first.start();
  first.sendText("hello");
  await first.untilScreen("hello (sent)");
  first.dispose();
  using second = openChat(options);
  second.start();
  await second.untilScreen("hello (sent)");
  expect(contents(server)).toEqual([
    { type: "start" },
    { type: "referral", ref: "spring" },
    { type: "text", text: "hello" },
  ]);
});

test("a new referral is sent to the bot in the running conversation", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  for (const referral of ["spring", "spring", "summer"]) {
    using _chat = await openConnectedChat({ endpoint: server.endpoint, storage, referral });
    await expect.poll(() => server.log().events.at(-1)).toMatchObject({ content: { ref: referral } });
  }
  expect(contents(server)).toEqual([
    { type: "referral", ref: "spring" },
    { type: "referral", ref: "summer" },
  ]);
});

test.each(transports)("a token is renewed before it expires, without a break, by %s", async (name) => {
  await using server = await startFakeChatServer();
  server.faults.tokenMs = 17_000;
  using chat = await openConnectedChat({ endpoint: server.endpoint, transports: [name] });
  const states: string[] = [];
  chat.on("connection", ({ connection }) => states.push(connection.type));
  chat.clock.advance(0.8 * server.faults.tokenMs);
  await expect.poll(() => server.requests).toContain("POST /session/refresh");
  await expect.poll(() => server.tokens.has("token-2")).toBe(true);
  server.tokens.delete("token-1");
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)");
  expect(states.filter((type) => type !== "connected")).toEqual([]);
});

test.each(transports)("a token that the server no longer takes is renewed, by %s", async (name) => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint, transports: [name] });
  chat.start();
  chat.sendText("one");
  await chat.untilScreen("one (sent)");
  server.tokens.delete("token-1");
  server.cut();
  await chat.until(({ connection }) => connection.type !== "connected");
  chat.sendText("two");
  await chat.reconnected();
  await chat.untilScreen("one (sent)", "two (sent)");
  expect(server.logs).toHaveLength(1);
});

test("when the server ends the session, what was not sent says so, and goes into the new conversation only if the visitor wants it", async () => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  chat.sendText("old");
  await chat.untilScreen("old (sent)");
  server.tokens.clear();
  server.faults.refuseRefresh = true;
  server.cut();
  await chat.until(({ connection }) => connection.type !== "connected");
  chat.sendText("waiting");
  expect(chat.screen()).toEqual(["old (sent)", "waiting (waiting)"]);
  await chat.reconnected();
  await chat.untilScreen("waiting (session_ended)");
  chat.sendText("new");
  await chat.untilScreen("new (sent)", "waiting (session_ended)");
  const [key = ""] = chat
    .getState()
    .entries.flatMap((entry) => (entry.type === "visitor" && entry.delivery.type === "failed" ? [entry.key] : []));
  chat.retry(key);
  await chat.untilScreen("new (sent)", "waiting (sent)");
  expect(server.logs.map((log) => log.events.length)).toEqual([1, 2]);
});

test("what an earlier page left of a session that is over waits for the visitor; what they write meanwhile is sent", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = await openConnectedChat({ endpoint: server.endpoint, storage });
  server.cut();
  await first.until(({ connection }) => connection.type !== "connected");
  first.sendText("left");
  await expect.poll(() => unsentIn(storage)).toHaveLength(1);
  first.dispose();
  server.tokens.clear();
  server.faults.refuseRefresh = true;

  using second = openChat({ endpoint: server.endpoint, storage });
  second.sendText("written at once");
  second.start();
  await second.untilScreen("written at once (sent)", "left (session_ended)");
  expect(server.log().events).toHaveLength(1);
});

test("a conversation that the server no longer knows is replaced by a new one", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = await openConnectedChat({ endpoint: server.endpoint, storage });
  first.dispose();
  const other = { ...server.log(), id: "c-other" };
  for (const token of server.tokens.keys()) server.tokens.set(token, other);

  using second = openChat({ endpoint: server.endpoint, storage });
  second.start();
  await second.reconnected();
  second.sendText("hello");
  await second.untilScreen("hello (sent)");
  expect(server.logs).toHaveLength(2);
});

test("earlier entries are loaded page by page until there are none", async () => {
  await using host = await startWebHost();
  const storage = createMemoryStorage();
  const first = openChat({ endpoint: `${host.url}/web`, storage });
  first.start();
  first.sendText("1");
  await first.untilScreen("1 (sent)");
  await expect.poll(() => unsentIn(storage)).toEqual([]);
  first.dispose();
  const texts = Array.from({ length: 120 }, (_, index) => String(index + 2));
  host.log.append(host.accepted[0]?.conversationId ?? "", ...texts.map((text) => botText(text)));

  using chat = openChat({ endpoint: `${host.url}/web`, storage });
  chat.start();
  await chat.until(({ loaded }) => loaded);
  expect(chat.screen()).toEqual(texts.slice(-50));
  expect(chat.getState().hasEarlier).toBe(true);
  await Promise.all([chat.loadEarlier(), chat.loadEarlier()]); // two calls at once are one request
  expect(chat.screen()).toEqual(texts.slice(-100));
  await chat.loadEarlier();
  expect(chat.screen()).toEqual(["1 (sent)", ...texts]);
  expect(chat.getState().hasEarlier).toBe(false);
});

test("loading earlier entries outlasts a failure of the server", async () => {
  await using server = await startFakeChatServer();
  server.faults.snapshotEvents = 1;
  const storage = createMemoryStorage();
  const first = await openConnectedChat({ endpoint: server.endpoint, storage });
  first.dispose();
  server.log().append(botText("one"), botText("two"));
  using chat = openChat({ endpoint: server.endpoint, storage });
  chat.start();
  await chat.untilScreen("two");
  await chat.connected();
  server.faults.refuse = "internal";
  const loading = chat.loadEarlier();
  await expect.poll(() => server.requests.at(-1)).toContain("before=2");
  server.faults.refuse = undefined;
  await expect.poll(() => (chat.clock.advance(1000), chat.screen())).toEqual(["one", "two"]);
  await loading;
});

test("nothing of the old conversation gets into the new one, also when the change takes long", async () => {
  await using server = await startFakeChatServer();
  const memory = createMemoryStorage();
  let goOn = (): void => {};
  const paused = new Promise<void>((resolve) => (goOn = resolve));
  let reads = 0;
  const storage: KeyValueStorage = {
    ...memory,
    async get(key) {
      if (key.endsWith("introduced") && (reads += 1) === 2) await paused;
      return memory.get(key);
    },
  };
  using chat = await openConnectedChat({ endpoint: server.endpoint, storage });
  const old = server.log();
  server.faults.refuseRefresh = true;
  chat.clock.advance(server.faults.tokenMs * 0.8); // the renewal is refused
  await expect.poll(() => reads).toBe(2);
  old.append(botText("for the old conversation"));
  server.log().append(botText("welcome"));
  await expect.poll(() => server.readers() === 0 || chat.screen().length > 0).toBe(true);
  goOn();
  await chat.untilScreen("welcome");
  expect(server.logs).toHaveLength(2);
});

function contents(server: FakeChatServer): unknown[] {
  return server.log().events.map((event) => event.type === "visitor" && event.content);
}
