import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { slackSecrets, textOf, versionText } from "#support/slack/fake-slack.ts";
import {
  ana,
  ben,
  bot,
  changed,
  commandBody,
  deleted,
  direct,
  dm,
  eventBody,
  inRoom,
  mention,
  nextTs,
  reaction,
  room,
  tapBody,
  team,
} from "#support/slack/payloads.ts";
import { createSlackBot, news, startSlackWorld } from "#support/slack/slack-world.ts";

const where = ({ channel, thread }: { channel: string; thread?: string }) => [channel, thread];

test("somebody writes to the bot and is answered there; in a thread, in the thread", async () => {
  await using world = await startSlackWorld();
  await world.tell(direct("snow &amp; <https://a.example|a.example>"));
  await world.tell(direct("and there", { thread_ts: "1700000000.000001" }));
  expect(world.platform.shown()).toEqual(["?snow &amp; <https://a.example>", "?and there"]);
  expect(world.platform.messages.map(where)).toEqual([
    [dm, undefined],
    [dm, "1700000000.000001"],
  ]);
  // Both are one conversation.
  const log = await world.store.log.read(`slack:slack:${ana}`, 0, 100);
  expect(log.filter(({ type }) => type === "visitor")).toHaveLength(2);
});

test("a mention is answered in its thread, and so is what is said there later without one", async () => {
  await using world = await startSlackWorld();
  const asked = inRoom(`<@${bot}> hello`);
  await world.tell(mention(asked));
  const ts = String(asked["ts"]);
  await world.tell(inRoom("what else?", { user: ben, thread_ts: ts }));
  // For somebody else, in no thread of the bot's, and in a thread in which it is not.
  await world.tell(inRoom("<@U0BEN> what do you think?", { thread_ts: ts }));
  await world.tell(inRoom("lunch?"));
  await world.tell(inRoom("pizza", { thread_ts: "1700000000.000009" }));
  expect(world.platform.shown()).toEqual(["Hello (group)!", "?what else?"]);
  expect(world.platform.messages.map(where)).toEqual([
    [room, ts],
    [room, ts],
  ]);
});

test("a message and a mention of one time are one event, and what Slack sends again is one, too", async () => {
  await using world = await startSlackWorld();
  const asked = inRoom(`<@${bot}> order`);
  const body = eventBody(asked);
  await Promise.all([world.platform.sendEvent(body), world.platform.sendEvent(eventBody(mention(asked)))]);
  const again = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
  expect(await world.platform.sendEvent(body, again)).toBe("accepted");
  await world.server.idle();
  expect(world.platform.shown()).toEqual(["Shall I?"]);
});

test("no bot is answered: neither this one nor another", async () => {
  await using world = await startSlackWorld();
  const others = [
    { bot_id: "B0OTHER" },
    { bot_id: "B0OTHER", subtype: "bot_message" },
    { user: bot },
    { user: "USLACKBOT" },
    { subtype: "channel_join" },
  ];
  for (const other of others) await world.tell(direct("hello", other));
  await world.tell(mention(inRoom(`<@${bot}> hello`, { bot_id: "B0OTHER" })));
  await world.tell(reaction("thumbsup", { channel: dm, ts: nextTs(), user: bot }));
  expect(world.platform.shown()).toEqual([]);
});

test("another workspace's events are left alone where the connector has one", async () => {
  await using world = await startSlackWorld({ teamId: team });
  expect(await world.platform.sendEvent(eventBody(direct("hello"), { team_id: "T0OTHER" }))).toBe("accepted");
  await world.tell(direct("hello"));
  expect(world.platform.shown()).toEqual(["Hello (direct)!"]);
});

test("a button does what it means, however long that is; a link opens a page and says nothing", async () => {
  await using world = await startSlackWorld();
  await world.tell(direct("order"));
  const { ts = "" } = world.platform.messages[0] ?? {};
  const labels = ["Yes", "Terms", "Who?"].map((label) => world.button(label));
  expect(labels.map(({ value = "" }) => value.length <= 2_000)).toEqual([true, true, true]);
  for (const button of labels) {
    expect(await world.platform.sendTap(tapBody(button, { channel: dm, ts }))).toBe("accepted");
    await world.server.idle();
  }
  const madeUp = { label: "Pay", value: "t:made-up", actionId: "1" };
  expect(await world.platform.sendTap(tapBody(madeUp, { channel: dm, ts }))).toBe("accepted");
  await world.server.idle();
  expect(world.platform.shown().slice(1)).toEqual([
    "Confirmed with 3000 letters.",
    `${ana}, Ana Duval, Europe/Paris, fr-FR`,
    "?Pay",
  ]);
});

