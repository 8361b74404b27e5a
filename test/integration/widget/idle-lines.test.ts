import { setTimeout as delay } from "node:timers/promises";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openConnectedChat, type TestChat } from "#support/widget/open-chat.ts";

const connect = (server: FakeChatServer, transport: TransportName): Promise<TestChat> =>
  openConnectedChat({ endpoint: server.endpoint, transports: [transport] });

/** Longer than what is on its way takes. */
const settled = (): Promise<void> => delay(50);

/** A sign of life comes over the line, and then nothing. */
async function beatOnce(server: FakeChatServer, chat: TestChat): Promise<void> {
  const timers = chat.clock.pending();
  server.beat();
  await settled();
  expect(chat.clock.pending()).toBe(timers);
}

test.each<TransportName>(["socket", "sse"])(
  "an idle %s that is silent while requests pass is dead soon",
  async (name) => {
    await using server = await startFakeChatServer();
    using chat = await connect(server, name);
    await settled();
    const before = server.requests.length;
    chat.clock.advance(14_199);
    expect(server.requests.slice(before)).toEqual([]);
    chat.clock.advance(1);
    await chat.until(({ connection }) => connection.type === "waiting");
    expect(server.requests.slice(before)).toEqual([expect.stringMatching(/\/events\?limit=1$/)]);
    chat.clock.advance(300);
    await chat.until(({ connection }) => connection.type === "connected" && connection.via === name);
  },
);

test.each<TransportName>(["socket", "sse"])("each heartbeat of a %s gives it more time", async (name) => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, name);
  const before = server.requests.length;
  for (let count = 0; count < 4; count += 1) {
    chat.clock.advance(13_000);
    await beatOnce(server, chat);
  }
  expect(server.requests.slice(before)).toEqual([]);
  chat.clock.advance(14_200);
  await chat.until(({ connection }) => connection.type === "waiting");
});

test.each<TransportName>(["socket", "sse"])("a server from before has 15 s for its heartbeat, by %s", async (name) => {
  await using server = await startFakeChatServer();
  server.faults.oldHeartbeats = true;
  using chat = await connect(server, name);
  await settled();
  const before = server.requests.length;
  chat.clock.advance(16_499);
  await settled();
  expect(server.requests.slice(before)).toEqual([]);
  chat.clock.advance(1);
  await chat.until(({ connection }) => connection.type === "waiting");
});

test("a socket that is silent while no request passes is kept and asked again: the server is busy", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, "socket");
  server.faults.silent = true;
  const before = server.requests.length;
  chat.clock.advance(14_200);
  await expect.poll(() => server.requests.slice(before)).toHaveLength(1);
  chat.clock.advance(3_000);
  await settled();
  expect(chat.getState().connection).toEqual({ type: "connected", via: "socket" });
  server.faults.silent = false;
  chat.clock.advance(3_000);
  await chat.until(({ connection }) => connection.type === "waiting");
  expect(server.requests.slice(before)).toHaveLength(2);
});

test.each<TransportName>(["socket", "sse"])(
  "a sign of life that comes while it is asked for keeps the %s",
  async (name) => {
    await using server = await startFakeChatServer();
    using chat = await connect(server, name);
    await settled();
    server.faults.silent = true;
    chat.clock.advance(14_200);
    server.frame({ type: "typing", on: true });
    await chat.until(({ typing }) => typing);
    server.faults.silent = false;
    await settled();
    expect(chat.getState().connection.type).toBe("connected");
  },
);

test("a stream whose heartbeat names an event that has not come is opened anew", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, "sse");
  server.beat();
  server.faults.skipped.add(server.log().events.length + 1);
  server.log().append(botText("swallowed"));
  server.faults.skipped.clear();
  server.frame({ type: "typing", on: true });
  await chat.until(({ typing }) => typing);
  expect(chat.getState().connection.type).toBe("connected");
  server.beat();
  await chat.until(({ connection }) => connection.type === "waiting");
  chat.clock.advance(2_000);
  await chat.untilScreen("swallowed");
});

test("a stream without a byte is dead after 20 s, though no request passes either", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, "sse");
  await settled();
  server.faults.silent = true;
  chat.clock.advance(19_999);
  expect(chat.getState().connection.type).toBe("connected");
  chat.clock.advance(1);
  expect(chat.getState().connection.type).toBe("waiting");
});

const waits = async (server: FakeChatServer): Promise<void> => expect.poll(() => server.waits()).toBe(1);

/** One whole wait of a poll, with the sign of life in it. */
async function waitOnce(server: FakeChatServer, chat: TestChat): Promise<void> {
  await waits(server);
  chat.clock.advance(13_000);
  server.beat();
  await settled();
  chat.clock.advance(12_000);
  const before = server.requests.length;
  server.endWaits();
  await expect.poll(() => server.requests.length).toBe(before + 1);
  await waits(server);
}

test("a poll whose line shows life is asked for anew once it shows none", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, "poll");
  await waitOnce(server, chat);
  const before = server.requests.length;
  chat.clock.advance(14_199);
  await settled();
  expect(server.requests.slice(before)).toEqual([]);
  chat.clock.advance(1);
  await expect.poll(() => server.requests.slice(before)[0]).toMatch(/wait=0/);
  // Answered: the next one waits as long as ever, and has to show first that it can show life.
  await expect.poll(() => server.requests.slice(before)[1]).toMatch(/wait=25/);
  chat.clock.advance(27_999);
  await settled();
  expect(server.requests.slice(before)).toHaveLength(2);
  chat.clock.advance(1);
  await expect.poll(() => server.requests.slice(before)).toHaveLength(4);
});

test("a poll that dies after its sign of life is asked for anew as soon", async () => {
  await using server = await startFakeChatServer();
  using chat = await connect(server, "poll");
  await waitOnce(server, chat);
  const before = server.requests.length;
  chat.clock.advance(13_000);
  server.beat();
  await settled();
  chat.clock.advance(14_199);
  await settled();
  expect(server.requests.slice(before)).toEqual([]);
  chat.clock.advance(1);
  await expect.poll(() => server.requests.slice(before)[0]).toMatch(/wait=0/);
});

test("an answer that the way holds back is waited for as long as it may take", async () => {
  await using server = await startFakeChatServer();
  server.faults.heldBack = true;
  using chat = await connect(server, "poll");
  for (let count = 0; count < 3; count += 1) await waitOnce(server, chat);
  const before = server.requests.length;
  chat.clock.advance(27_999);
  await settled();
  expect(server.requests.slice(before)).toEqual([]);
  chat.clock.advance(1);
  await expect.poll(() => server.requests.slice(before)[0]).toMatch(/wait=0/);
});
