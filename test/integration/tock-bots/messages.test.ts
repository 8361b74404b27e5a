import { expect, test } from "vitest";
import { hello, startBotWorld } from "#support/tock-bots/start-world.ts";
import { label, responseTo, sentence, TockClient } from "#support/tock-bots/tock-client.ts";

const card = (title: string, more: object = {}) => ({
  type: "card",
  delay: 0,
  title: label(title),
  // tock-node writes it for what is not there.
  subTitle: label(""),
  attachment: { url: `https://bot.example/${title}.png`, type: "image", description: label(`picture of ${title}`) },
  actions: [{ title: label(`Choose ${title}`) }, { title: label("Site"), url: "https://bot.example/" }],
  ...more,
});

test("each kind of message is shown on the web", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, () => ({
    messages: [
      sentence("Which day?", "Today", "Tomorrow"),
      card("Lille"),
      { type: "carousel", cards: [card("Lyon"), card("Nice", { subTitle: label("by the sea") })] },
      card("film", { title: null, attachment: { url: "https://bot.example/a.mp4" }, actions: [] }),
      {
        type: "custom",
        message: {
          klass: "ai.tock.bot.connector.web.WebMessage",
          value: {
            text: "Go on?",
            buttons: [
              { type: "quick_reply", clazz: "quick_reply", title: "Yes", payload: "weather?day=2" },
              { type: "quick_reply", clazz: "quick_reply", title: "Say", nlpText: "say it" },
              { type: "postback", clazz: "postback_button", title: "More", payload: "more" },
              { type: "web_url", clazz: "url_button", title: "Site", url: "https://bot.example/" },
              {
                type: "web_url",
                title: "Window",
                url: "https://bot.example/",
                windowFeatures: "width=400,height=500,top=0",
                imageUrl: "https://bot.example/a.png",
              },
            ],
          },
        },
      },
      {
        type: "custom",
        message: {
          klass: "ai.tock.bot.connector.web.WebMessage",
          value: { widget: { type: "map", data: { zoom: 3 } } },
        },
      },
    ],
  }));
  const ada = await world.visitor();
  const said = await ada.say("weather");
  const site = { type: "url", label: "Site", url: "https://bot.example/" };
  const picture = (of: string) => ({ url: `https://bot.example/${of}.png`, alt: `picture of ${of}` });
  expect(said).toMatchObject([
    {
      type: "text",
      text: "Which day?",
      quickReplies: [
        { type: "text", label: "Today" },
        { type: "text", label: "Tomorrow" },
      ],
    },
    {
      type: "card",
      card: { title: "Lille", image: picture("Lille"), buttons: [site] },
      quickReplies: [{ type: "text", label: "Choose Lille" }],
    },
    {
      type: "carousel",
      cards: [
        { title: "Lyon", image: picture("Lyon"), buttons: [site] },
        { title: "Nice", subtitle: "by the sea", image: picture("Nice") },
      ],
      quickReplies: [
        { type: "text", label: "Choose Lyon" },
        { type: "text", label: "Choose Nice" },
      ],
    },
    { type: "media", media: { kind: "video", url: "https://bot.example/a.mp4" } },
    {
      type: "text",
      text: "Go on?",
      buttons: [
        { type: "postback", label: "More", link: "more" },
        site,
        {
          type: "url",
          label: "Window",
          url: site.url,
          imageUrl: "https://bot.example/a.png",
          window: { width: 400, height: 500 },
        },
      ],
      quickReplies: [
        { type: "postback", label: "Yes", link: "weather?day=2" },
        { type: "text", label: "Say", text: "say it" },
      ],
    },
    { type: "custom", name: "map", data: { zoom: 3 } },
  ]);
  expect(said[1]).not.toHaveProperty("card.subtitle");
});

test("the same messages are shown in Messenger", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(world.server.url, ({ message }) =>
    message.text === "Today"
      ? { messages: [sentence("so today")] }
      : { messages: [card("Lille"), sentence("Which day?", "Today", "Tomorrow")] },
  );
  const bob = world.graph.user("2001");
  await bob.say("weather");
  await world.graph.waitFor(() => world.graph.sent(bob.psid).length === 2, 10_000);
  await bob.tapQuickReply("Today");
  await world.graph.waitFor(() => world.graph.sent(bob.psid).length === 3, 10_000);
  expect(world.graph.sent(bob.psid).map(({ text }) => text)).toEqual([undefined, "Which day?", "so today"]);
  expect(bot.requests.map(({ context }) => context["connectorType"])).toEqual(
    Array.from({ length: 2 }, () => ({ id: "messenger", userInterfaceType: "textChat" })),
  );
  expect(bot.requests[1]?.message).toEqual({ type: "text", text: "Today" });
});

