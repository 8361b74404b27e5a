import { setTimeout as delay } from "node:timers/promises";
import type { Connection, TransportName } from "@causerie/widget/chat/chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat, openChat, type TestChat } from "#support/widget/open-chat.ts";
import { startWebHost } from "#support/web/web-host.ts";

const transports: TransportName[] = ["socket", "sse", "poll"];

function connect(server: FakeChatServer, transports?: TransportName[]): Promise<TestChat> {
  return openConnectedChat({ endpoint: server.endpoint, transports });
}

test.each([
  [["socket"], "sse"],
  [["socket", "sse"], "poll"],
  [["sse", "poll"], "socket"],
] as const)("with %j blocked it goes by %s", async (blocked, via) => {
  await using server = await startFakeChatServer();
  for (const name of blocked) server.faults.blocked.add(name);
  using chat = await connect(server);
  expect(chat.getState().connection).toEqual({ type: "connected", via });
});

test("a better transport is tried again later, without a break", async () => {
  await using server = await startFakeChatServer();
  server.faults.blocked.add("socket");
  using chat = await connect(server);
  const seen: Connection["type"][] = [];
  chat.on("connection", ({ connection }) => seen.push(connection.type));
  server.faults.blocked.clear();
  for (const on of [true, false, true, false]) {
    chat.clock.advance(12_000);
    server.frame({ type: "typing", on }); // without any frame the stream would count as dead
    await chat.until(({ typing }) => typing === on);
  }
  chat.clock.advance(12_000);
  await chat.until(({ connection }) => connection.type === "connected" && connection.via === "socket");
  expect(seen).toEqual(["connected"]);
  server.log().append(botText("still here"));
  await chat.untilScreen("still here");
});

test("the next page begins with the transport that worked", async () => {
  await using server = await startFakeChatServer();
  server.faults.blocked.add("socket");
  const storage = createMemoryStorage();
  const first = await openConnectedChat({ endpoint: server.endpoint, storage });
  first.dispose();
  server.faults.blocked.clear();
  using chat = await openConnectedChat({ endpoint: server.endpoint, storage });
  expect(chat.getState().connection).toEqual({ type: "connected", via: "sse" });
});

test("another network may let through what the last one did not", async () => {
  await using server = await startFakeChatServer();
  server.faults.blocked.add("socket");
  using chat = await connect(server);
  expect(chat.getState().connection).toEqual({ type: "connected", via: "sse" });
  server.faults.blocked.clear();
  chat.browserPage.send("online");
  await chat.until(({ connection }) => connection.type === "connected" && connection.via === "socket");
});

test("a server that is down for all transports says nothing against any of them", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  await server.down();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await chat.until(({ connection }) => connection.type === "waiting" && connection.attempt === attempt);
    chat.clock.advance(20_000);
  }
  await chat.until(({ connection }) => connection.type === "waiting" && connection.attempt === 4);
  await server.up();
  await chat.reconnected();
  expect(chat.getState().connection).toEqual({ type: "connected", via: "socket" });
  server.faults.blocked.add("socket");
  server.cut();
  await chat.reconnected(({ connection }) => connection.type === "connected" && connection.via !== "socket");
  expect(chat.getState().connection).toEqual({ type: "connected", via: "sse" });
});

test.each(transports)("after a cut, what was said meanwhile appears in order, by %s", async (name) => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, [name]);
  server.log().append(botText("before"));
  await chat.untilScreen("before");
  server.cut();
  server.log().append(botText("during"));
  // Polling outlives a cut: it only asks again.
  if (name !== "poll") await chat.until(({ connection }) => connection.type === "waiting");
  await chat.reconnected();
  server.log().append(botText("after"));
  await chat.untilScreen("before", "during", "after");
  expect(server.logs).toHaveLength(1);
});

test.each(transports)("what is written while the server is down is sent once when it is back, by %s", async (name) => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, [name]);
  await server.down();
  await chat.until(({ connection }) => connection.type === "waiting");
  chat.sendText("one");
  chat.sendText("two");
  chat.clock.advance(1000);
  await chat.until(({ connection }) => connection.type === "waiting" && connection.attempt > 1);
  await server.up();
  await chat.reconnected();
  await chat.untilScreen("one (sent)", "two (sent)");
  expect(server.attempts).toHaveLength(2);
});

