import { setTimeout as delay } from "node:timers/promises";
import {
  type Bot,
  createBot,
  type Overrides,
  type RunningServer,
  startBackend,
  story,
  stream,
  text,
} from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as v from "valibot";
import { expect, test } from "vitest";
import { chatroom, type ChatroomOptions } from "#support/connectors/chatroom.ts";
import { chatroomSecrets, FakeChatroom, type NewUpdate } from "#support/connectors/fake-chatroom.ts";
import type { ConnectorDefinition, PushConnector } from "@causerie/server/connector";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer, testConfig } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const ana = { id: "u1", phone: "+33 1" };
const news = story("news", { keywords: ["news"] });
const longNote = "n".repeat(3_000);

function createRoomBot(pieces: AsyncIterable<string> = empty()): Bot {
  const watch = story("watch", { events: ["edited", "deleted", "reaction", "identity_change"] });
  const name = story("name", { keywords: ["my name is Ana"] });
  const who = story("who", { keywords: ["who am i"] });
  const tell = story("tell", { keywords: ["tell me"] });
  const three = story("three", { keywords: ["three"] });
  const greet = story("greet", { keywords: ["good morning"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ note: v.string() }) } });
  return createBot({
    stories: [
      watch.handle(({ event: { content } }) => {
        switch (content.type) {
          case "edited":
            return `edited ${content.messageId}: ${content.text}`;
          case "deleted":
            return `deleted ${content.messageId}`;
          case "reaction":
            return `${content.added ? "added" : "removed"} ${content.emoji} under ${content.messageId}`;
          default:
            return undefined;
        }
      }),
      name.handle((turn) => {
        turn.user.data["name"] = "Ana";
        return "Nice to meet you.";
      }),
      who.handle((turn) => `${turn.user.id} is ${JSON.stringify(turn.user.data["name"])}`),
      tell.handle(async function* () {
        yield stream(pieces, { buttons: [{ label: "News", to: news.link() }] });
      }),
      greet.handle(({ scope, from, user }) => `Good morning, ${from.profile?.name ?? from.id} (${scope} ${user.id})!`),
      three.handle(() => ["one", "two", "three"]),
      order.handle({
        run: () =>
          text("Shall I?", {
            buttons: [{ label: "Yes", to: order.step("confirm", { note: longNote }) }],
            quickReplies: [{ label: "Who?", say: "who am i" }],
          }),
        steps: { confirm: (_turn, { note }) => `Confirmed with ${note.length} letters.` },
      }),
      news.handle(() => "It snows."),
    ],
    fallback: (turn) => `?${turn.text}`,
  });
}

async function* empty(): AsyncGenerator<string> {}

type World = AsyncDisposable & {
  platform: FakeChatroom;
  server: RunningServer;
  store: Store;
  /** Sends an update that must be stored, and waits until it is answered. */
  tell(update: NewUpdate): Promise<void>;
};

async function startWorld(
  more: Partial<ChatroomOptions> = {},
  {
    bot = createRoomBot(),
    change = (connector) => connector,
    ...overrides
  }: Overrides & { bot?: Bot; change?: (connector: PushConnector) => PushConnector } = {},
): Promise<World> {
  const platform = await FakeChatroom.start();
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const room = chatroom({ ...chatroomSecrets, apiUrl: platform.url, servers: [platform.otherUrl], ...more });
  const connectors = [withConnector(room, change)];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot, connectors }, { store, retry, ...overrides });
  platform.webhookUrl = `${server.url}/chatroom`;
  return {
    platform,
    server,
    store,
    async tell(update) {
      expect(await platform.send(update)).toBe("accepted");
      await server.idle();
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

function withConnector(
  definition: ConnectorDefinition,
  change: (connector: PushConnector) => PushConnector,
): ConnectorDefinition {
  return {
    ...definition,
    start(host) {
      const running = definition.start(host);
      return { ...running, connector: change(running.connector as PushConnector) };
    },
  };
}

const said = (words: string, more: Partial<Extract<NewUpdate, { type: "message" }>> = {}): NewUpdate => ({
  type: "message",
  from: ana,
  message: "s1",
  text: words,
  ...more,
});

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

test("a text grows by edits of one message, and ends whole with its buttons", async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of ["Once ", "upon ", "a ", "time."]) {
      yield piece;
      await delay(1_050);
    }
  }
  await using world = await startWorld({}, { bot: createRoomBot(pieces()) });
  await world.tell(said("tell me"));
  const [message, ...others] = world.platform.messages;
  expect(others).toEqual([]);
  const texts = message?.texts ?? [];
  expect(texts.length).toBeGreaterThanOrEqual(3);
  expect(texts[0]).toBe("Once ".trim());
  for (const [index, shorter] of texts.slice(0, -2).entries()) expect(texts[index + 1]?.startsWith(shorter)).toBe(true);
  expect(texts.at(-1)).toBe("Once upon a time.\n1. News");
});

const fourPieces = async function* (): AsyncGenerator<string> {
  for (const piece of ["Once ", "upon ", "a ", "time."]) {
    yield piece;
    await delay(1_050);
  }
};

test("a channel that gives its messages no id shows the start of a growing text, and the whole text once", async () => {
  const withoutIds = (connector: PushConnector): PushConnector => ({
    ...connector,
    deliver: async (delivery, signal) => void (await connector.deliver(delivery, signal)),
  });
  await using world = await startWorld({}, { bot: createRoomBot(fourPieces()), change: withoutIds });
  await world.tell(said("tell me"));
  expect(world.platform.shown()).toEqual(["Once", "Once upon a time.\n1. News"]);
});

test("a connector that cannot edit what it says it edits shows a growing text once, and the operator learns it", async () => {
  const { logger, lines } = collectLogLines("error");
  const withoutEdit = (connector: PushConnector): PushConnector => {
    const changed = { ...connector };
    delete changed.edit;
    return changed;
  };
  await using world = await startWorld({}, { bot: createRoomBot(fourPieces()), change: withoutEdit, logger });
  await world.tell(said("tell me"));
  expect(world.platform.shown()).toEqual(["Once upon a time.\n1. News"]);
  expect(lines).toMatchObject([{ what: "edit" }]);
});

test("a growing text that finds no room in one message goes on in the next ones, and nothing is lost", async () => {
  const words = Array.from({ length: 120 }, (_, index) => `word${index}`);
  async function* pieces(): AsyncGenerator<string> {
    for (const [index, word] of words.entries()) {
      yield `${word} `;
      if (index % 60 === 0) await delay(1_050);
    }
  }
  await using world = await startWorld({}, { bot: createRoomBot(pieces()) });
  await world.tell(said("tell me"));
  const shown = world.platform.shown();
  expect(shown.length).toBeGreaterThan(1);
  expect(
    shown
      .join(" ")
      .replace("1. News", "")
      .split(/\s+/)
      .filter((word) => word !== ""),
  ).toEqual(words);
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