test("a native message goes to its own channel only", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, () => ({
    messages: [{ type: "custom", message: { channel: "messenger", value: { text: "native" }, alt: "for others" } }],
  }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["for others"]);
  const bob = world.graph.user("2001");
  await bob.say("weather");
  await world.graph.waitFor(() => world.graph.sent(bob.psid).length === 1, 10_000);
  expect(world.graph.sent(bob.psid).map(({ text }) => text)).toEqual(["native"]);
});

test("several answers to one request are said as they come, and the last one ends the turn", async () => {
  await using world = await startBotWorld();
  const go = Promise.withResolvers<void>();
  await using bot = await TockClient.connect(world.server.url, async (request, requestId) => {
    bot.send(responseTo(requestId, request, { messages: [sentence("first")], context: { lastResponse: false } }));
    await go.promise;
    return { messages: [sentence("second")], context: { lastResponse: true } };
  });
  const ada = await world.visitor();
  await ada.post({ type: "text", text: "weather" });
  await bot.waitForRequests(1);
  go.resolve();
  await world.server.idle();
  const events = await ada.events();
  expect(events.map(({ type }) => type)).toEqual(["visitor", "message", "message", "turn.end"]);
});

const metadata = (key: string, value: string) => ({ type: "event", category: "METADATA", key, value });

test("metadata is that of the answer: each message has what came in its frame and before", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(world.server.url, (request, requestId) => {
    const first = [sentence("first"), metadata("TOPIC", "rain"), card("Lille")];
    bot.send(responseTo(requestId, request, { messages: first, context: { lastResponse: false } }));
    return { messages: [metadata("SOURCE", "radar"), sentence("last")] };
  });
  const ada = await world.visitor();
  const said = await ada.say("weather");
  expect(said.map((message) => message.metadata)).toEqual([
    { TOPIC: "rain" },
    { TOPIC: "rain" },
    { TOPIC: "rain", SOURCE: "radar" },
  ]);
  expect(world.logged("cannot be shown")).toEqual([]);
});

test("of a text that grows it is all that came until its end; behind the last message it is named", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, () => ({
    messages: [
      metadata("TOCK_STREAM_RESPONSE", "true"),
      sentence("Once"),
      metadata("TOPIC", "rain"),
      metadata("TOCK_STREAM_RESPONSE", "false"),
    ],
  }));
  await using silent = await startBotWorld();
  await using _silentBot = await TockClient.connect(silent.server.url, () => ({
    messages: [metadata("TOPIC", "rain")],
  }));
  const ada = await world.visitor();
  const said = await ada.say("weather");
  expect(said.map((message) => message.metadata)).toEqual([{ TOPIC: "rain" }]);
  await (await silent.visitor()).ask("weather");
  expect(silent.logged("behind its last message")).toHaveLength(1);
});

test("a streamed answer grows as one message, and what is no text follows it", async () => {
  await using world = await startBotWorld();
  const part = (value: string) => ({ type: "event", category: "METADATA", key: "TOCK_STREAM_RESPONSE", value });
  await using bot = await TockClient.connect(world.server.url, (request, requestId) => {
    const partial = { lastResponse: false };
    const send = (...messages: unknown[]): void =>
      bot.send(responseTo(requestId, request, { messages, context: partial }));
    send(part("true"));
    send(sentence("Once "));
    send(sentence("upon "));
    send(sentence("a time."), card("Lille"));
    send(part("false"));
    return { messages: [sentence("The end.")] };
  });
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["Once upon a time.", "card", "The end."]);
  expect((await ada.events()).map(({ type }) => type)).toContain("message.start");
});

test("a stream that the bot does not end is whole with its last answer", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, () => ({
    messages: [
      { type: "event", category: "METADATA", key: "TOCK_STREAM_RESPONSE", value: "true" },
      sentence("Once "),
      sentence("more"),
    ],
  }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["Once more"]);
});

test("a bot may go on with another story of its own, or with one of the server", async () => {
  await using world = await startBotWorld({}, { stories: [hello] });
  const goTo = (id: string, type = "action") => ({ type, parameters: { switch_story_id: id, starter_intent: null } });
  await using bot = await TockClient.connect(
    world.server.url,
    ({ storyId, message }) => {
      if (message.text === "weather here") return { messages: [goTo("hello", "SWITCH_STORY")] };
      return storyId === "weather"
        ? { messages: [sentence("first"), goTo("trains")] }
        : { messages: [sentence(`then ${storyId}`)] };
    },
    { stories: ["weather", "trains"] },
  );
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["first", "then trains"]);
  expect(bot.requests.map(({ intent, storyId }) => [intent, storyId])).toEqual([
    ["weather", "weather"],
    ["trains", "trains"],
  ]);
  expect(await ada.ask("weather here")).toEqual(["hello from here"]);
});

test("a bot that sends its stories to each other without end is stopped", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(world.server.url, () => ({
    messages: [{ type: "action", parameters: { switch_story_id: "weather" } }],
  }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["fallback: failed"]);
  expect(bot.requests).toHaveLength(6);
});