test("without a network nothing is tried; with it, at once", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  chat.browserPage.send("offline");
  expect(chat.getState().connection).toEqual({ type: "offline" });
  chat.sendText("hello");
  const asked = server.requests.length;
  chat.clock.advance(600_000);
  expect(server.requests).toHaveLength(asked);
  chat.browserPage.send("online");
  await chat.untilScreen("hello (sent)");
  expect(server.attempts).toHaveLength(1);
});

test("each failure waits longer, up to 2 s at first, and a visible page does not wait", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  await server.down();
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await chat.until(({ connection }) => connection.type === "waiting" && connection.attempt === attempt);
    const { connection } = chat.getState();
    const wait = connection.type === "waiting" ? connection.retryAt - chat.clock.now() : 0;
    waits.push(wait);
    if (attempt < 8) chat.clock.advance(wait);
  }
  expect(waits).toEqual([150, 300, 600, 1000, 1000, 1000, 1000, 1000]);
  await server.up();
  chat.browserPage.send("visible");
  await chat.connected();
});

test("what the visitor writes ends the back-off: the line is opened at once", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  await server.down();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await chat.until(({ connection }) => connection.type === "waiting" && connection.attempt === attempt);
    if (attempt < 5) chat.clock.advance(1_000);
  }
  await server.up();
  // The clock stands still: nothing but the act itself can end the wait.
  chat.sendText("hello");
  await chat.connected();
  await chat.untilScreen("hello (sent)");
  expect(chat.getState().connection.type).toBe("connected");
});

test.each([
  ["socket", /^SOCKET /],
  ["sse", /\/stream/],
] as const)(
  "a line that does not bring what was acknowledged is opened anew after a second, by %s",
  async (name, opening) => {
    await using server = await startFakeChatServer();
    using chat = await connect(server, [name]);
    server.faults.skipped.add(1);
    chat.sendText("hello");
    await chat.untilScreen("hello (sent)");
    const openings = (): number => server.requests.filter((request) => opening.test(request)).length;
    const before = openings();
    chat.clock.advance(900);
    expect(openings()).toBe(before);
    server.faults.skipped.clear();
    chat.clock.advance(100);
    await expect.poll(openings).toBe(before + 1);
    server.log().append(botText("answer"));
    await chat.untilScreen("hello (sent)", "answer");
  },
);

test("a server that goes down names the time to come back", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  server.bye(3000);
  await chat.until(({ connection }) => connection.type === "waiting");
  const retryAt = chat.clock.now() + 3000;
  expect(chat.getState().connection).toEqual({ type: "waiting", attempt: 1, retryAt, code: "unavailable" });
  chat.clock.advance(2999);
  expect(chat.getState().connection.type).toBe("waiting");
  chat.clock.advance(1);
  await chat.connected();
});

test("a server that goes down again and again is not flooded, though it asks for no delay", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  const waits: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    server.bye(0);
    await chat.until(({ connection }) => connection.type === "waiting");
    const { connection } = chat.getState();
    if (connection.type === "waiting") waits.push(connection.retryAt - chat.clock.now());
    await chat.reconnected();
  }
  expect(waits).toEqual([1, 300, 600, 1000, 1000]);
});

test.each(transports)("a hole in what is delivered is filled, and the screen stays meanwhile, by %s", async (name) => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, [name]);
  server.log().append(botText("one"));
  await chat.untilScreen("one");
  const fewest = watchFewest(chat);
  server.faults.skipped.add(2);
  server.log().append(botText("two"), botText("three"));
  await chat.untilScreen("one", "two", "three");
  expect(fewest()).toBe(1);
});

