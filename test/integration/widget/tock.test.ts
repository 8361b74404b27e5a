import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import { createChat } from "@causerie/widget/chat/create-chat.ts";
import type { Chat, ChatState, Entry } from "@causerie/widget/chat/chat.ts";
import { type Clock, systemClock } from "@causerie/widget/chat/clock.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { expect, test } from "vitest";
import { postback, quickReply } from "#support/tock-server/answers.ts";
import { startTockServer, type TockServer } from "#support/tock-server/start-tock-server.ts";
import { createFakeBrowserPage, type FakeBrowserPage } from "#support/widget/fake-browser-page.ts";

type TockChat = Chat &
  Disposable & { browserPage: FakeBrowserPage; screen(): string[]; untilScreen(...lines: string[]): Promise<void> };

/** A chat that runs on the real time: what it waits for is a real server. */
function openChat(server: TockServer, options: Partial<ChatOptions> = {}): TockChat {
  const browserPage = createFakeBrowserPage();
  const chat = createChat({
    endpoint: server.endpoint,
    protocol: "tock",
    storage: createMemoryStorage(),
    browserPage,
    ...options,
  });
  const screen = (): string[] => chat.getState().entries.map(describe);
  chat.start();
  return {
    ...chat,
    browserPage,
    screen,
    untilScreen: (...lines) => expect.poll(screen).toEqual(lines),
    [Symbol.dispose]: () => chat.dispose(),
  };
}

function describe(entry: Entry): string {
  if (entry.type === "visitor") {
    const { content, delivery } = entry;
    const text = content.type === "text" ? content.text : content.type === "postback" ? content.label : content.type;
    return `${text} (${delivery.type === "failed" ? delivery.code : delivery.type})`;
  }
  const { message } = entry;
  const text = message.type === "text" ? message.text : message.type;
  return entry.progress === "complete" ? text : `${text} (${entry.progress})`;
}

/** What a stream that is not there just now is asked for again after. Here it is at once. */
const hasty: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms === 45_000 ? 20 : ms, run) };

const isConnected = ({ connection }: ChatState): string =>
  connection.type === "connected" ? connection.via : connection.type;

test("a sentence is answered once, though the answer comes by the stream and by the POST", async () => {
  await using server = await startTockServer();
  using chat = openChat(server, { locale: "fr" });
  chat.sendText("two");
  await chat.untilScreen("two (sent)", "one", "two");
  chat.sendText("again");
  await chat.untilScreen("two (sent)", "one", "two", "again (sent)", "You said again");
  expect(server.posts[0]).toEqual({ userId: expect.any(String), query: "two", locale: "fr", sourceWithContent: true });
  expect(isConnected(chat.getState())).toBe("sse");
  expect(server.requests.filter((each) => each.startsWith("GET /sse"))).toEqual([
    `GET /sse?userid=${server.posts[0]?.userId}`,
  ]);
});

test("the metadata of an answer is that of its messages, of a text that grew too, also after a reload", async () => {
  await using server = await startTockServer();
  server.metadata = { INTENT: "greet" };
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  const metadataOf = ({ entries }: ChatState) =>
    entries.flatMap((entry) => (entry.type === "message" ? [entry.message.metadata] : []));
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  const growing = server.stream();
  chat.sendText("grow");
  const text = await growing;
  text.say("Once");
  text.say("Once more");
  text.end();
  await chat.untilScreen("hello (sent)", "You said hello", "grow (sent)", "Once more");
  const said = metadataOf(chat.getState());
  const RESPONSE_ID = expect.any(String);
  expect(said).toEqual([
    { INTENT: "greet", RESPONSE_ID },
    { INTENT: "greet", RESPONSE_ID, TOCK_STREAM_RESPONSE: "true" },
  ]);
  chat.dispose();
  using next = openChat(server, { storage });
  await next.untilScreen("hello (sent)", "You said hello", "grow (sent)", "Once more");
  expect(metadataOf(next.getState())).toEqual(said);
});

