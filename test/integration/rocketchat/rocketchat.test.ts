import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { ana, ben, bot, directOf, room, secrets } from "#support/rocketchat/fake-rocketchat.ts";
import { news, startRocketChatWorld } from "#support/rocketchat/rocketchat-world.ts";

const where = ({ roomId, tmid }: { roomId: string; tmid?: string }) => [roomId, tmid];

test("somebody writes to the bot and is answered there; in a thread, in the thread", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  await platform.say("snow");
  await server.idle();
  await platform.say("and there", { tmid: "thread1" });
  await server.idle();
  expect(platform.shown()).toEqual(["?snow", "?and there"]);
  expect(platform.messages.map(where)).toEqual([
    [directOf(ana), undefined],
    [directOf(ana), "thread1"],
  ]);
  // Both are one conversation.
  const log = await world.store.log.read(`rocketchat:rocketchat:${ana}`, 0, 100);
  expect(log.filter(({ type }) => type === "visitor")).toHaveLength(2);
});

test("a mention is answered in its thread, and so is what is said there later without one; nothing else is", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  const id = platform.nextId();
  const tell = async (text: string, more: object) => {
    expect(await platform.say(text, { channel: room, ...more })).toBe("accepted");
    await server.idle();
  };
  await tell("@helper hello", { id });
  await tell("@ben what do you think?", { tmid: id });
  await tell("lunch?", {});
  await tell("pizza", { tmid: "another" });
  await tell("what else?", { tmid: id, user: ben });
  expect(platform.shown()).toEqual(["Hello (group)!", "?what else?"]);
  expect(platform.messages.map(where)).toEqual([
    [room, id],
    [room, id],
  ]);
});

test("no bot is answered: neither this one, nor what integrations post, nor accounts of bots; and what comes again is answered once", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  await platform.say("@helper hello", { user: bot, channel: room });
  await platform.say("hello", { bot: true });
  await platform.say("@helper hello", { user: "otherbototherboto", channel: room });
  const id = platform.nextId();
  for (const _ of [1, 2]) await platform.say("order", { id });
  await server.idle();
  expect(platform.shown()).toEqual(["Shall I?"]);
});

test("a button says in the person's name what it is for, and that is understood; a link opens a page", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  await platform.say("order");
  await server.idle();
  expect(platform.buttons().map(({ text, msg, url }) => [text, msg ?? url])).toEqual([
    ["Yes", "Yes"],
    ["Terms", "https://a.example/terms"],
    ["Who?", "who am i"],
  ]);
  for (const { msg } of platform.buttons().filter(({ url }) => url === undefined)) {
    await platform.say(msg ?? "");
    await server.idle();
  }
  expect(platform.shown().slice(1)).toEqual(["Confirmed with 3000 letters.", "Ana Duval"]);
});

test("stories learn what is changed", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  await platform.say("my plan", { id: "m1" });
  await server.idle();
  for (const _ of [1, 2]) await platform.say("my other plan", { id: "m1", isEdited: true });
  await server.idle();
  expect(platform.shown()).toEqual(["?my plan", "edited: my other plan"]);
});

test("files that people send are kept; one that does not come is named", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  // By its id alone: the name is the person's, and might lead elsewhere.
  platform.files.set("/file-upload/f1/file", "png");
  const files = [
    { _id: "f1", name: "a.png", type: "image/png" },
    { _id: "f2", name: "b.mp3", type: "audio/mpeg" },
    { _id: "f3", name: "thumb-a.png", type: "image/png" },
  ];
  const attachments = [
    { title_link: "/file-upload/f1/../../api/v1/users.list?a.png" },
    { title_link: "/file-upload/f2/b.mp3" },
  ];
  // Rocket.Chat posts it twice: as a message, and with its files.
  await platform.say("", { id: "m1" });
  await platform.say("", { id: "m1", message: { files, file: files[0], attachments } });
  await server.idle();
  expect(platform.shown()).toEqual(["files: image kept, audio unreachable"]);
});

