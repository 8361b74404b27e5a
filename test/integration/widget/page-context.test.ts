import { createBot, web } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { openChat } from "#support/widget/open-chat.ts";

/** What the page around the chat says of itself (`setContext`), on its way to `turn.context`. */
const bot = createBot({ stories: [], fallback: ({ context }) => JSON.stringify(context) });

test("what the page knows goes with each message, as it was when the message was written, and comes back to no page", async () => {
  await using server = await startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates })] });
  const endpoint = `${server.url}/web`;
  const values = new Map<string, string>();
  {
    using offline = openChat({
      endpoint,
      context: { product: "tulips" },
      storage: createMemoryStorage(values),
      fetch: () => Promise.reject(new Error("no network")),
    });
    offline.start();
    offline.sendText("one");
    const cart = { items: 1 };
    offline.setContext({ product: "roses", cart });
    cart.items = 99;
    offline.sendText("two");
    await expect.poll(() => JSON.stringify([...values])).toContain("two");
  }
  // The page was left before anything was sent.
  using chat = openChat({ endpoint, storage: createMemoryStorage(values) });
  chat.start();
  chat.sendText("three");
  const answers = [`{"product":"tulips"}`, `{"product":"roses","cart":{"items":1}}`, "{}"];
  await chat.until(({ entries }) => entries.length === 6);
  expect(chat.screen().filter((line) => line.startsWith("{"))).toEqual(answers);
  const events = JSON.stringify(chat.getState().entries.filter(({ type }) => type === "visitor"));
  expect(events).not.toContain("tulips");
});

test("a page that says too much of itself is told so at once, and loses no message by it", async () => {
  await using server = await startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates })] });
  using chat = openChat({ endpoint: `${server.url}/web`, context: { page: "/here" } });
  chat.start();
  for (const wrong of [{ much: "x".repeat(4000) }, [1], "text", null, 5])
    expect(() => chat.setContext(wrong as never)).toThrow(/context: no object, or over 4000 characters/);
  chat.sendText("hello");
  await chat.untilScreen("hello (sent)", `{"page":"/here"}`);
  chat.setContext(undefined);
  chat.sendText("bye");
  await chat.untilScreen("hello (sent)", `{"page":"/here"}`, "bye (sent)", "{}");
});

test("any plain object that fits comes through as it is", async () => {
  await using server = await startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates })] });
  const visitor = await RestClient.start(`${server.url}/web`);
  const contexts = fc.sample(
    fc
      .dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
      .filter((value) => JSON.stringify(value).length <= 4000),
    20,
  );
  for (const [at, context] of contexts.entries()) {
    const sent = JSON.parse(JSON.stringify(context)) as object;
    const body = { clientId: `c${at}`, content: { type: "text", text: "hello" }, context: sent };
    expect((await visitor.post("messages", body)).status).toBe(202);
    await expect.poll(async () => textsOf((await visitor.snapshot()).body.events)).toContain(JSON.stringify(sent));
  }
});

test("a simulated person writes from a page, too", async () => {
  const ada = simulate(bot, { context: { product: "tulips" } });
  expect((await ada.say("hello")).texts).toEqual([`{"product":"tulips"}`]);
  expect((await simulate(bot).say("hello")).texts).toEqual(["{}"]);
});