test.each(transports)("a log restored from a backup replaces the screen, by %s", async (name) => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, [name]);
  server.log().append(botText("one"), botText("lost"));
  await chat.untilScreen("one", "lost");
  const fewest = watchFewest(chat);
  const log = server.log();
  log.events = log.events.slice(0, 1);
  log.epoch = "e2";
  server.cut();
  await chat.reconnected((state) => state.entries.length === 1);
  expect(fewest()).toBe(1);
  log.append(botText("new"));
  await chat.untilScreen("one", "new");
});

test("a page on a site that is not allowed is refused for good", async () => {
  await using host = await startWebHost();
  const headers = (): Record<string, string> => ({ origin: "https://evil.example" });
  using chat = openChat({ endpoint: `${host.url}/web`, headers });
  chat.start();
  await chat.until(({ connection }) => connection.type === "refused");
  expect(chat.getState().connection).toEqual({ type: "refused", code: "origin_not_allowed" });
  chat.browserPage.send("visible");
  chat.clock.advance(3_600_000);
  expect(chat.getState().connection.type).toBe("refused");
  expect(chat.clock.pending()).toBe(0);
});

test.each(["html", "empty", "cut"] as const)("answers that are %s are waited out", async (answer) => {
  await using server = await startFakeChatServer();
  server.faults.response = answer;
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  chat.sendText("hello");
  await chat.until(({ connection }) => connection.type === "waiting");
  chat.clock.advance(15_000);
  await chat.until(({ connection }) => connection.type === "waiting" && connection.attempt === 2);
  server.faults.response = "good";
  await chat.reconnected();
  await chat.untilScreen("hello (sent)");
  expect(server.attempts).toHaveLength(1);
});

test.each(["internal", "unavailable", "rate_limited"] as const)("%s is waited out", async (code) => {
  await using server = await startFakeChatServer();
  server.faults.refuse = code;
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  await chat.until(({ connection }) => connection.type === "waiting" && connection.code === code);
  server.faults.refuse = undefined;
  await chat.reconnected();
  expect(chat.getState().loaded).toBe(true);
});

test("a server that never responds to a request is given up after a while", async () => {
  await using server = await startFakeChatServer();
  server.faults.silent = true;
  using chat = openChat({ endpoint: server.endpoint });
  chat.start();
  await expect.poll(() => server.requests).toEqual(["POST /session"]);
  chat.clock.advance(15_000);
  await chat.until(({ connection }) => connection.type === "waiting");
});

test.each(["restored", "online"] as const)("a page that is %s opens a new transport", async (signal) => {
  await using server = await startFakeChatServer();
  using chat = await connect(server);
  const before = server.requests.length;
  chat.browserPage.send(signal);
  await expect.poll(() => server.requests.slice(before)).toEqual(["SOCKET since=undefined"]);
  await expect.poll(() => server.openConnections()).toBe(1 + keptAlive(server));
  expect(chat.getState().connection.type).toBe("connected");
});

/** `fetch` keeps the connection of its requests for the next one. */
function keptAlive(server: FakeChatServer): number {
  return server.requests.some((request) => request.startsWith("POST")) ? 1 : 0;
}

function watchFewest(chat: TestChat): () => number {
  let fewest = chat.getState().entries.length;
  chat.subscribe(() => {
    fewest = Math.min(fewest, chat.getState().entries.length);
  });
  return () => fewest;
}

test.each(["socket", "sse"] as const)(
  "an answer that the line swallows, however late it comes, is found within 5 s, by %s",
  async (name) => {
    await using server = await startFakeChatServer();
    using chat = await connect(server, [name]);
    chat.sendText("hello");
    await chat.untilScreen("hello (sent)");
    const passed = async (isOver: () => boolean, mostMs: number): Promise<number> => {
      for (let ms = 0; ; ms += 500) {
        if (isOver() || ms >= mostMs) return ms;
        chat.clock.advance(500);
        await delay(100); // for the requests
      }
    };
    await passed(() => false, 14_000);
    server.faults.skipped.add(2);
    server.log().append(botText("late"));
    server.faults.skipped.clear(); // A request or the next line brings it.
    const found = await passed(() => chat.screen().includes("late"), 60_000);
    expect(found).toBeLessThanOrEqual(6_000);
  },
);
