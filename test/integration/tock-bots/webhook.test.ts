import { expect, test } from "vitest";
import { startBotWorld } from "#support/tock-bots/start-world.ts";
import { type Answers, key, sentence, TockClient } from "#support/tock-bots/tock-client.ts";
import { startWebhookBot } from "#support/tock-bots/webhook-bot.ts";

const echo: Answers = ({ message }) => ({ messages: [sentence("1"), sentence(`2 ${message.text}`)] });
const called = (webhook: string) => ({ apiKey: key, webhook });

test.each([
  ["older than versions", undefined, "POST /webhook"],
  ["of version 2", "V2", "GET /webhook/sse"],
  ["of version 3", "V3", "POST /webhook/sse"],
] as const)("a bot %s is called in its way", async (_which, version, expected) => {
  await using bot = await startWebhookBot({ ...(version === undefined ? {} : { version }), answers: echo });
  await using world = await startBotWorld(called(bot.url));
  const ada = await world.visitor();
  // A header holds no such letters.
  expect(await ada.ask("weather in Łódź")).toEqual(["1", "2 weather in Łódź"]);
  expect(bot.turns().map(({ method, path }) => `${method} ${path}`)).toEqual([expected]);
  expect(bot.turns()[0]?.asked?.botRequest).toMatchObject({ intent: "weather", storyId: "weather" });
});

test("the same bot answers Messenger", async () => {
  await using bot = await startWebhookBot({ version: "V3", answers: echo });
  await using world = await startBotWorld(called(`${bot.url}/`));
  const bob = world.graph.user("2001");
  await bob.say("weather");
  await world.graph.waitFor(() => world.graph.sent(bob.psid).length === 2, 10_000);
  expect(world.graph.sent(bob.psid).map(({ text }) => text)).toEqual(["1", "2 weather"]);
});

test("a webhook that cannot be reached is passed over for a socket, and asked again once it is back", async () => {
  const bot = await startWebhookBot({ version: "V3", answers: () => ({ messages: [sentence("by webhook")] }) });
  await using world = await startBotWorld(called(bot.url));
  await using _client = await TockClient.connect(world.server.url, () => ({ messages: [sentence("by socket")] }));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["by webhook"]);
  await bot[Symbol.asyncDispose]();
  expect(await ada.ask("weather")).toEqual(["by socket"]);
  expect(await ada.ask("weather")).toEqual(["by socket"]);
});

test("a bot that is silent is given up", async () => {
  await using bot = await startWebhookBot({ version: "V3", answers: () => undefined });
  await using world = await startBotWorld({ ...called(bot.url), timeoutMs: 300 });
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["fallback: failed"]);
  expect(world.printed()).toContain("has not answered within 300 ms");
});

test.each([
  ["answers 500", 500, {}, "", "answered /webhook with status 500"],
  ["leads elsewhere", 302, { location: "http://169.254.169.254/" }, "", "answered /webhook with status 302"],
  ["answers no JSON", 200, {}, "secret", "what is no frame of the Bot API"],
  ["answers without end", 200, {}, "x".repeat(1_100_000), "answers with more than 1 MB"],
] as const)("a bot that %s is given up", async (_how, status, headers, body, expected) => {
  await using bot = await startWebhookBot({
    answers: echo,
    instead: ({ asked }, response) => {
      if (asked?.botRequest === undefined) return false;
      response.writeHead(status, headers).end(body);
      return true;
    },
  });
  await using world = await startBotWorld(called(bot.url));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["fallback: failed"]);
  expect(world.printed()).toContain(expected);
  expect(world.printed()).not.toContain("secret");
});

test("a stream that breaks off keeps what it has said, and the fallback follows", async () => {
  await using bot = await startWebhookBot({
    version: "V3",
    answers: echo,
    instead: ({ asked }, response) => {
      if (asked?.botRequest === undefined) return false;
      const part = { messages: [sentence("half")], context: { lastResponse: false } };
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ requestId: asked.requestId, botResponse: part })}\n\n`);
      setTimeout(() => response.destroy(), 300);
      return true;
    },
  });
  await using world = await startBotWorld(called(bot.url));
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["half", "fallback: failed"]);
});

test("pings do not make a bot an answering one", async () => {
  await using bot = await startWebhookBot({
    version: "V3",
    answers: echo,
    instead: ({ asked }, response) => {
      if (asked?.botRequest === undefined) return false;
      response.writeHead(200, { "content-type": "text/event-stream" });
      const pings = setInterval(() => response.write("event: ping\ndata: 1\n\n"), 50);
      response.on("close", () => clearInterval(pings));
      return true;
    },
  });
  await using world = await startBotWorld({ ...called(bot.url), timeoutMs: 400 });
  const ada = await world.visitor();
  expect(await ada.ask("weather")).toEqual(["fallback: failed"]);
  expect(world.printed()).toContain("has not answered within 400 ms");
});
