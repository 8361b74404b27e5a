import { setTimeout as delay } from "node:timers/promises";
import { startBackend } from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { chatroom } from "#support/connectors/chatroom.ts";
import { chatroomSecrets, FakeChatroom } from "#support/connectors/fake-chatroom.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { ana, createRoomBot, news, said, startWorld } from "#support/connectors/chatroom-world.ts";

test("stories learn that somebody changed, deleted or liked a message", async () => {
  await using world = await startWorld();
  await world.tell(said("hello"));
  await world.tell({ type: "edited", from: ana, message: "s1", text: "hello you" });
  await world.tell({ type: "reaction", from: ana, message: "m1", emoji: "👍", added: true });
  await world.tell({ type: "reaction", from: ana, message: "m1", emoji: "👍", added: false });
  await world.tell({ type: "deleted", from: ana, message: "s1" });
  expect(world.platform.shown()).toEqual([
    "?hello",
    "edited s1: hello you",
    "added 👍 under m1",
    "removed 👍 under m1",
    "deleted s1",
  ]);
});

test("in a group a story greets the member who spoke", async () => {
  await using world = await startWorld();
  await world.tell(said("good morning", { room: "team", from: { id: "u1", name: "Ana" } }));
  await world.tell(said("good morning", { room: "team", from: { id: "u2", name: "Ben" } }));
  await world.tell(said("good morning", { from: { id: "u3" } }));
  expect(world.platform.shown()).toEqual([
    "Good morning, Ana (group team)!",
    "Good morning, Ben (group team)!",
    "Good morning, u3 (direct u3)!",
  ]);
});

test("an answer goes to the thread of the question, by the newest route", async () => {
  await using world = await startWorld();
  const { platform } = world;
  const { url, otherUrl } = platform;
  await world.tell(said("one", { room: "team", thread: "a", server: url }));
  await world.tell(said("two", { room: "team", thread: "b", server: url }));
  await world.tell(said("three", { room: "team", thread: "a", server: otherUrl, from: { id: "u2" } }));
  await world.tell(said("four", { from: ana }));
  const where = platform.messages.map(({ room, thread, server, texts }) => [room, thread, server, texts[0]]);
  expect(where).toEqual([
    ["team", "a", url, "?one"],
    ["team", "b", url, "?two"],
    ["team", "a", otherUrl, "one"],
    ["team", "a", otherUrl, "two"],
    ["team", "a", otherUrl, "three"],
    ["u1", undefined, url, "?four"],
  ]);
});

test("a route that leads elsewhere gets neither the answer nor the token", async () => {
  await using world = await startWorld();
  const elsewhere = await FakeChatroom.start();
  await world.tell(said("one", { server: elsewhere.url }));
  await elsewhere[Symbol.asyncDispose]();
  expect([world.platform.shown(), elsewhere.messages]).toEqual([[], []]);
});

test("a person whose id changes keeps their conversation, and what the bot knows of them", async () => {
  await using world = await startWorld();
  await world.tell(said("my name is Ana"));
  await world.tell({ type: "moved", from: { id: "u7" }, previous: "u1" });
  await world.tell(said("who am i", { from: { id: "u7" } }));
  // The same telephone with a third id, of which the platform says nothing.
  await world.tell(said("who am i", { from: { id: "u9", phone: "+33 1" } }));
  await world.tell(said("who am i", { from: { id: "u3" } }));
  expect(world.platform.messages.map(({ room, texts }) => [room, texts[0]])).toEqual([
    ["u1", "Nice to meet you."],
    ["u7", 'u7 is "Ana"'],
    ["u9", 'u9 is "Ana"'],
    ["u3", "u3 is undefined"],
  ]);
  const log = await world.store.log.read("chatroom:u1", 0, 100);
  expect(log.filter(({ type }) => type === "message")).toHaveLength(3);
});

test("a choice is tapped by its token, whatever it means", async () => {
  await using world = await startWorld();
  await world.tell(said("order"));
  const choices = world.platform.messages[0]?.choices ?? [];
  expect(choices.map(({ label, token }) => [label, token?.length])).toEqual([
    ["Yes", 22],
    ["Who?", 22],
  ]);
  for (const { label, token = "" } of choices) await world.tell({ type: "tap", from: ana, token, label });
  await world.tell({ type: "tap", from: ana, token: "made-up", label: "Yes" });
  expect(world.platform.shown().slice(1)).toEqual(["Confirmed with 3000 letters.", "u1 is undefined", "?Yes"]);
});

test("messages to one person keep the distance that the platform asks for, and their order", async () => {
  await using world = await startWorld({ rate: { perRecipientMs: 200 } });
  await world.platform.send(said("three"));
  await expect.poll(() => world.platform.shown(), { timeout: 5_000 }).toEqual(["one", "two", "three"]);
  const times = world.platform.messages.map(({ at }) => at);
  for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThan(190);
});

