import { createBot, list, story, text } from "@causerie/server";
import { expect, test } from "vitest";
import { ana, messageOf, type Person, postWebhook, textOf, webhookOf } from "#support/whatsapp/business-number.ts";
import { startNumber } from "#support/whatsapp/start-number.ts";

const fares = story("fares", { keywords: ["fares"] });
const menu = story("menu", { keywords: ["menu"] });
const zones = story("zones", { keywords: ["zones"] });
const acts = story("acts", { events: ["reaction", "channel_event", "location", "referral", "optin"] });
const who = story("who", { keywords: ["who"] });
const past = story("past", { keywords: ["history"] });
const bot = createBot({
  stories: [
    fares.handle(() => "A ticket is **5 euros**."),
    menu.handle(() =>
      text("What?", {
        quickReplies: [
          { label: "Fares", to: fares.link() },
          { label: "Else", say: "who" },
        ],
      }),
    ),
    zones.handle(() =>
      list(
        "Which zone?",
        Array.from({ length: 12 }, (_, index) => ({ label: `Zone ${index + 1}`, to: fares.link() })),
      ),
    ),
    acts.handle(({ event: { content } }) => JSON.stringify(content)),
    who.handle((turn) => `You are ${turn.from?.profile?.name ?? "nobody"}`),
    past.handle(async (turn) =>
      (await turn.history(9))
        .map(({ role, text: said, receipt }) => `${role} ${said} ${receipt ?? ""}`.trim())
        .join("; "),
    ),
  ],
  fallback: (turn) => `to ${turn.text}`,
});

test("a person writes, reads an answer in WhatsApp's marks, and taps buttons and rows", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  expect(await after(() => platform.say("fares"))).toEqual(["A ticket is *5 euros*."]);
  expect(await after(() => platform.say("menu"))).toEqual(["What?"]);
  expect(await after(() => platform.tap("Fares"))).toEqual(["A ticket is *5 euros*."]);
  expect(await after(() => platform.tap("Else"))).toEqual(["You are Ana"]);
  expect(await after(() => platform.say("zones"))).toEqual(["Which zone?", "…"]);
  expect(await after(() => platform.tap("Zone 12"))).toEqual(["A ticket is *5 euros*."]);
  expect(platform.refused).toEqual([]);
  // By Meta's id, and never in the field of numbers.
  expect(new Set(platform.sent.map(({ by, to }) => `${by} ${to}`))).toEqual(new Set([`recipient ${ana.id}`]));
  // Each message that the bot answered was marked as read, and "is typing" was shown.
  expect(platform.read.every(({ typing }) => typing)).toBe(true);
  expect(platform.read.length).toBeGreaterThan(0);
});

test("what is no text reaches the stories, too", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  const send = (message: object) => after(() => platform.send(messageOf(ana, message)));
  const [shared] = await send({ type: "location", location: { latitude: 43.3, longitude: 5.4 } });
  expect(JSON.parse(shared ?? "")).toEqual({ type: "location", latitude: 43.3, longitude: 5.4 });
  const flow = { type: "nfm_reply", nfm_reply: { name: "flow", response_json: '{"zone":"A"}' } };
  const [form] = await send({ type: "interactive", interactive: flow });
  expect(JSON.parse(form ?? "")).toMatchObject({
    type: "channel_event",
    name: "flow",
    data: { answers: { zone: "A" } },
  });
  const preference = { wa_id: ana.phone, user_id: ana.id, category: "marketing_messages", value: "stop", timestamp: 1 };
  const [optin] = await after(() => platform.send({ user_preferences: [preference] }, "user_preferences"));
  expect(JSON.parse(optin ?? "")).toMatchObject({ type: "optin", ref: "marketing_messages", status: "stopped" });
});

test("a webhook that comes again is answered once, also when it comes in another order", async () => {
  await using world = await startNumber(bot);
  const { platform, server, after } = world;
  const bodies = ["one", "two"].map((said, index) =>
    webhookOf(messageOf(ana, textOf(said), { wamid: `wamid.${index}` })),
  );
  const post = async (body = ""): Promise<number> => (await postWebhook(`${server.url}/whatsapp`, body)).status;
  const read = await after(async () => {
    for (const body of [...bodies, ...bodies.toReversed()]) expect(await post(body)).toBe(200);
  });
  expect(read).toEqual(["to one", "to two"]);
  expect(platform.sent).toHaveLength(2);
});