test("a tap in a channel belongs to the thread of its message", async () => {
  await using world = await startSlackWorld();
  const asked = inRoom(`<@${bot}> hello`);
  await world.tell(mention(asked));
  const { ts = "", thread = "" } = world.platform.messages[0] ?? {};
  await world.platform.sendTap(tapBody(world.button("News"), { channel: room, ts, thread, user: ben }));
  await world.server.idle();
  expect(world.platform.messages.map(textOf)).toEqual(["Hello (group)!", "It snows."]);
  expect(world.platform.messages.map(where)).toEqual([
    [room, asked["ts"]],
    [room, asked["ts"]],
  ]);
});

test("a slash command is answered for the person alone, and in their own conversation once Slack takes no more there", async () => {
  await using world = await startSlackWorld();
  const { platform, server } = world;
  platform.mostResponses = 2;
  const url = platform.responseUrl();
  for (const words of ["news", "order"]) {
    expect(await platform.sendCommand(commandBody(words, url))).toBe("accepted");
    await server.idle();
  }
  const tap = tapBody(world.button("Who?"), { channel: room, ts: nextTs(), responseUrl: url, isEphemeral: true });
  expect(await platform.sendTap(tap)).toBe("accepted");
  // Whoever gives a command without words gets what it is called for.
  await platform.sendCommand(commandBody("", "https://hooks.evil.example/x"));
  await server.idle();
  expect(platform.messages.map(({ only, channel }) => [only !== undefined, channel])).toEqual([
    [true, ""],
    [true, ""],
    [false, dm],
    [false, dm],
  ]);
  expect(platform.shown().at(-1)).toBe("?snow");
});

test("whoever opens the bot for the first time is greeted, once", async () => {
  await using world = await startSlackWorld();
  const opened = (tab: string) => ({ type: "app_home_opened", user: ana, channel: dm, tab, event_ts: nextTs() });
  for (const tab of ["home", "messages", "messages"]) await world.tell(opened(tab));
  await world.tell(direct("order", { user: ben, channel: "D0BEN" }));
  await world.tell({ ...opened("messages"), user: ben, channel: "D0BEN" });
  expect(world.platform.shown()).toEqual(["Hello (direct)!", "Shall I?"]);
});

test("stories learn what is changed, taken back and liked; what is taken back is gone from the log", async () => {
  await using world = await startSlackWorld();
  const said = direct("my secret plan");
  await world.tell(said);
  await world.tell(changed(said, "my plan"));
  // A preview of a link: the words are the same.
  await world.tell(changed(direct("my plan", { ts: String(said["ts"]) }), "my plan"));
  const { ts = "" } = world.platform.messages[0] ?? {};
  await world.tell(reaction("thumbsup::skin-tone-3", { channel: dm, ts }));
  await world.tell(reaction("party_parrot", { channel: dm, ts, added: false }));
  await world.tell(deleted(said));
  const name = `${dm}/${String(said["ts"])}`;
  expect(world.platform.shown()).toEqual([
    "?my secret plan",
    `edited ${name}: my plan`,
    "added 👍🏼",
    "removed :party_parrot:",
    `deleted ${name}`,
  ]);
  const log = await world.store.log.read(`slack:slack:${ana}`, 0, 100);
  expect(JSON.stringify(log.filter(({ type }) => type === "visitor"))).not.toContain("secret");
});

test("files that people send are kept; what is no file or does not come is named", async () => {
  await using world = await startSlackWorld();
  const { platform } = world;
  const file = (name: string, more = {}) => ({
    id: "F1",
    name,
    mimetype: "image/png",
    size: 3,
    url_private_download: platform.fileUrl(name, "png"),
    ...more,
  });
  const files = [
    file("a.png"),
    { ...file("b.png"), url_private_download: `${platform.url}/files/none` },
    file("c.webm", { mimetype: "video/webm", subtype: "slack_audio" }),
    file("d.pdf", { mimetype: "application/pdf", url_private_download: "https://files.evil.example/d.pdf" }),
    { id: "F9", mode: "tombstone" },
  ];
  await world.tell(direct("look", { subtype: "file_share", files }));
  const shown = platform.shown().join().replaceAll("&quot;", '"');
  expect(shown).toBe('files: [["image","kept"],["image","unreachable"],["audio","kept"],["file","refused"]]');
});

