import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { ana, ben, bot, FakeX, messageOf, secrets, signedBy } from "#support/x/fake-x.ts";
import { news, startXWorld } from "#support/x/x-world.ts";

test("somebody writes and is answered; choices have numbers, links none, and each is found by its number or its words", async () => {
  await using world = await startXWorld();
  const { platform, server } = world;
  const ask = async (words: string): Promise<string | undefined> => {
    await platform.say(words);
    await server.idle();
    return platform.shown().at(-1);
  };
  const question = "Which?\n\n1. News\nMap: https://a.example/map\n2. Terms\n\n3. Who?";
  expect(await ask("order")).toBe(question);
  expect(await ask("1")).toBe("It snows.");
  await ask("order");
  expect(await ask("2")).toBe("Be kind.");
  await ask("order");
  expect(await ask("3")).toBe("Ana Duval");
  await ask("order");
  expect(await ask("terms")).toBe("Be kind.");
  expect(new Set(platform.sent.map(({ to }) => to))).toEqual(new Set([ana]));
});

test("nobody is answered but people who write to the account: not itself, other accounts, groups and those left out, and nobody twice", async () => {
  await using world = await startXWorld({ ignoredUsers: [ben] });
  const { platform, server } = world;
  await platform.say("order", { user: bot, recipient: ana, kind: "dm.sent" });
  await platform.say("order", { user: bot, recipient: ana });
  await platform.say("order", { user: bot });
  await platform.say("order", { recipient: ben });
  await platform.say("order", { user: ben });
  const elsewhere = messageOf("order", { user: ana, id: "7", at: 7 });
  expect(await platform.post({ data: { ...(elsewhere["data"] as object), filter: { user_id: ben } } })).toBe(
    "accepted",
  );
  for (const _ of [1, 2]) await platform.say("news", { id: "77" });
  await server.idle();
  expect(platform.shown()).toEqual(["It snows."]);
});

test("what X still posts in its older shape is read, too", async () => {
  await using world = await startXWorld();
  const { platform, server } = world;
  const { payload } = messageOf("news", { user: ana, id: "8", at: Date.now() })["data"] as { payload: object };
  expect(await platform.post({ for_user_id: bot, ...payload })).toBe("accepted");
  await server.idle();
  expect(platform.shown()).toEqual(["It snows."]);
});

test("X's question is answered, but nothing that could be an event is signed for anybody who asks", async () => {
  await using world = await startXWorld();
  const { platform } = world;
  const ask = (token: string) => fetch(`${platform.requestUrl}?crc_token=${encodeURIComponent(token)}`);
  const answer = await ask("5ccf3nDz-token_of/X+1=");
  expect(await answer.json()).toEqual({ response_token: signedBy(secrets.consumerSecret)("5ccf3nDz-token_of/X+1=") });
  const event = JSON.stringify(messageOf("news", { user: ana, id: "9", at: Date.now() }));
  for (const token of [event, "{}", "", "[1]", '"text"', "x".repeat(257)]) expect((await ask(token)).status).toBe(400);
  expect((await fetch(platform.requestUrl)).status).toBe(400);
  expect((await fetch(platform.requestUrl, { method: "PUT" })).status).toBe(405);
  expect(await platform.post("no JSON")).toBe("not_stored");
});

test("addresses and signs are read as they were written; files are kept, and one that does not come is named", async () => {
  await using world = await startXWorld();
  const { platform, server } = world;
  const urls = [{ url: "https://t.co/1", expanded_url: "https://a.example/?a=1&b=2" }];
  await platform.say("a &lt; b &amp;&amp; https://t.co/1", { urls });
  platform.files.set("/dm/1.jpg", "jpg");
  const photo = (path: string) => ({
    id_str: "5",
    type: "photo",
    url: "https://t.co/2",
    media_url_https: `${platform.url}${path}`,
  });
  const link = { url: "https://t.co/2", expanded_url: "https://twitter.com/messages/media/1" };
  await platform.say("look https://t.co/2", { media: photo("/dm/1.jpg"), urls: [link] });
  await platform.say("https://t.co/2", { media: photo("/dm/2.jpg"), urls: [link] });
  const variants = [
    { content_type: "application/x-mpegURL", url: "https://video.twimg.com/a.m3u8" },
    { content_type: "video/mp4", bitrate: 256_000, url: "https://evil.example/small.mp4" },
    { content_type: "video/mp4", bitrate: 832_000, url: "https://evil.example/large.mp4" },
  ];
  await platform.say("", { media: { type: "video", url: "https://t.co/3", video_info: { variants } } });
  await server.idle();
  expect(platform.shown()).toEqual([
    "?a < b && https://a.example/?a=1&b=2",
    "files: image kept, look",
    "files: image unreachable, no words",
    "files: video refused, no words",
  ]);
});

