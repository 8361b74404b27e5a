import { createServer } from "node:http";
import { createBot, oneOf, startBackend, story, text, tockBot, web } from "@causerie/server";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import { simulate, storyLint } from "@causerie/server/testing";
import express from "express";
import { expect, test } from "vitest";
import { listen } from "#support/listen.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { key, sentence, TockClient } from "#support/tock-bots/tock-client.ts";
import { startWebhookBot } from "#support/tock-bots/webhook-bot.ts";
import { callRaw, RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { upgradeHeaders } from "#support/web/upgrade-headers.ts";

const hello = story("hello", { keywords: ["hello"] }).handle(() => "hello from here");
const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;

test("in an application a bot comes in below the path where the server is mounted, and other WebSockets stay the application's", async () => {
  const bot = createBot({ stories: [hello], bots: [tockBot({ apiKey: key })], fallback });
  await using causerie = await startBackend(testConfig({ bot, connectors: [web({ origins: [] })] }), {
    variables: {},
    publicUrl: "http://localhost/chat",
  });
  expect(causerie.setupSteps).toContain('Bot "tock": it connects to ws://localhost/chat/ followed by its key');
  const http = createServer(express().use("/chat", causerie.router));
  http.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 418 Mine\r\nContent-Length: 0\r\n\r\n"));
  causerie.attach(http);
  const url = await listen(http);
  await using _bot = await TockClient.connect(`${url}/chat`, ({ message }) => ({
    messages: [sentence(`bot: ${message.text}`)],
  }));
  expect((await callRaw(`${url}/live`, { headers: upgradeHeaders })).status).toBe(418);
  const ada = await RestClient.start(`${url}/chat/web`);
  await ada.send("1", "xyzzy");
  await causerie.idle();
  expect(textsOf((await ada.events()).body.events)).toEqual(["bot: xyzzy"]);
  http.closeAllConnections();
  http.close();
});

test("a test without a server asks a bot by its webhook", async () => {
  await using webhook = await startWebhookBot({ version: "V3", answers: () => ({ messages: [sentence("sunny")] }) });
  const bot = createBot({ stories: [hello], bots: [tockBot({ webhook: webhook.url })], fallback });
  const ada = simulate(bot);
  expect((await ada.say("hello")).texts).toEqual(["hello from here"]);
  expect((await ada.say("weather")).texts).toEqual(["sunny"]);
});

test("a story may go on with the bot", async () => {
  await using webhook = await startWebhookBot({
    answers: ({ intent, step }) => ({ messages: [sentence(`${intent} ${step}`)] }),
  });
  const go = story("go", { keywords: ["go"] }).handle((turn) => turn.switchTo(bike.step("wheel")));
  const bike = story("bike", { steps: { wheel: true } });
  const bot = createBot({ stories: [go], bots: [tockBot({ webhook: webhook.url })], fallback });
  expect((await simulate(bot).say("go")).texts).toEqual(["bike wheel"]);
});

test("a question of a story that a bot interrupts is taken up again", async () => {
  await using webhook = await startWebhookBot({ answers: () => ({ messages: [sentence("sunny")] }) });
  const order = story("order", { keywords: ["order"], slots: { city: oneOf("city", ["Lille", "Paris"]) } }).handle({
    ask: { city: () => "To which city?" },
    run: (_turn, { city }) => `Ordered for ${city}.`,
  });
  const bot = createBot({
    stories: [order],
    bots: [tockBot({ webhook: webhook.url, stories: ["weather"] })],
    fallback,
  });
  const ada = simulate(bot);
  await ada.say("order");
  const [first, ...offer] = (await ada.follow(encodeLink("weather"), "Weather")).texts;
  expect(first).toBe("sunny");
  expect(offer).toHaveLength(1);
  await ada.say("yes");
  expect((await ada.say("Lille")).texts).toEqual(["Ordered for Lille."]);
});

test("the lint of stories asks no bot, and has nothing against it", async () => {
  const go = story("go", { keywords: ["go"] }).handle(() =>
    text("Go?", { quickReplies: [{ label: "Fares", to: encodeLink("fares") }] }),
  );
  await using webhook = await startWebhookBot({ answers: () => ({ messages: [sentence("sunny")] }) });
  const bot = createBot({ stories: [hello, go], bots: [tockBot({ webhook: webhook.url })], fallback });
  const findings = await storyLint(bot);
  expect(findings.filter((finding) => /tock|fares/i.test(JSON.stringify(finding)))).toEqual([]);
  expect(webhook.turns()).toEqual([]);
});