test("events that were lost are shown from the POST, each once and in order", async () => {
  await using server = await startTockServer();
  using chat = openChat(server);
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  server.answer = () => [{ text: "a" }, { text: "b" }, { text: "c" }];
  server.faults.lostEvents = 3;
  chat.sendText("go");
  await chat.untilScreen("go (sent)", "a", "b", "c");
  server.faults.lostEvents = 0;
  chat.sendText("go");
  await chat.untilScreen("go (sent)", "a", "b", "c", "go (sent)", "a", "b", "c");
});

test("what the POST has brought comes again when the stream opens, and is shown once, also after a reload", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  server.faults.streamStatus = 503;
  server.cutStreams();
  await expect.poll(() => isConnected(chat.getState())).toBe("poll");
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  chat.dispose();
  server.faults.streamStatus = undefined;
  using next = openChat(server, { storage });
  await expect.poll(() => isConnected(next.getState())).toBe("sse");
  server.push({ text: "news" });
  await next.untilScreen("hello (sent)", "You said hello", "news");
});

test("the bot speaks unasked, also while the chat was away", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  server.push({ text: "now" });
  await chat.untilScreen("hello (sent)", "You said hello", "now");
  chat.setVisible(true);
  await expect.poll(() => chat.getState().unread).toBe(0);
  chat.dispose();
  await expect.poll(() => server.readers()).toBe(0);
  server.push({ text: "later" });
  using next = openChat(server, { storage });
  await next.untilScreen("hello (sent)", "You said hello", "now", "later");
  expect(next.getState().unread).toBe(1);
  expect(server.posts).toHaveLength(1);
});

test.for([404, 400, 403])(
  "without streams (%i) it is POST only, and the stream is not asked for again",
  async (status) => {
    await using server = await startTockServer();
    server.faults.streamStatus = status;
    using chat = openChat(server, { clock: hasty });
    chat.sendText("hello");
    await chat.untilScreen("hello (sent)", "You said hello");
    chat.sendText("again");
    await chat.untilScreen("hello (sent)", "You said hello", "again (sent)", "You said again");
    expect(isConnected(chat.getState())).toBe("poll");
    expect(server.requests.filter((each) => each.startsWith("GET /sse"))).toHaveLength(1);
  },
);

test.for([204, 200, 301, 429, 500, 503])("a stream that answers %i stops nobody from writing", async (status) => {
  await using server = await startTockServer();
  server.faults.streamStatus = status;
  using chat = openChat(server, { clock: hasty });
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  expect(isConnected(chat.getState())).toBe("poll");
  // It is asked for again, and used once it is there.
  server.faults.streamStatus = undefined;
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
});

test("what is written while the server is down waits, and is sent once when it is back", async () => {
  await using server = await startTockServer();
  await server.down();
  using chat = openChat(server);
  chat.sendText("hello");
  await expect.poll(() => isConnected(chat.getState())).toBe("waiting");
  expect(chat.screen()).toEqual(["hello (waiting)"]);
  await server.up();
  await chat.untilScreen("hello (sent)", "You said hello");
  expect(server.posts).toHaveLength(1);
});

test("a message whose answer was lost is not sent again by itself, and is when the visitor says so", async () => {
  await using server = await startTockServer();
  server.faults.streams = false;
  server.faults.lostAnswers = 1;
  using chat = openChat(server);
  chat.sendText("hello");
  await chat.untilScreen("hello (network)");
  expect(server.posts).toHaveLength(1);
  const [entry] = chat.getState().entries;
  await expect.poll(() => isConnected(chat.getState())).toBe("poll");
  chat.retry(entry?.key ?? "");
  await chat.untilScreen("hello (sent)", "You said hello");
  expect(server.posts).toHaveLength(2);
});

test("a page that ends while a message is on its way leaves it to the visitor, and does not repeat it", async () => {
  await using server = await startTockServer();
  server.faults.streams = false;
  server.faults.silent = true;
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  chat.sendText("hello");
  await expect.poll(() => server.posts).toHaveLength(1);
  chat.sendText("second");
  await expect.poll(async () => (await storage.list("")).filter((text) => text.includes("second"))).toHaveLength(1);
  chat.dispose();
  server.faults.silent = false;
  using next = openChat(server, { storage });
  await next.untilScreen("second (sent)", "You said second", "hello (unknown_outcome)");
  next.retry(next.getState().entries.at(-1)?.key ?? "");
  await next.untilScreen("second (sent)", "You said second", "hello (sent)", "You said hello");
  expect(server.posts.map(({ query }) => query)).toEqual(["hello", "second", "hello"]);
});

