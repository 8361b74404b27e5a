import { createBot, web } from "@causerie/server";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { beginWith } from "@causerie/widget/react/hooks/begin-with.ts";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { openChat } from "#support/widget/open-chat.ts";

/** The opening message: the bot begins, and nobody sees what made it. */
const bot = createBot({ stories: [], fallback: ({ text }) => `You said: ${text}` });
const connectors = [web({ origins: [], rates: unlimitedRates })];

test("an opening message has no bubble, here and after a reload, and a conversation has one, whoever sends it", async () => {
  await using server = await startTestServer({ bot, connectors });
  const endpoint = `${server.url}/web`;
  const values = new Map<string, string>();
  {
    using chat = openChat({ endpoint, startOnOpen: false, storage: createMemoryStorage(values) });
    chat.start();
    const acted: unknown[] = [];
    chat.on("acted", (detail) => acted.push(detail));
    chat.sendOpening("hello");
    chat.sendOpening("hello");
    await chat.until(({ entries }) => entries.length > 0);
    expect(chat.screen()).toEqual(["You said: hello"]);
    expect(acted).toEqual([]);
  }
  using chat = openChat({ endpoint, startOnOpen: false, storage: createMemoryStorage(values) });
  chat.start();
  await chat.until(({ entries }) => entries.length > 0);
  chat.sendOpening("hello again");
  chat.sendText("Which pier?");
  await chat.until(({ entries }) => entries.length === 3);
  expect(chat.screen()).toEqual(["You said: hello", "Which pier? (sent)", "You said: Which pier?"]);
});

test("it is sent when the page is ready, once where something was said, and again in the next conversation", async () => {
  await using server = await startTestServer({ bot, connectors });
  const values = new Map<string, string>();
  const options = { endpoint: `${server.url}/web`, startOnOpen: false };
  {
    using chat = openChat({ ...options, storage: createMemoryStorage(values) });
    let finish = (): void => {};
    const ready: unknown[] = [];
    beginWith(chat, {
      openingMessage: "hello",
      onReady: (given) => {
        ready.push(given);
        return new Promise((resolve) => (finish = resolve));
      },
    });
    chat.start();
    await expect.poll(() => ready).toEqual([chat]);
    await chat.until(({ connection }) => connection.type === "connected");
    expect(chat.getState().typing).toBe(false);
    expect(chat.screen()).toEqual([]);
    finish();
    await chat.until(({ entries }) => entries.length > 0);
    expect(chat.screen()).toEqual(["You said: hello"]);
    await chat.endSession();
    await chat.until(({ entries }) => entries.length > 0);
    expect(chat.screen()).toEqual(["You said: hello"]);
    chat.sendText("one");
    await chat.until(({ entries }) => entries.length === 3);
    expect(ready).toHaveLength(1);
  }
  using chat = openChat({ ...options, storage: createMemoryStorage(values) });
  const sent: string[] = [];
  beginWith({ ...chat, sendOpening: (text) => sent.push(text) }, { openingMessage: "hello" });
  chat.start();
  await chat.until(({ loaded, entries }) => loaded && entries.length === 3);
  expect(sent).toEqual([]);
});