test("a file of the server's own is uploaded, and its words follow", async () => {
  await using world = await startRocketChatWorld();
  await world.platform.say("report");
  await world.server.idle();
  expect(world.platform.uploads).toEqual([{ room: directOf(ana), name: "report.txt", bytes: "All lifts are open." }]);
  expect(world.platform.shown()).toEqual(["Here it is."]);
});

test("a visitor of the live chat is greeted and answered in their session, until somebody of the team takes it", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  const say = async (msg: string, more: object = {}) => {
    const message = { _id: platform.nextId(), msg, ts: new Date().toISOString(), ...more };
    expect(await platform.livechat("Message", { messages: [message] })).toBe("accepted");
    await server.idle();
  };
  for (const _ of [1, 2]) await platform.livechat("LivechatSessionStart");
  await server.idle();
  await say("snow");
  await say("I am the bot", { agentId: bot });
  await platform.livechat("LivechatSessionTaken", { agent: { _id: ben } });
  await server.idle();
  await say("is there a person?");
  await say("I am Ben", { agentId: ben });
  expect(platform.shown()).toEqual(["Hello (direct)!", "?snow"]);
  expect(new Set(platform.messages.map(({ roomId }) => roomId))).toEqual(new Set(["session123456"]));
  await platform.livechat("LivechatSession");
  await platform.livechat("LivechatSessionStart", { _id: "session234567" });
  await server.idle();
  expect(platform.messages.at(-1)).toMatchObject({ roomId: "session234567", text: "Hello (direct)!" });
});

test("without its token the live chat is refused, and everything else that is not Rocket.Chat's, too", async () => {
  await using world = await startRocketChatWorld({ livechatToken: undefined });
  expect(await world.platform.livechat("LivechatSessionStart")).toBe("refused");
  expect((await fetch(world.platform.requestUrl)).status).toBe(405);
  expect((await fetch(world.platform.requestUrl, { method: "POST", body: "no JSON" })).status).toBe(401);
});

test("Rocket.Chat's wish to wait is kept to", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  const words = "Error, too many requests. Please slow down. [error-too-many-requests]";
  platform.failNext({ status: 400, error: words, resetInMs: 400 }, { status: 503 });
  const before = performance.now();
  await platform.say("order");
  await expect.poll(() => platform.shown()).toEqual(["Shall I?"]);
  expect(performance.now() - before).toBeGreaterThan(380);
  await server.idle();
});

test("notify reaches a person, and learns why it does not", async () => {
  await using world = await startRocketChatWorld();
  const { platform, server } = world;
  await platform.say("hello");
  await server.idle();
  const notify = (id: string) => server.notify({ connectorId: "rocketchat", userId: ana }, news.link(), { id });
  expect(await notify("1")).toEqual({ outcome: "sent" });
  platform.failNext({ status: 400, errorType: "error-room-archived" });
  expect(await notify("2")).toMatchObject({ outcome: "failed", why: "error-room-archived" });
});

test.each(["debug", "info"] as const)("no text, no secret and no person is in the log at level %s", async (level) => {
  const planted = "my card is 4111-1111";
  const { logger, printed, lines } = collectLogLines(level);
  await using world = await startRocketChatWorld({}, { logger });
  const { platform, server } = world;
  const faults = [400, 403, 429, 502].map((status) => ({ status, error: planted }));
  for (const fault of [undefined, ...faults, "cut" as const]) {
    if (fault !== undefined) platform.failNext(fault);
    await platform.say(planted);
    await server.idle();
  }
  await platform.say(planted, { token: planted });
  await platform.livechat("Message", { messages: [{ _id: "m1", msg: planted }] });
  await platform.livechat(planted);
  await server.idle();
  expect(lines.length).toBeGreaterThan(3);
  for (const secret of ["4111", ana, "visitor123456", ...Object.values(secrets).filter((value) => value !== bot)])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