test("a message whose answer began by the stream was received, though the POST fails", async () => {
  await using server = await startTockServer();
  using chat = openChat(server);
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  server.faults.lostAnswers = 1;
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  expect(server.posts).toHaveLength(1);
});

test.for([
  [500, "{}x", "internal"],
  [500, '{"error":"x"}', "internal"],
  [413, "", "too_large"],
  [400, "", "invalid_request"],
  [200, "<html>a portal</html>", "bad_answer"],
] as const)("a POST that is answered %i %s fails as %s", async ([status, body, code]) => {
  await using server = await startTockServer();
  server.faults.streams = false;
  server.faults.postAnswer = { status, body };
  using chat = openChat(server);
  chat.sendText("hello");
  await chat.untilScreen(`hello (${code})`);
  expect(server.posts).toHaveLength(1);
  server.faults.postAnswer = undefined;
  chat.sendText("next");
  await chat.untilScreen("next (sent)", "You said next", `hello (${code})`);
});

test("a good body counts under any status, and no messages are an answer, too", async () => {
  await using server = await startTockServer();
  server.faults.streams = false;
  server.faults.postAnswer = { status: 500, body: '{"responses":[{"text":"late"}],"metadata":{}}' };
  using chat = openChat(server);
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "late");
  for (const body of ["{}", "", '{"responses":[]}']) {
    server.faults.postAnswer = { status: 200, body };
    chat.sendText("more");
    await expect.poll(() => chat.screen().at(-1)).toBe("more (sent)");
    server.faults.postAnswer = undefined;
    chat.sendText("text");
    await expect.poll(() => chat.screen().at(-1)).toBe("Hello, I am **Tock**");
  }
});

test("a server that has too much to do is asked again, because it has not begun", async () => {
  await using server = await startTockServer();
  server.faults.streams = false;
  server.faults.postAnswer = { status: 429, body: "", headers: { "retry-after": "0" } };
  using chat = openChat(server);
  chat.sendText("hello");
  await expect.poll(() => server.posts.length).toBeGreaterThan(1);
  server.faults.postAnswer = undefined;
  await chat.untilScreen("hello (sent)", "You said hello");
});

test("a text that is streamed grows in its bubble, and is whole in the end", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  const begun = server.stream();
  chat.sendText("tell");
  const turn = await begun;
  turn.say("One");
  await chat.untilScreen("tell (sending)".replace("sending", "sent"), "One (streaming)");
  turn.say("One &lt; two");
  await chat.untilScreen("tell (sent)", "One < two (streaming)");
  turn.end();
  await chat.untilScreen("tell (sent)", "One < two");
  chat.dispose();
  using next = openChat(server, { storage });
  await next.untilScreen("tell (sent)", "One < two");
});

test.for([
  ["every step", ["One", "One two", "One two three"], "true"],
  ["the whole text each time", ["One two three", "One two three", "One two three"], "true"],
  ["bare pieces", ["One", " two", " three"], "false"],
] as const)("a stream that breaks in the middle is made whole by a POST with %s", async ([, texts, flag]) => {
  await using server = await startTockServer();
  using chat = openChat(server);
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  const begun = server.stream();
  chat.sendText("tell");
  const turn = await begun;
  turn.say("One");
  await chat.untilScreen("tell (sent)", "One (streaming)");
  server.faults.streamStatus = 503;
  server.cutStreams();
  turn.end(texts, flag);
  await chat.untilScreen("tell (sent)", "One two three");
});

test("a page that ends in the middle of a streamed text keeps what was there", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  await expect.poll(() => isConnected(chat.getState())).toBe("sse");
  const begun = server.stream();
  chat.sendText("tell");
  const turn = await begun;
  turn.say("Half of it");
  await chat.untilScreen("tell (sent)", "Half of it (streaming)");
  await expect.poll(async () => (await storage.list("")).some((text) => text.includes("Half of it"))).toBe(true);
  chat.dispose();
  using next = openChat(server, { storage });
  await next.untilScreen("tell (sent)", "Half of it (stopped)");
});