test("a file of the server's own is uploaded, and its words follow", async () => {
  await using world = await startSlackWorld();
  const asked = inRoom(`<@${bot}> report`);
  await world.tell(mention(asked));
  expect(world.platform.uploads).toEqual([
    { name: "report.txt", bytes: "All lifts are open.", channel: room, thread: asked["ts"] },
  ]);
  expect(world.platform.shown()).toEqual(["Here it is."]);
  await world.platform.sendCommand(commandBody("report", world.platform.responseUrl()));
  await world.server.idle();
  expect(world.platform.uploads.at(-1)).toMatchObject({ channel: dm, thread: undefined });
});

test("a picture that Slack cannot fetch takes no words away", async () => {
  await using world = await startSlackWorld();
  world.platform.missingPictures.add("https://a.example/gone.png");
  await world.tell(direct("picture"));
  expect(world.platform.messages.map(({ versions }) => versions.at(-1)?.blocks)).toEqual([
    [
      { type: "section", text: { type: "mrkdwn", text: "<https://a.example/gone.png|A slope>" } },
      { type: "section", text: { type: "mrkdwn", text: "*Piste 3*" } },
    ],
  ]);
});

test("a text grows by edits of one message, and ends whole with its buttons", async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of ["Once ", "upon ", "a ", "time."]) {
      yield piece;
      await delay(1_050);
    }
  }
  await using world = await startSlackWorld({}, { bot: createSlackBot(pieces) });
  await world.tell(direct("tell me"));
  const [message, ...others] = world.platform.messages;
  expect(others).toEqual([]);
  const texts = (message?.versions ?? []).map(versionText);
  expect(texts.length).toBeGreaterThanOrEqual(3);
  expect(texts.at(-1)).toBe("Once upon a time.");
  expect(world.button("News").label).toBe("News");
});

test("messages to one person keep a second's distance, and Slack's wish to wait longer", async () => {
  await using world = await startSlackWorld({}, { keepsPace: true });
  const { platform, server } = world;
  await world.tell(direct("hello"));
  platform.failNext({ status: 429, retryAfter: 0.2 }, { status: 503 }, { error: "ratelimited" });
  await platform.sendEvent(eventBody(direct("order")));
  await expect.poll(() => platform.shown(), { timeout: 10_000 }).toEqual(["Hello (direct)!", "Shall I?"]);
  const [first, second] = platform.messages;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
  await server.idle();
});

test("an answer of which Slack said nothing is not sent again once Slack shows it", async () => {
  await using world = await startSlackWorld({}, { retry: { firstMs: 10, maxMs: 20, echoMs: 60_000, maxAttempts: 5 } });
  const { platform, server } = world;
  platform.failNext("cut");
  await platform.sendEvent(eventBody(direct("hello")));
  await expect.poll(() => platform.messages.length).toBe(1);
  const [sent] = platform.messages;
  await world.tell(
    direct("Hello (direct)!", { user: bot, bot_id: "B0BOT", ts: sent?.ts ?? "", metadata: sent?.metadata }),
  );
  await world.tell(direct("order"));
  await server.idle();
  expect(platform.shown()).toEqual(["Hello (direct)!", "Shall I?"]);
});

test("notify reaches a person of whom only their id is known, and learns why it does not", async () => {
  await using world = await startSlackWorld();
  const { platform, server } = world;
  await world.tell(direct("hello"));
  const notify = (id: string) => server.notify({ connectorId: "slack", userId: ana }, news.link(), { id });
  expect(await notify("1")).toEqual({ outcome: "sent" });
  platform.failNext({ error: "user_disabled" });
  expect(await notify("2")).toMatchObject({ outcome: "failed", why: "user_disabled" });
});

test("nobody but Slack is heard, and Slack's question about the address is answered", async () => {
  await using world = await startSlackWorld();
  const { platform } = world;
  const challenge = JSON.stringify({
    token: "deprecated",
    challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
    type: "url_verification",
  });
  const response = await fetch(platform.requestUrl, {
    method: "POST",
    headers: { "content-type": "application/json", ...platform.sign(challenge) },
    body: challenge,
  });
  expect([response.status, await response.text()]).toEqual([
    200,
    "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
  ]);
  expect((await fetch(platform.requestUrl, { method: "POST", body: challenge })).status).toBe(401);
  expect((await fetch(platform.requestUrl)).status).toBe(405);
  const notJson = "payload";
  expect(
    (await fetch(platform.requestUrl, { method: "POST", headers: platform.sign(notJson), body: notJson })).status,
  ).toBe(400);
  expect(slackSecrets.botToken).toMatch(/^xoxb-/);
});