test("all messages together keep to what the platform takes in a second", async () => {
  await using world = await startWorld({ rate: { perSecond: 4 } });
  const started = performance.now();
  await Promise.all(["a", "b", "c"].map((id) => world.platform.send(said("three", { from: { id } }))));
  await expect.poll(() => world.platform.messages.length, { timeout: 10_000 }).toBe(9);
  // Four at once, and the other five at a quarter of a second each.
  expect(performance.now() - started).toBeGreaterThan(1_000);
  for (const room of ["a", "b", "c"])
    expect(world.platform.messages.filter((message) => message.room === room).map(({ texts }) => texts[0])).toEqual([
      "one",
      "two",
      "three",
    ]);
});

test("a platform that asks to come again later is asked again then", async () => {
  await using world = await startWorld();
  world.platform.failNextMessage({ status: 429, retryAfter: 0.3 }, { status: 503 });
  await world.platform.send(said("hello"));
  await expect.poll(() => world.platform.shown(), { timeout: 5_000 }).toEqual(["?hello"]);
});

test("notify is blocked when the platform's rules forbid to write now, whatever its code for that", async () => {
  await using world = await startWorld();
  const { platform, server } = world;
  await world.tell(said("hello"));
  const fail = (code: string) => server.notify({ connectorId: "chatroom", userId: "u1" }, news.link(), { id: code });
  platform.failNextMessage({ status: 403, code: "window_over" });
  expect(await fail("window_over")).toEqual({ outcome: "blocked", why: "window_closed" });
  // What the platform said holds until the person does something.
  expect(await fail("later")).toEqual({ outcome: "blocked", why: "window_closed" });
  await world.tell(said("hello again"));
  platform.failNextMessage({ status: 403, code: "muted" });
  expect(await fail("muted")).toEqual({ outcome: "failed", why: "muted" });
  expect(await fail("again")).toEqual({ outcome: "sent" });
  // By another name of the same person.
  expect(await server.notify({ connectorId: "chatroom", userId: "+33 1" }, news.link())).toEqual({ outcome: "sent" });
});

test("what the platform reports of a message later is kept with it: delivered, read, or failed after all", async () => {
  await using world = await startWorld();
  const { platform, store } = world;
  await world.tell(said("three"));
  const [one, two, three] = platform.messages;
  await world.tell({ type: "receipt", message: one?.id ?? "", status: "read" });
  await world.tell({ type: "receipt", message: one?.id ?? "", status: "delivered" });
  await world.tell({ type: "receipt", key: two?.key ?? "", status: "delivered" });
  await world.tell({ type: "receipt", key: three?.key ?? "", status: "failed", code: "left" });
  await world.tell({ type: "receipt", message: "somebody else's", status: "read" });
  const states = await store.outbox.states(platform.messages.map(({ key }) => key));
  expect([...states.values()]).toEqual([
    { type: "sent", receipt: "read" },
    { type: "sent", receipt: "delivered" },
    { type: "failed", reason: "left", kind: "recipient" },
  ]);
});

test("a report that comes before the response ends the wait for it", async () => {
  await using world = await startWorld({}, { retry: { firstMs: 10, maxMs: 20, echoMs: 60_000, maxAttempts: 5 } });
  const { platform, server } = world;
  platform.failNextMessage("cut");
  await platform.send(said("three"));
  await expect.poll(() => platform.shown()).toEqual(["one"]);
  await server.idle();
  expect(platform.shown()).toEqual(["one"]);
  await world.tell({ type: "receipt", key: platform.messages[0]?.key ?? "", status: "delivered" });
  expect(platform.shown()).toEqual(["one", "two", "three"]);
});

test("of two servers on one store one runs the transport, and the other takes over when it stops", async () => {
  await using platform = await FakeChatroom.start();
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  const shared: Store = { ...store, [Symbol.asyncDispose]: async () => undefined };
  const { logger, lines } = collectLogLines("error");
  const start = () =>
    startBackend(
      testConfig({
        bot: createRoomBot(),
        connectors: [chatroom({ ...chatroomSecrets, apiUrl: platform.url, stream: true })],
      }),
      { variables: {}, store: shared, logger },
    );
  const first = await start();
  await using second = await start();
  expect(await platform.send(said("one"))).toBe("accepted");
  await expect.poll(() => platform.shown(), { timeout: 10_000 }).toEqual(["?one"]);
  await delay(300);
  expect([platform.openStreams, platform.streams]).toEqual([1, 1]);

  await first[Symbol.asyncDispose]();
  expect(await platform.send(said("two"))).toBe("accepted");
  await second.idle();
  expect(platform.shown()).toEqual(["?one", "?two"]);
  expect([platform.openStreams, platform.streams]).toEqual([1, 2]);

  // A connection that ends is made again.
  platform.dropStreams();
  expect(await platform.send(said("again"))).toBe("accepted");
  expect(platform.streams).toBe(3);
  expect(lines.filter(({ msg }) => !msg.includes("work under a lease failed"))).toEqual([]);
});
