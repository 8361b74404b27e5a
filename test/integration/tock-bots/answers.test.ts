import { expect, test } from "vitest";
import { startBotWorld } from "#support/tock-bots/start-world.ts";
import { type Answers, label, sentence, TockClient } from "#support/tock-bots/tock-client.ts";

const echo: Answers = ({ storyId, message }) => ({
  messages: [sentence(`${storyId}: ${message.text ?? message.payload}`)],
});

test("the same bot answers the web and Messenger, beside a story of the server", async () => {
  await using world = await startBotWorld();
  await using _bot = await TockClient.connect(world.server.url, echo);
  const ada = await world.visitor();
  expect(await ada.ask("hello")).toEqual(["hello from here"]);
  expect(await ada.ask("the weather in Lille")).toEqual(["weather: the weather in Lille"]);
  const bob = world.graph.user("2001");
  for (const words of ["hello", "the weather in Lille"]) {
    await bob.say(words);
    await world.graph.idle();
    await world.server.idle();
  }
  await world.graph.waitFor(() => world.graph.sent(bob.psid).length === 2, 5_000);
  expect(world.graph.sent(bob.psid).map(({ text }) => text)).toEqual([
    "hello from here",
    "weather: the weather in Lille",
  ]);
});

test("what nobody understands goes to the bot as Tock's unknown story", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(world.server.url, echo);
  const ada = await world.visitor();
  expect(await ada.ask("xyzzy")).toEqual(["tock_unknown_story: xyzzy"]);
  expect(bot.requests[0]).toMatchObject({ intent: "tock:unknown", storyId: "tock_unknown_story" });
});

test("an intent that the bot has not declared keeps its name", async () => {
  await using world = await startBotWorld({ stories: "all" });
  await using bot = await TockClient.connect(world.server.url, echo);
  const ada = await world.visitor();
  await ada.ask({ type: "postback", link: "fares?zone=coast", label: "Fares" });
  expect(bot.requests[0]).toMatchObject({
    intent: "fares",
    storyId: "tock_unknown_story",
    message: { type: "choice", payload: "fares?zone=coast", text: "Fares" },
  });
});

test("a bot that wants named intents only leaves the rest to the fallback", async () => {
  await using world = await startBotWorld({ notUnderstood: false });
  await using bot = await TockClient.connect(world.server.url, echo);
  const ada = await world.visitor();
  expect(await ada.ask("xyzzy")).toEqual(["fallback: not_understood"]);
  expect(await ada.ask({ type: "postback", link: "fares", label: "Fares" })).toEqual(["fallback: unknown_link"]);
  expect(bot.requests).toEqual([]);
  // Once the person talks to it, it may have asked something.
  await ada.ask("weather");
  expect(await ada.ask("xyzzy")).toEqual(["tock_unknown_story: xyzzy"]);
});

test("a request has all that Tock's clients read, and no more", async () => {
  await using world = await startBotWorld({ namespace: "rail", history: 5 });
  await using bot = await TockClient.connect(world.server.url, echo);
  const ada = await world.visitor();
  await ada.ask("hello");
  await ada.ask("weather");
  const connectorType = { id: "web", userInterfaceType: "textChat" };
  const userId = { id: ada.client.session.visitorId, type: "user" };
  const botId = { id: "travel", type: "bot" };
  const report = {
    connectorType,
    userInterfaceType: "textChat",
    test: false,
    date: expect.stringMatching(/^\d{4}-.*Z$/),
  };
  expect(bot.asked[0]).toEqual({
    requestId: expect.stringMatching(/^[\w-]{36}$/),
    botRequest: {
      intent: "weather",
      entities: [],
      message: { type: "text", text: "weather" },
      storyId: "weather",
      context: {
        namespace: "rail",
        language: "en",
        connectorType,
        sourceConnectorType: connectorType,
        targetConnectorType: connectorType,
        userInterface: "textChat",
        applicationId: "web",
        userId,
        botId,
        user: { timezone: "Europe/Paris", locale: "en", test: false },
        metadata: {},
        actionsHistory: [
          {
            ...report,
            id: "0",
            playerId: userId,
            recipientId: botId,
            message: { eventType: "sentence", text: "hello" },
          },
          {
            ...report,
            id: "1",
            playerId: botId,
            recipientId: userId,
            message: { eventType: "sentence", text: "hello from here" },
          },
        ],
      },
    },
  });
});

test("a bot that asks for its steps gets them, and one that names another story goes on there", async () => {
  await using world = await startBotWorld();
  await using bot = await TockClient.connect(
    world.server.url,
    ({ storyId, step }) => ({
      messages: [sentence(`${storyId} ${step ?? "-"}`)],
      ...(storyId === "weather" ? { step: "details" } : {}),
    }),
    { stories: null },
  );
  bot.send({
    requestId: "1",
    botConfiguration: {
      version: "V3",
      stories: [
        {
          mainIntent: "weather",
          name: "weather",
          secondaryIntents: ["tomorrow"],
          steps: [{ name: "details", mainIntent: "more", secondaryIntents: ["weather"] }],
        },
      ],
    },
  });
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["weather -"]);
  expect(await ada.ask("weather")).toEqual(["weather details"]);
});

test("an event of the page is the intent that the options name", async () => {
  await using world = await startBotWorld({ events: { start: "greetings" } });
  await using bot = await TockClient.connect(world.server.url, echo, { stories: ["greetings"] });
  const ada = await world.visitor();
  expect(await ada.ask({ type: "start" })).toEqual(["greetings: greetings"]);
  expect(bot.requests[0]?.message).toEqual({ type: "choice", payload: "greetings" });
});

test("a label is said in the person's language, with its arguments", async () => {
  await using world = await startBotWorld({
    translations: { fr: { "Hello {0}, {1} trains": "Bonjour {0}, {1} trains", bye: "Au revoir" } },
  });
  await using _bot = await TockClient.connect(world.server.url, () => ({
    messages: [
      { type: "sentence", text: label("Hello {0}, {1} trains", { args: ["Ann", 2] }) },
      { type: "sentence", text: label("Good bye", { key: "bye" }) },
      { type: "sentence", text: label("Good bye", { key: "bye", toBeTranslated: false }) },
    ],
  }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["Hello Ann, 2 trains", "Good bye", "Good bye"]);
  const { client } = ada;
  await client.post("messages", { clientId: "fr", content: { type: "text", text: "weather" }, locale: "fr" });
  await world.server.idle();
  const texts = (await ada.events()).flatMap((each) =>
    each.type === "message" && each.message.type === "text" ? [each.message.text] : [],
  );
  expect(texts.slice(3)).toEqual(["Bonjour Ann, 2 trains", "Au revoir", "Good bye"]);
});