test("what a person takes back goes from the log, and is not answered where it comes after that", async () => {
  await using world = await startNumber(bot);
  const { platform, server, after } = world;
  const post = async (message: object, wamid: string): Promise<void> =>
    void (await postWebhook(`${server.url}/whatsapp`, webhookOf(messageOf(ana, message, { wamid }))));
  const takeBack = (wamid: string): object => ({ type: "revoke", revoke: { original_message_id: wamid } });
  expect(await after(() => post(textOf("my secret"), "wamid.s1"))).toEqual(["to my secret"]);
  await after(() => post(takeBack("wamid.s1"), "wamid.s2"));
  const [history = ""] = await after(() => platform.say("history"));
  expect(history.match(/\w+ [^;]*my secret/g)).toEqual(["bot to my secret"]);
  // Meta's webhooks may come in another order.
  await after(() => post(takeBack("wamid.s3"), "wamid.s4"));
  expect(await after(() => post(textOf("late secret"), "wamid.s3"))).toEqual([]);
});

test("whoever cannot sign is refused, and so is a webhook of something else", async () => {
  await using world = await startNumber(bot);
  const { platform, server } = world;
  const url = `${server.url}/whatsapp`;
  const body = webhookOf(messageOf(ana, textOf("hello")));
  expect((await postWebhook(url, body, {})).status).toBe(403);
  expect((await postWebhook(url, body, { "x-hub-signature-256": `sha256=${"0".repeat(64)}` })).status).toBe(403);
  expect((await postWebhook(url, '{"object":"page","entry":[]}')).status).toBe(404);
  expect((await postWebhook(url, "{")).status).toBe(400);
  await server.idle();
  expect(platform.sent).toEqual([]);
});

test("what is for another number of the account is left to whoever has it", async () => {
  await using world = await startNumber(bot);
  const { platform, server } = world;
  const body = webhookOf(messageOf(ana, textOf("hello")), { number: "999" });
  expect((await postWebhook(`${server.url}/whatsapp`, body)).status).toBe(200);
  await server.idle();
  expect(platform.sent).toEqual([]);
});

test("Meta's states stand with the messages; one that failed afterwards is reported", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  await after(() => platform.say("hello"));
  const [message] = platform.sent;
  for (const status of ["sent", "delivered", "read"]) expect(await platform.report(message, status)).toBe(200);
  const [said] = await after(() => platform.say("history"));
  expect(said).toContain("bot to hello read");
});

test("a message whose response was lost is not sent again, because Meta's report names the delivery", async () => {
  await using world = await startNumber(bot, {}, { retry: { firstMs: 5, maxMs: 20, echoMs: 60_000 } });
  const { platform, server } = world;
  platform.failNext({ code: 100 }, "cut");
  await platform.say("hello", { id: "FR.7", phone: "33600000007" });
  await expect.poll(() => platform.sent.length).toBe(1);
  expect(await platform.report(platform.sent[0], "sent")).toBe(200);
  await server.idle();
  expect(platform.texts).toEqual(["to hello"]);
});

test("somebody who writes from the Business app keeps the bot silent for a while", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  expect(await after(() => platform.say("hello"))).toEqual(["to hello"]);
  const echo = {
    from: "15550783881",
    to: ana.phone,
    to_user_id: ana.id,
    id: "wamid.e",
    timestamp: String(Math.floor(Date.now() / 1_000)),
    ...textOf("I help you"),
  };
  await after(() => platform.send({ message_echoes: [echo] }, "smb_message_echoes"));
  expect(await after(() => platform.say("thanks"))).toEqual([]);
});

test("two people have conversations of their own", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  const ben: Person = { id: "FR.2", phone: "33600000002", name: "Ben" };
  await after(() => platform.say("a secret"));
  expect(await after(() => platform.say("hello", ben))).toEqual(["to hello"]);
  const [said] = await after(() => platform.say("history", ben));
  expect(said).not.toContain("secret");
});