test("buttons and quick replies send what Tock expects of them", async () => {
  await using server = await startTockServer();
  using chat = openChat(server);
  server.answer = () => [
    {
      text: "x",
      buttons: [
        postback("Pay", "pay?a=b+c"),
        postback("Say me"),
        quickReply("Q", { payload: "q?n=1" }),
        quickReply("N", { nlpText: "nlp" }),
        quickReply("T"),
      ],
    },
  ];
  chat.sendText("go");
  await chat.untilScreen("go (sent)", "x");
  const entry = chat.getState().entries.at(-1);
  const buttons = entry?.type === "message" && entry.message.type === "text" ? entry.message.buttons : [];
  expect(chat.getState().quickReplies.map(({ label }) => label)).toEqual(["Q", "N", "T"]);
  server.answer = () => [];
  for (const button of buttons) if (button.type === "postback") chat.sendPostback(button);
  await expect.poll(() => server.posts).toHaveLength(3);
  expect(server.posts[1]).toMatchObject({ payload: "pay?a=b+c" });
  expect(server.posts[2]).toMatchObject({ query: "Say me" });
});

test("a vote refers to Tock's action, is taken back, and is there after a reload", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  const chat = openChat(server, { storage });
  chat.sendText("text");
  await expect.poll(() => chat.screen()).toHaveLength(2);
  const key = chat.getState().entries.at(-1)?.key ?? "";
  chat.sendFeedback(key, "up");
  await expect.poll(() => server.posts.at(-1)?.feedback).toEqual({ actionId: "action-1", vote: "UP" });
  chat.sendFeedback(key, "none");
  await expect.poll(() => server.posts.at(-1)?.feedback?.vote).toBe(null);
  chat.sendFeedback(key, "down");
  await expect.poll(() => server.posts.at(-1)?.feedback?.vote).toBe("DOWN");
  await expect.poll(async () => (await storage.list("")).filter((text) => text.includes('"down"'))).toHaveLength(1);
  chat.dispose();
  using next = openChat(server, { storage });
  await expect.poll(() => next.getState().feedback[key]).toBe("down");
  next.sendText("card");
  await expect.poll(() => next.screen()).toHaveLength(4);
  const card = next.getState().entries.at(-1)?.key ?? "";
  const sent = server.posts.length;
  next.sendFeedback(card, "up");
  await expect.poll(() => next.getState().feedback[card]).toBe("none");
  expect(server.posts).toHaveLength(sent);
});

test("a referral goes before the opening message, and both only once", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  const options = { storage, referral: "spring", openingMessage: "hi there" };
  const chat = openChat(server, options);
  await chat.untilScreen("Referred by spring", "You said hi there");
  expect(server.posts.map(({ ref, query }) => ref ?? query)).toEqual(["spring", "hi there"]);
  chat.dispose();
  const second = openChat(server, options);
  await second.untilScreen("Referred by spring", "You said hi there");
  second.dispose();
  using third = openChat(server, { ...options, referral: "autumn" });
  await third.untilScreen("Referred by spring", "You said hi there", "Referred by autumn");
  expect(server.posts).toHaveLength(3);
});

test("the end of a session begins a new conversation of another user; being forgotten is not Tock's", async () => {
  await using server = await startTockServer();
  const storage = createMemoryStorage();
  using chat = openChat(server, { storage });
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  await expect(chat.endSession({ forget: true })).rejects.toMatchObject({ code: "unsupported" });
  await chat.endSession();
  await chat.untilScreen();
  chat.sendText("again");
  await chat.untilScreen("again (sent)", "You said again");
  expect(server.posts[1]?.userId).not.toBe(server.posts[0]?.userId);
  expect((await storage.list("")).join(" ")).not.toContain("hello");
});

test("the page's own headers go with each POST, and files are refused as what they are", async () => {
  await using server = await startTockServer();
  using chat = openChat(server, { headers: () => ({ "x-gateway": "key" }) });
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", "You said hello");
  expect(server.lastHeaders["x-gateway"]).toBe("key");
  await expect(chat.files()).rejects.toMatchObject({ code: "unsupported" });
  await expect(chat.request("push")).rejects.toMatchObject({ code: "unsupported" });
});