test("a picture of the server's own is uploaded and goes out with its words in one message", async () => {
  await using world = await startXWorld();
  const { platform, server } = world;
  await platform.say("picture");
  await server.idle();
  const [[id, upload] = []] = platform.uploads;
  expect(upload).toMatchObject({ category: "dm_image", total: 3, pieces: ["PNG"] });
  expect(platform.sent).toEqual([{ to: ana, text: "Here it is.", media: id }]);
});

test("X's wish to wait is kept to, by the moment that it names and before it refuses", async () => {
  await using world = await startXWorld();
  const { platform, server } = world;
  const reset = String(Math.floor(Date.now() / 1_000));
  platform.failNext({
    status: 429,
    headers: { "x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": reset },
  });
  const before = performance.now();
  await platform.say("news");
  await expect.poll(() => platform.shown()).toEqual(["It snows."]);
  expect(performance.now() - before).toBeGreaterThan(900);
  await server.idle();
});

test("notify reaches a person, and learns why it does not", async () => {
  await using world = await startXWorld();
  const { platform, server } = world;
  await platform.say("news");
  await server.idle();
  const notify = (id: string) => server.notify({ connectorId: "x", userId: ana }, news.link(), { id });
  expect(await notify("1")).toEqual({ outcome: "sent" });
  platform.failNext({ status: 403, detail: "You cannot send messages to this user." });
  expect(await notify("2")).toMatchObject({ outcome: "failed", why: "403" });
});

test.each(["debug", "info"] as const)("no text, no secret and no person is in the log at level %s", async (level) => {
  const planted = "my card is 4111-1111";
  const { logger, printed, lines } = collectLogLines(level);
  await using world = await startXWorld({}, { logger });
  const { platform, server } = world;
  const faults = [400, 402, 403, 404, 502].map((status) => ({ status, detail: planted, type: planted }));
  for (const fault of [undefined, ...faults, "cut" as const]) {
    if (fault !== undefined) platform.failNext(fault);
    await platform.say(planted);
    await server.idle();
  }
  await platform.post({ planted }, signedBy("guessed"));
  await platform.post({ data: { event_type: planted, filter: { user_id: bot } } });
  platform.revoke();
  await platform.say(planted);
  await expect.poll(() => printed().includes("refuses the refresh token")).toBe(true);
  expect(lines.length).toBeGreaterThan(3);
  for (const secret of ["4111", ana, "access-1", "refresh-1", ...Object.values(secrets)])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});

test("above the spend cap nothing is sent, also after a new start, and the error says who must do what", async () => {
  await using platform = await FakeX.start();
  const folder = temporaryFolder();
  const { logger, printed } = collectLogLines("info");
  // Room for one question of 0.010 and two answers of 0.015 dollars.
  const cap = { monthlyCapDollars: 0.045 };
  {
    await using first = await startXWorld(cap, {}, { platform, folder });
    await platform.say("news");
    await first.server.idle();
  }
  await using second = await startXWorld(cap, { logger }, { platform, folder });
  platform.failNext({ status: 503 });
  await platform.say("terms of use");
  await second.server.idle();
  await platform.say("news");
  await second.server.idle();
  // 0.010 + 0.015 + 0.010 are spent; another answer would be 0.050.
  expect(platform.shown()).toEqual(["It snows."]);
  expect(printed()).toContain("spend_cap");
  // The token was kept, too.
  expect(platform.tokensGiven).toBe(1);
});
